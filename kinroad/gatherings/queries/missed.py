"""Sessions that somebody said they come to and did not: a fact for whoever asks why it has gone quiet."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from kinroad.gatherings.models import Attended, Coming, Sheet
from kinroad.gatherings.models import State as SessionState
from kinroad.gatherings.rules.attendance import missed_in_a_row

LOOKED_BACK = timedelta(days=60)
MOST = 2000


def missed(participant_ids: Collection[UUID], *, organization_id: UUID, today: date) -> dict[UUID, int]:
    """How many sessions in a row, up to `today`, each of these said they come to and did not. One query.

    A session counts once somebody who leads it saved its sheet. Who missed none is left out.
    """
    if not participant_ids:
        return {}
    who = Coalesce("participant__merged_into_id", "participant_id")
    saved = Sheet.objects.filter(organization_id=organization_id, session=OuterRef("session"), state=Sheet.State.SAVED)
    there = Attended.objects.filter(organization_id=organization_id, came=True, sheet__session=OuterRef("session"))
    rows = (
        Coming.objects.annotate(who=who)
        .filter(
            Exists(saved),
            organization_id=organization_id,
            who__in=list(participant_ids),
            state=Coming.State.COMING,
            session__state=SessionState.PLANNED,
            session__on__gte=today - LOOKED_BACK,
            session__on__lte=today,
        )
        .annotate(
            came=Exists(
                there.annotate(person=Coalesce("participant__merged_into_id", "participant_id")).filter(
                    person=OuterRef("who")
                )
            )
        )
        .order_by("-session__starts_at", "-pk")
        .values_list("who", "came")[:MOST]
    )
    of: dict[UUID, list[bool]] = defaultdict(list)
    for participant_id, came in rows:
        of[participant_id].append(came)
    return {each: many for each, came in of.items() if (many := missed_in_a_row(came))}
