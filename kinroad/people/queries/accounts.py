"""Accounts of persons."""

from kinroad.people.models import Account, Person, RoleHeld, Standing


def account_of(person: Person) -> Account | None:
    """The account that stands for this person, if there is one."""
    standing = Standing.objects.filter(organization_id=person.organization_id, person=person)
    return Account.objects.filter(pk__in=standing.values("account_id")).first()


def holds(*, person: Person, role: str) -> bool:
    """Whether the person holds this role now."""
    return RoleHeld.objects.filter(
        organization_id=person.organization_id, person=person, role=role, ended_at=None
    ).exists()
