"""Ways in that were opened again from the server's console: whose, and who is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kinroad.audit.models import Change
from kinroad.core.time import now
from kinroad.people.models import Account, Person, RoleHeld, Standing
from kinroad.people.queries.staff import WORK
from kinroad.people.rules.roles import Role
from kinroad.people.rules.viewer import Viewer

TOLD_FOR = timedelta(days=14)
MOST_TOLD = 20


@dataclass(frozen=True)
class Rescued:
    """Somebody's way in was opened from the console."""

    called: str
    at: datetime


def places_of_work(account: Account) -> list[Person]:
    """Whom this account stands for where they work now; where they are an administrator first."""
    standings = Standing.objects.filter(account=account).select_related("person", "person__organization")
    people = []
    for standing in standings.order_by("organization__slug"):
        held = RoleHeld.objects.filter(organization_id=standing.organization_id, person_id=standing.person_id)
        roles = set(held.filter(ended_at=None, role__in=WORK).values_list("role", flat=True))
        if roles:
            people.append((Role.ADMINISTRATOR not in roles, standing.person))
    return [person for _later, person in sorted(people, key=lambda each: each[0])]


def other_administrators(places: list[Person]) -> list[Person]:
    """The administrators of these organizations, without these people themselves."""
    held = RoleHeld.objects.filter(
        organization_id__in=[person.organization_id for person in places],
        role=Role.ADMINISTRATOR.value,
        ended_at=None,
    ).exclude(person_id__in=[person.pk for person in places])
    rows = Person.objects.filter(pk__in=held.values("person_id")).select_related("organization")
    return list(rows.order_by("organization_id", "pk")[:MOST_TOLD])


def rescued_lately(viewer: Viewer) -> list[Rescued]:
    """What an administrator reads for two weeks: whose way in was opened from the console, the latest first."""
    rows = Change.objects.filter(
        organization_id=viewer.organization_id, account_id=None, what="second_key.rescued", at__gt=now() - TOLD_FOR
    ).exclude(about_id=viewer.account_id)
    found = dict(rows.order_by("at").values_list("about_id", "at"))
    if not found:
        return []
    here = Standing.objects.filter(organization_id=viewer.organization_id, account_id__in=found)
    told = [
        Rescued(row.person.called or "", found[row.account_id]) for row in here.select_related("person")[:MOST_TOLD]
    ]
    return sorted(told, key=lambda each: each.at, reverse=True)
