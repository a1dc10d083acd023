"""Asking "how are you?" as often as a participant would like, once each time."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.coaching.actions.check_in_link import send_link
from kinroad.coaching.models import CheckInRhythm
from kinroad.coaching.rules.check_in import AskingRhythm, may_still_ask, next_asking
from kinroad.core.time import local
from kinroad.people.models import Organization, Participant
from kinroad.people.queries.each import in_each
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.viewer import Viewer

AT_ONCE = 200


@transaction.atomic
def set_rhythm(
    *, participant: Participant, weeks: int, weekday: int, hour: int, by: Viewer, at: datetime
) -> CheckInRhythm:
    """Ask every `weeks` weeks on this weekday at this hour of the participant's clock; 0 weeks: do not ask."""
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    own = {"organization_id": mine.organization_id, "participant": mine}
    row = CheckInRhythm.objects.filter(**own).first() or CheckInRhythm(**own)
    zone = zone_of(mine)
    row.weeks, row.weekday, row.hour, row.zone = weeks, weekday, hour, zone
    row.counted_from = local(at, zone).date()
    row.due_at = next_asking(asking(row), after=at) if weeks else None
    row.save()
    audit.record(what="check_in_rhythm.set", about=row, by=by, participant_id=mine.pk)
    return row


def asking(row: CheckInRhythm) -> AskingRhythm:
    """The rhythm for the rule."""
    return AskingRhythm(row.weeks, row.weekday, row.hour, row.zone, row.counted_from)


def ask_who_is_due(*, at: datetime) -> int:
    """Send every question that is due. Answers how many went into the outbox.

    Each is sent and its next moment written in one transaction, so that a worker that dies in between sends it neither
    twice nor never.
    """
    return in_each(lambda organization: _ask_those_of(organization, at=at))


def _ask_those_of(organization: Organization, *, at: datetime) -> int:
    due = CheckInRhythm.objects.filter(organization=organization, due_at__lte=at).order_by("due_at", "pk")
    return sum(_ask(pk, at=at) for pk in due.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _ask(pk: UUID, *, at: datetime) -> bool:
    rows = CheckInRhythm.objects.select_for_update(of=("self",)).select_related("participant__organization")
    row = rows.filter(pk=pk, due_at__lte=at).first()
    if row is None or row.due_at is None:
        return False  # another worker was quicker
    due, participant = row.due_at, row.participant.merged_into or row.participant
    row.zone = zone_of(participant)
    row.due_at = next_asking(asking(row), after=at)
    row.save()
    if not may_still_ask(due, at=at):
        return False
    by = Viewer.system(participant.organization_id, participant.organization.zone)
    try:
        with transaction.atomic():
            send_link(participant=participant, by=by, at=at, key=f"check_in:{row.pk}:{due.isoformat()}")
    except ValidationError:
        return False  # support has ended, or they allow no way: nothing is sent, and nobody is pressed
    return True
