"""Sessions a participant came to, and those they said they come to and did not."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from kinroad.gatherings.models import Attended, Coming, Sheet
from kinroad.gatherings.models import State as SessionState

MOST = 200


def attended_by(participant_ids: Collection[UUID], *, organization_id: UUID) -> list[tuple[date, str]]:
    """Day and name of the sessions they came to, the newest first. One query."""
    rows = Attended.objects.filter(
        organization_id=organization_id,
        participant__in=list(participant_ids),
        came=True,
        sheet__state=Sheet.State.SAVED,
    )
    found = rows.order_by("-sheet__session__on", "-pk").values_list(
        "sheet__session__on", "sheet__session__gathering__name"
    )
    return list(dict.fromkeys(found[:MOST]))


def missed_by(participant_ids: Collection[UUID], *, organization_id: UUID, today: date) -> list[tuple[date, str]]:
    """Day and name of the sessions whose sheet was saved, to which they had said they come, and did not. One query."""
    ids = list(participant_ids)
    saved = Sheet.objects.filter(organization_id=organization_id, session=OuterRef("session"), state=Sheet.State.SAVED)
    there = Attended.objects.filter(
        organization_id=organization_id, participant__in=ids, came=True, sheet__session=OuterRef("session")
    )
    rows = Coming.objects.filter(
        Exists(saved),
        ~Exists(there),
        organization_id=organization_id,
        participant__in=ids,
        state=Coming.State.COMING,
        session__state=SessionState.PLANNED,
        session__on__lte=today,
    )
    found = rows.order_by("-session__starts_at", "-pk").values_list("session__on", "session__gathering__name")
    return list(dict.fromkeys(found[:MOST]))
