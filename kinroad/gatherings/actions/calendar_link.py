"""Making and withdrawing the address of a participant's own calendar."""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import hash_of
from kinroad.gatherings.models import CalendarLink
from kinroad.gatherings.queries.calendar_link import link_of
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def make_calendar_link(*, participant: Participant, by_name: bool, by: Viewer, at: datetime) -> str:
    """A new address, and the secret in it, of which we keep the hash alone. The one before stops working.

    A second press makes another one: the page that came last shows the one that works.
    """
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    _withdraw(mine, at=at)
    secret = secrets.token_urlsafe(32)
    link = CalendarLink(
        organization_id=mine.organization_id,
        participant=mine,
        secret_hash=hash_of(secret),
        by_name=by_name,
        made_at=at,
    )
    link.save()
    audit.record(what="calendar_link.made", about=link, by=by, participant_id=mine.pk)
    return secret


@transaction.atomic
def withdraw_calendar_link(*, participant: Participant, by: Viewer, at: datetime) -> None:
    """The address stops working. Nothing happens when there is none."""
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    link = _withdraw(mine, at=at)
    if link is not None:
        audit.record(what="calendar_link.withdrawn", about=link, by=by, participant_id=mine.pk)


@transaction.atomic
def title_calendar(*, participant: Participant, by_name: bool, by: Viewer) -> CalendarLink:
    """Choose what the titles say: nothing that gives away, or the gathering's name.

    Raises ValidationError when there is no address any more.
    """
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    link = link_of(mine)
    if link is None:
        raise ValidationError(_("This address has been stopped. Make a new one first."))
    if link.by_name != by_name:
        link.by_name = by_name
        link.save()
        audit.record(what="calendar_link.titled", about=link, by=by, participant_id=mine.pk, fields=["by_name"])
    return link


def _withdraw(participant: Participant, *, at: datetime) -> CalendarLink | None:
    link = link_of(participant)
    if link is not None:
        link.withdrawn_at = at
        link.save()
    return link
