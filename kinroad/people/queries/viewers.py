"""Who is here: the person an account stands for, in one organization, with the roles held now."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared, PreparedRows
from kinroad.core.tenancy import everywhere
from kinroad.people.models import Account, HostName, Organization, Participant, PeerLeader, Person, RoleHeld, Standing
from kinroad.people.rules.viewer import Viewer

OF_HOST = PreparedRows(
    Organization,
    lambda host: Organization.objects.filter(pk__in=HostName.objects.filter(pk=host).values("organization"))[:1],
)
FIRST_TWO = PreparedRows(Organization, lambda: Organization.objects.order_by("pk")[:2])


def organization_of_host(host: str) -> Organization | None:
    """The organization whose public site this host shows: the host's own, else the only one, else none."""
    if named := OF_HOST.first(host=host):
        return named
    first_two = FIRST_TWO.rows()
    return first_two[0] if len(first_two) == 1 else None


def organization(slug: str | None) -> Organization:
    """The organization of a command. Raises LookupError with a sentence when it cannot be told which."""
    if slug:
        found = Organization.objects.filter(slug=slug).first()
        if found is None:
            raise LookupError(f"There is no organization “{slug}” here.")
        return found
    first_two = list(Organization.objects.order_by("pk")[:2])
    if not first_two:
        raise LookupError("There is no organization here yet. Run `kinroad setup` first.")
    if len(first_two) > 1:
        raise LookupError("There are several organizations here. Say which with --organization SLUG.")
    return first_two[0]


def standings_open() -> QuerySet[Standing]:
    """The places accounts stand for, without those of people who have died."""
    died = Participant.objects.filter(
        organization_id=OuterRef("organization_id"), person_id=OuterRef("person_id"), died_on__isnull=False
    )
    return Standing.objects.filter(~Exists(died))


@everywhere()
def is_closed(account_id: UUID) -> bool:
    """Whether everyone this account stood for has died: then nobody signs in with it."""
    everywhere = Standing.objects.filter(account_id=account_id)
    return everywhere.exists() and not standings_open().filter(account_id=account_id).exists()


def _standings(account: UUID) -> QuerySet[Any, Any]:
    own = {"organization_id": OuterRef("organization_id"), "person_id": OuterRef("person_id")}
    return (
        standings_open()
        .filter(account_id=account)
        .order_by("organization__name")
        .values_list(
            "organization_id",
            "organization__zone",
            "person_id",
            "person__called",
            Subquery(Participant.objects.filter(merged_into=None, **own).values("pk")[:1]),
            Subquery(PeerLeader.objects.filter(**own).values("pk")[:1]),
        )
    )


STANDINGS = Prepared(_standings)
ROLES = Prepared(
    lambda organization, person: RoleHeld.objects.filter(
        organization_id=organization, person_id=person, ended_at=None
    ).values_list("role")
)


@everywhere()
def viewers_of_account(account_id: UUID) -> list[Viewer]:
    """The persons this account stands for, one per organization, with their current roles."""
    rows = STANDINGS(account=account_id)
    roles = {row[0]: {role for (role,) in ROLES(organization=row[0], person=row[2])} for row in rows}
    return [
        Viewer(
            account_id=account_id,
            person_id=person_id,
            organization_id=organization_id,
            organization_zone=zone,
            called=open_sealed(Person, "called", person_id, called) or "",
            roles=frozenset(roles[organization_id]),
            participant_id=participant_id if "participant" in roles[organization_id] else None,
            peer_leader_id=peer_leader_id if "peer_leader" in roles[organization_id] else None,
        )
        for organization_id, zone, person_id, called, participant_id, peer_leader_id in rows
    ]


def organization_by_id(organization_id: UUID, *, unless: Organization | None = None) -> Organization:
    """The organization, or `unless` itself when it is that one: then nothing is asked."""
    if unless is not None and unless.pk == organization_id:
        return unless
    return Organization.objects.get(pk=organization_id)


def organization_names(ids: list[UUID]) -> dict[UUID, str]:
    """The discreet names of these organizations."""
    return dict(Organization.objects.filter(pk__in=ids).values_list("pk", "discreet_name"))


def one_is_real(ids: list[UUID]) -> bool:
    """Whether one of these organizations is not the demo."""
    return Organization.objects.filter(pk__in=ids, is_demo=False).exists()


def own_account(viewer: Viewer) -> Account:
    """The account the viewer is signed in with."""
    assert viewer.account_id is not None
    return Account.objects.get(pk=viewer.account_id)


@everywhere()
def is_demo_account(account_id: UUID) -> bool:
    """Whether this account belongs to the demo program."""
    return Standing.objects.filter(account_id=account_id, organization__is_demo=True).exists()


def database_answers() -> bool:
    """Whether the database answers at all."""
    Organization.objects.order_by("pk").values_list("pk").first()
    return True
