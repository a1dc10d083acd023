"""Accounts of persons."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from kinroad.core.tenancy import everywhere
from kinroad.people.models import Account, Organization, Person, RoleHeld, Standing


def account_of(person: Person) -> Account | None:
    """The account that stands for this person, if there is one."""
    standing = Standing.objects.filter(organization_id=person.organization_id, person=person)
    return Account.objects.filter(pk__in=standing.values("account_id")).first()


def has_account(person_id: UUID, *, organization_id: UUID) -> bool:
    """Whether somebody signs in as this person here."""
    return Standing.objects.filter(organization_id=organization_id, person=person_id).exists()


def holds(*, person: Person, role: str) -> bool:
    """Whether the person holds this role now."""
    return RoleHeld.objects.filter(
        organization_id=person.organization_id, person=person, role=role, ended_at=None
    ).exists()


@everywhere()
def stands_elsewhere(account_id: UUID, *, than: UUID) -> bool:
    """Whether somebody signs in with this account in another organization too: one alone must not decide about it."""
    return Standing.objects.filter(account=account_id).exclude(organization_id=than).exists()


@everywhere()
def roles_anywhere(account_id: UUID) -> set[str]:
    """Every role that whoever signs in with this account holds now, in whichever organization."""
    held = RoleHeld.objects.filter(
        Exists(
            Standing.objects.filter(
                account=account_id, organization_id=OuterRef("organization_id"), person_id=OuterRef("person_id")
            )
        ),
        ended_at=None,
    )
    return set(held.values_list("role", flat=True))


@everywhere()
def words_around(account: Account) -> list[str]:
    """What somebody who knows this account would try: its user name and e-mail, our name, and where they belong."""
    email = account.email or ""
    own = ["kinroad", account.username, email, email.partition("@")[0]]
    if account._state.adding:
        return [*own, *account.__dict__.get("names_of_the_place", ())]
    where = Standing.objects.filter(account=account.pk).values("organization_id")
    places = Organization.objects.filter(pk__in=where)
    return [*own, *(name for place in places for name in names_of(place))]


def names_of(organization: Organization) -> list[str]:
    """What an organization calls itself."""
    return [organization.name, organization.discreet_name, organization.slug]
