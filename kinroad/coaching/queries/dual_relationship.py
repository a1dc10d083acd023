"""Who knows a participant from their own life, for those who may read it."""

from django.db.models import QuerySet

from kinroad.coaching.models import DualRelationship
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one


def declared(participant: Participant, *, told_by: str = "") -> QuerySet[DualRelationship]:
    """Whom a participant must not be matched with, with names loaded; only what one side told when `told_by` is given.

    A participant reads what they told; what a peer leader told is for coordinators alone.
    """
    rows = DualRelationship.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant)
    )
    if told_by:
        rows = rows.filter(told_by=told_by)
    return rows.select_related("peer_leader__person").order_by("declared_at", "pk")
