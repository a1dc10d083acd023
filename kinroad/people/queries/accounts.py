"""Accounts of persons."""

from uuid import UUID

from kinroad.people.models import Account, Person, RoleHeld, Standing


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
