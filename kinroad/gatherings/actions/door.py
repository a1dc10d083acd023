"""Checking in at the door, and what people check in with."""

import secrets
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import hash_of
from kinroad.core.time import now
from kinroad.gatherings.actions.attendance import keep, locked, refuse_too_soon, the_sheet
from kinroad.gatherings.models import Attended, DoorName, Kiosk, Session, Sheet
from kinroad.gatherings.queries.door import door_key, door_name_of, who_said
from kinroad.gatherings.queries.sheet import attended_of
from kinroad.gatherings.rules.attendance import MOST_PEOPLE
from kinroad.gatherings.rules.door import NUMBER_DIGITS, can_be_a_nickname, closes_at
from kinroad.people.models import Participant
from kinroad.people.queries.circle import NOBODY
from kinroad.people.rules.viewer import Viewer

TRIES = 20


@transaction.atomic
def open_kiosk(*, session: Session, by: Viewer, own_phones: bool = False) -> tuple[Kiosk, str]:
    """Make a device the door of this session, and the secret it holds; with `own_phones`, a code for the wall.

    Raises ValidationError before it begins.
    """
    refuse_too_soon(session)
    secret = secrets.token_urlsafe(32)
    kiosk = Kiosk(
        organization_id=session.organization_id,
        session=session,
        secret_hash=hash_of(secret),
        own_phones=own_phones,
        opened_at=now(),
        opened_by_id=by.person_id,
        expires_at=closes_at(session.ends_at),
    )
    if kiosk.expires_at <= now():
        raise ValidationError(_("This session is over. Write down who came on this page."))
    kiosk.save()
    audit.record(what="kiosk.opened", about=kiosk, by=by)
    return kiosk, secret


@transaction.atomic
def check_in(
    *,
    id: UUID,
    session: Session,
    words: str,
    children: int,
    by: Viewer,
    participant: Participant | None = None,
    came_by: Attended.By = Attended.By.KIOSK,
) -> None:
    """Somebody is here, with a number, a nickname, or neither (`words` empty), and with so many children; or a
    `participant` who signed in on their own phone.

    Known and unknown words do the same: one line on the sheet, once for the same words. Nothing tells them apart,
    not here, not on the sheet of whoever does not see that participant. A second submit with `id` adds nobody.
    """
    mine = locked(session)
    refuse_too_soon(mine)
    sheet = the_sheet(mine)
    people = attended_of(sheet)
    key = door_key(words or str(id), organization_id=sheet.organization_id)
    who = participant or who_said(words or str(id), organization_id=sheet.organization_id)
    who = who if who is None or who.died_on is None else None
    there = people.filter(participant=who.pk if who else NOBODY).first()
    there = people.filter(said_key=key).first() or there
    if there is None and people.count() < MOST_PEOPLE:
        there = Attended(
            id=id,
            organization_id=sheet.organization_id,
            sheet=sheet,
            participant=who,
            by_name=False,
            came_by=came_by,
            said_key=key,
            at=now(),
        )
    if there is None:
        return
    there.came, there.children = True, max(there.children, children)
    there.save(force_insert=there._state.adding)
    audit.record(what="sheet.checked_in", about=sheet, by=by)
    if sheet.state == Sheet.State.SAVED:
        keep(sheet, by=by)


@transaction.atomic
def new_number(*, participant: Participant, by: Viewer) -> str:
    """A number of one's own to check in with; the one before stops. It is said once: we keep a keyed hash of it."""
    mine = _own(participant)
    for _try in range(TRIES):
        number = "".join(str(secrets.randbelow(10)) for _digit in range(NUMBER_DIGITS))
        mine.number_key = door_key(number, organization_id=mine.organization_id)
        if not DoorName.objects.filter(organization_id=mine.organization_id, number_key=mine.number_key).exists():
            break
    mine.made_at = now()
    mine.save()
    audit.record(what="door_name.renewed", about=mine, by=by, participant_id=participant.pk, fields=["number"])
    return number


@transaction.atomic
def choose_nickname(*, participant: Participant, nickname: str, by: Viewer) -> DoorName:
    """A nickname to check in with, or none. Raises ValidationError for one that is too short or cannot be had: alike,
    so that nobody learns what others chose."""
    mine = _own(participant)
    refused = ValidationError(
        {"nickname": _("Choose another one: at least four letters, not only digits, and not easy to guess.")}
    )
    if nickname and not can_be_a_nickname(nickname):
        raise refused
    mine.nickname = nickname or None
    mine.nickname_key = door_key(nickname, organization_id=mine.organization_id) if nickname else ""
    mine.made_at = now()
    try:
        with transaction.atomic():
            mine.save()
    except IntegrityError:
        raise refused from None
    audit.record(what="door_name.changed", about=mine, by=by, participant_id=participant.pk, fields=["nickname"])
    return mine


def _own(participant: Participant) -> DoorName:
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    found = door_name_of(mine)
    return found or DoorName(organization_id=mine.organization_id, participant=mine, made_at=now())
