"""Who was touched by an account in a window: how many, and by name only those the viewer sees."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kinroad.audit.queries.touched import touched_by
from kinroad.core.fields import open_sealed
from kinroad.people.models import Person
from kinroad.people.queries.accounts import account_of
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.queries.staff import staff_of
from kinroad.people.rules.viewer import Viewer

MOST = 1000


@dataclass(frozen=True)
class Touched:
    """`count` people; `seen`: id and name of those the viewer sees, by name."""

    count: int
    seen: list[tuple[UUID, str]]

    @property
    def others(self) -> int:
        """Those whom somebody else has to tell."""
        return self.count - len(self.seen)


def people_with_accounts(viewer: Viewer) -> list[tuple[str, str]]:
    """Everyone who works here or did and can sign in, for a choice."""
    return [(str(each.person_id), each.called) for each in staff_of(viewer) if each.can_sign_in]


def touched(*, person: Person, since: datetime, until: datetime, viewer: Viewer) -> Touched:
    """From the trail, as it stands now."""
    account = account_of(person)
    if account is None:
        return Touched(0, [])
    ids = touched_by(account_id=account.pk, organization_id=viewer.organization_id, since=since, until=until)
    rows = participants_seen_by(viewer).filter(pk__in=list(ids)[:MOST])
    seen = [
        (pk, open_sealed(Person, "called", whose, called) or "")
        for pk, whose, called in rows.values_list("pk", "person_id", "person__called")
    ]
    return Touched(len(ids), sorted(seen, key=lambda each: each[1].casefold()))


def person_of(person_id: UUID, *, viewer: Viewer) -> Person:
    """Somebody of this organization."""
    return Person.objects.get(organization_id=viewer.organization_id, pk=person_id)
