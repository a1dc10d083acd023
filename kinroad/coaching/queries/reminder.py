"""Who asked to be reminded of a day that was agreed on."""

from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from kinroad.coaching.models import ContactPart, Match
from kinroad.notifications.models import MessageWishes
from kinroad.people.models import Episode


def agreed_days(organization_id: UUID, *, first: date, last: date) -> list[tuple[MessageWishes, date]]:
    """Wishes with the next agreed day, where it lies between these days. The newest contact says it. One query.

    Only of those who live, have support, and somebody walks with.
    """
    own = {"organization_id": organization_id, "participant": OuterRef("participant")}
    newest = ContactPart.objects.filter(withdrawn_at=None, **own).order_by("-at", "-pk").values("next_contact_on")[:1]
    rows = MessageWishes.objects.filter(
        organization_id=organization_id, participant__died_on=None, participant__merged_into=None
    ).exclude(remind="")
    rows = rows.filter(
        participant__in=Match.objects.current().filter(organization_id=organization_id).values("participant")
    ).filter(
        participant__in=Episode.objects.filter(organization_id=organization_id, ended_on=None).values("participant")
    )
    rows = rows.annotate(agreed=Subquery(newest)).filter(agreed__gte=first, agreed__lte=last)
    people = rows.select_related("participant__person", "participant__site", "participant__organization")
    return [(row, row.agreed) for row in people.order_by("pk")]
