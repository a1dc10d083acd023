"""What the house lets go of by itself: who somebody without a record was, and the place of somebody who died."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from kinroad.gatherings.actions.coming import cancel_coming
from kinroad.gatherings.models import Attended, Coming
from kinroad.notifications.actions.visitor import forget_visitors
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.tending import forget_who_asked

MISTAKES_SHOW = timedelta(days=1)  # a death that was told by mistake is undone before a place is given away


@transaction.atomic
def forget_who_came(*, at: datetime, by: Viewer, most: int = 500) -> int:
    """Erase who somebody without a record was, policy days after the session; how many they were stays.

    From the sign-ups, the sheets, what they asked for and the messages to them. Answers how many; run it until none
    is left.
    """
    over = at - timedelta(days=policy_of(by.organization_id).gatherings.visitors_days)
    rows = Coming.objects.select_for_update(of=("self",)).filter(
        organization_id=by.organization_id, participant=None, forgotten_at=None, session__ends_at__lt=over
    )
    forgotten = list(rows.order_by("pk")[:most])
    for row in forgotten:
        row.called = row.reach = row.ride_from = None
        row.reach_by, row.wording, row.forgotten_at = "", "", at
        row.save()
        row.links.filter(organization_id=row.organization_id).delete()
    named = Attended.objects.select_for_update(of=("self",)).filter(
        organization_id=by.organization_id, goes_by__isnull=False, sheet__session__ends_at__lt=over
    )
    on_sheets = list(named.order_by("pk")[:most])
    for line in on_sheets:
        line.goes_by = None
        line.save(update_fields=["goes_by"])
    forget_visitors(organization_id=by.organization_id, before=over)
    return len(forgotten) + len(on_sheets) + forget_who_asked(before=over, by=by, most=most)


def free_places_of_the_dead(*, at: datetime, by: Viewer, most: int = 100) -> int:
    """The places of somebody who died go to whoever waits, a day after it was written down. Answers how many.

    The day between is for a death that was told by mistake: undone, nothing has changed.
    """
    died = {"undone_at": None, "recorded_at__lt": at - MISTAKES_SHOW}
    theirs = Q()
    for whose in ("participant", "participant__merged_into"):
        theirs |= Q(**{f"{whose}__deaths__{name}": value for name, value in died.items()})
    rows = Coming.objects.filter(theirs, organization_id=by.organization_id, session__starts_at__gt=at)
    rows = rows.exclude(state=Coming.State.CANCELLED).distinct()
    found = list(rows.order_by("pk")[:most])
    for row in found:
        cancel_coming(coming=row, by=by, at=at)
    return len(found)
