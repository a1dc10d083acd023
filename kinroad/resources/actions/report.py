"""This was wrong: said by anyone, settled by an editor."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import ServiceAtLocation, State, WrongReport
from kinroad.resources.rules.freshness import becomes_doubtful

MOST_OPEN = 20


@meets_the_first(WrongReport, whose=lambda place, **rest: {"place_id": place.pk})
def say_it_is_wrong(
    *, id: UUID, place: ServiceAtLocation, what: str, words: str, by: Viewer, at: datetime
) -> WrongReport:
    """Tell the editors. When several said so, the page says that it may be wrong. Who said it is kept nowhere.

    Raises ValidationError when so many said it already that another adds nothing.
    """
    mine = ServiceAtLocation.objects.select_for_update().get(organization_id=place.organization_id, pk=place.pk)
    waiting = WrongReport.objects.filter(organization_id=mine.organization_id, place=mine, settled_at=None).count()
    if waiting >= MOST_OPEN:
        raise ValidationError(_("Others told us already. We are looking into it. Thank you."))
    report = WrongReport(
        id=id, organization_id=mine.organization_id, place=mine, what=what, words=words or None, said_at=at
    )
    report.full_clean(exclude=["organization", "place"])
    report.save(force_insert=True)
    enough = policy_of(mine.organization_id).resources.doubtful_reports
    if mine.state == State.ACTIVE and becomes_doubtful(reports=waiting + 1, enough=enough):
        mine.state, mine.updated_at = State.DOUBTFUL, at
        mine.save(update_fields=["state", "updated_at"])
    audit.record(what="resource.reported", about=mine, by=by)
    return report


@transaction.atomic
def settle_reports(*, place: ServiceAtLocation, by: Viewer, at: datetime) -> int:
    """Close what was said about a place, after an editor looked. Answers how many there were."""
    rows = list(
        WrongReport.objects.select_for_update().filter(organization_id=by.organization_id, place=place, settled_at=None)
    )
    for row in rows:
        row.settled_at, row.settled_by_id = at, by.who
        row.save(update_fields=["settled_at", "settled_by"])
    return len(rows)
