"""Who may sign in by a link, and the links that wait."""

import hashlib
from datetime import datetime
from uuid import UUID

from kinroad.core.seal import blind
from kinroad.core.tenancy import found_by_secret
from kinroad.notifications.models import Outgoing
from kinroad.notifications.queries.providers import is_offered
from kinroad.people.models import Account, Organization, Participant, Person, SearchKey, Standing, WayIn
from kinroad.people.queries.accounts import account_of, roles_anywhere
from kinroad.people.queries.viewers import is_closed
from kinroad.people.rules.phones import as_e164
from kinroad.people.rules.roles import WORKING_ROLES, Role


def hash_of(secret: str) -> str:
    """What stands in the database for a secret link."""
    return hashlib.sha256(secret.strip().encode()).hexdigest()


def links_are_offered(organization: Organization | None) -> bool:
    """Whether a link could go out at all."""
    return organization is not None and any(is_offered(organization, channel) for channel in Outgoing.Channel)


def person_named(said: str, *, organization_id: UUID) -> UUID | None:
    """Whose phone, mail or user name this is, when it is one person's alone. Always two questions."""
    plain = said.strip().casefold()
    phone = as_e164(said) or plain
    keys = [blind("phone", phone, organization_id), blind("email", plain, organization_id)]
    reached = set(
        SearchKey.objects.filter(
            organization_id=organization_id, kind__in=["phone", "email"], key__in=keys
        ).values_list("person_id", flat=True)[:3]
    )
    named = set(
        Standing.objects.filter(organization_id=organization_id, account__username=plain).values_list(
            "person_id", flat=True
        )
    )
    found = named or reached
    return found.pop() if len(found) == 1 else None


def account_for_a_link(person: Person) -> Account | None:
    """The account a link may open: of a living participant, who works nowhere. Who works here has a second key."""
    own = {"organization_id": person.organization_id, "person": person}
    if not Participant.objects.filter(merged_into=None, died_on=None, **own).exists():
        return None
    account = account_of(person)
    if account is None or not account.is_active or is_closed(account.pk):
        return None
    held = roles_anywhere(account.pk)
    return account if Role.PARTICIPANT in held and held.isdisjoint(WORKING_ROLES) else None


def waiting_way_in(secret: str, *, at: datetime, lock: bool = False) -> WayIn | None:
    """The link this secret opens now, or None. With `lock`, inside a transaction, nobody else uses it up."""
    rows = WayIn.objects.select_related("person")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(secret_hash=hash_of(secret), used_at=None, withdrawn_at=None).first()
    return found_by_secret(found) if found is not None and found.expires_at > at else None
