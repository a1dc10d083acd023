"""Giving, taking back and confirming what may be sent; and STOP, which holds for a number."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.notifications.models import Permission, StoppedNumber
from kinroad.notifications.queries.permission import SAID, key_of, number_of, who_share, wording_now
from kinroad.notifications.rules.permission import Doubt, Kind
from kinroad.people.actions.participants import change_facts
from kinroad.people.models import Participant
from kinroad.people.rules.phones import as_e164
from kinroad.people.rules.viewer import Viewer

Ended = Permission.Ended


@transaction.atomic
def give(
    *, participant: Participant, kinds: Iterable[str], wording: str | Mapping[str, str], by: Viewer, at: datetime
) -> list[Permission]:
    """The participant allows these kinds for the number they have now. `wording` is what was shown or read to them.

    It replaces an earlier permission of the kind. Raises ValidationError where the number or address is missing.
    """
    mine = _lock(participant)
    given = []
    for kind in sorted(set(kinds)):
        number = number_of(mine, kind)
        if not number or (kind != Kind.EMAIL and as_e164(number) is None):
            raise ValidationError(_("Write down the number or address first. Then say what it may be used for."))
        shown = wording if isinstance(wording, str) else wording[kind]
        _end(_current(mine, kind), why=Ended.NEW_NUMBER, at=at, by=by)
        row = Permission(
            organization_id=mine.organization_id,
            participant=mine,
            kind=kind,
            number=number,
            number_key=key_of(number, kind, mine.organization_id),
            wording=shown,
            given_at=at,
            confirmed_at=at,
            taken_by_id=by.person_id,
        )
        row.full_clean()
        row.save()
        audit.record(what="permission.given", about=row, by=by, participant_id=mine.pk)
        given.append(row)
        if kind == Kind.TEXT:
            end_stop(number=number, by=by, at=at)
    _say(mine, {SAID[Kind(kind)]: True for kind in kinds}, by=by)
    return given


@transaction.atomic
def withdraw(*, participant: Participant, kinds: Iterable[str], by: Viewer, at: datetime) -> None:
    """The participant takes these kinds back. What waits in the outbox for them is not sent."""
    mine = _lock(participant)
    for kind in sorted(set(kinds)):
        _end(_current(mine, kind), why=Ended.WITHDRAWN, at=at, by=by)
    _say(mine, {SAID[Kind(kind)]: False for kind in kinds}, by=by)


@transaction.atomic
def settle(
    *, participant: Participant, by: Viewer, at: datetime, wording: str | Mapping[str, str] | None = None
) -> None:
    """Write down as permissions what the participant's page says they allow, after it was filled in.

    `wording` is what was shown; without it, what our pages say now. What stands is left as it is; a yes without a
    permission for the present number becomes one; a no ends it.
    """
    mine = _lock(participant)
    for kind in Kind:
        number = number_of(mine, kind)
        standing = _current(mine, kind).first()
        same = standing is not None and standing.number == number
        wanted = getattr(mine, SAID[kind]) and bool(number) and (kind == Kind.EMAIL or as_e164(number) is not None)
        if wanted and not same:
            give(participant=mine, kinds=[kind], wording=wording or wording_now(), by=by, at=at)
        elif not wanted and standing is not None:
            why = Ended.NEW_NUMBER if getattr(mine, SAID[kind]) else Ended.WITHDRAWN
            _end(_current(mine, kind), why=why, at=at, by=by)


@transaction.atomic
def stop_number(*, number: str, how: str, by: Viewer, at: datetime) -> bool:
    """No more texts to this number, for every person who shares it, from this moment on. False when it stood already.

    `number` in E.164; `how` is one of `StoppedNumber.How`.
    """
    key = key_of(number, Kind.TEXT, by.organization_id)
    stop, new = StoppedNumber.objects.get_or_create(
        organization_id=by.organization_id, number_key=key, ended_at=None, defaults={"how": how, "stopped_at": at}
    )
    rows = who_share(number, Kind.TEXT, by.organization_id).filter(kind=Kind.TEXT)
    for participant in Participant.objects.filter(pk__in=rows.values("participant")).order_by("pk"):
        mine = _lock(participant)
        _end(rows.filter(participant=mine), why=Ended.STOPPED, at=at, by=by)
        _say(mine, {"may_text": False}, by=by)
    if new:
        audit.record(what="number.stopped", about=stop, by=by)
    return new


@transaction.atomic
def end_stop(*, number: str, by: Viewer, at: datetime) -> bool:
    """Somebody with this number asked for texts again. Only they get them: what others allowed stays ended."""
    stop = StoppedNumber.objects.select_for_update().filter(
        organization_id=by.organization_id,
        number_key=key_of(number, Kind.TEXT, by.organization_id),
        ended_at=None,
    )
    row = stop.first()
    if row is None:
        return False
    row.ended_at = at
    row.save()
    audit.record(what="number.opened", about=row, by=by)
    return True


@transaction.atomic
def doubt_number(*, number: str, doubt: str, by: Viewer, at: datetime) -> None:
    """A message came back (`Doubt.BOUNCED`), or somebody else answered (`Doubt.WRONG`): they are asked again first.

    `number` in E.164, or an e-mail address.
    """
    kind = Kind.EMAIL if "@" in number else Kind.TEXT
    for row in who_share(number.casefold(), kind, by.organization_id).select_for_update():
        if row.doubt in (doubt, Doubt.WRONG):
            continue
        row.doubt = doubt
        row.save()
        audit.record(what="permission.doubted", about=row, by=by, participant_id=row.participant_id)


@transaction.atomic
def confirm(*, participant: Participant, by: Viewer, at: datetime) -> None:
    """The participant said that these are still their number and address: nobody needs to ask for 180 days."""
    mine = _lock(participant)
    for row in Permission.objects.select_for_update().filter(
        organization_id=mine.organization_id, participant=mine, ended_at=None
    ):
        row.confirmed_at, row.doubt = at, Doubt.NONE
        row.save()
        audit.record(what="permission.confirmed", about=row, by=by, participant_id=mine.pk)


def _lock(participant: Participant) -> Participant:
    return Participant.objects.select_for_update(of=("self",)).select_related("person").get(pk=participant.pk)


def _current(participant: Participant, kind: str) -> QuerySet[Permission]:
    return Permission.objects.filter(
        organization_id=participant.organization_id, participant=participant, kind=kind, ended_at=None
    )


def _end(rows: Iterable[Permission], *, why: str, at: datetime, by: Viewer) -> None:
    for row in list(rows):
        row.ended_at, row.ended = at, why
        row.save()
        audit.record(what="permission.ended", about=row, by=by, participant_id=row.participant_id)


def _say(participant: Participant, facts: Mapping[str, bool], *, by: Viewer) -> None:
    changed = {name: value for name, value in facts.items() if getattr(participant, name) != value}
    if changed:
        change_facts(participant=participant, facts=changed, by=by)
