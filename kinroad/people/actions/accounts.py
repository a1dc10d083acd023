"""Accounts and roles."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.time import now, today
from kinroad.people.actions.circle import close_all_of
from kinroad.people.actions.device import end_sessions
from kinroad.people.models import (
    Account,
    Invitation,
    PeerLeader,
    Person,
    RoleHeld,
    Standing,
    Supervision,
    Why,
)
from kinroad.people.queries.accounts import account_of, names_of
from kinroad.people.rules.roles import COORDINATING_ROLES, WORKING_ROLES, Role
from kinroad.people.rules.viewer import Viewer


@transaction.atomic
def make_account(*, person: Person, username: str, password: str | None, by: Viewer, email: str = "") -> Account:
    """Make an account for a person who has none. Raises ValidationError when the name is taken or the password weak.

    `password=None` skips the check only for an account that cannot sign in yet.
    """
    username = username.strip().lower()
    if Account.objects.filter(username=username).exists():
        raise ValidationError({"username": _("This user name is taken. Choose another one.")})
    if account_of(person) is not None:
        raise ValidationError(_("This person can already sign in."))
    account = Account(username=username, email=email)
    account.__dict__["names_of_the_place"] = names_of(person.organization)
    if password is None:
        account.set_unusable_password()
    else:
        try:
            validate_password(password, account)
        except ValidationError as weak:
            raise ValidationError({"password": weak.messages}) from weak
        account.set_password(password)
    account.full_clean(exclude=["password"])
    account.save()
    withdraw_invitations(person=person, by=by)
    standing = Standing(organization_id=person.organization_id, account=account, person=person)
    standing.save()
    audit.record(what="account.made", about=standing, by=by)
    return account


@transaction.atomic
def give_role(*, person: Person, role: str, by: Viewer) -> RoleHeld:
    """Give a role. A role already held stays as it is.

    A new way in that waits for a person with an account is withdrawn: whoever made it answered for fewer roles.
    """
    held, new = RoleHeld.objects.get_or_create(
        organization_id=person.organization_id,
        person=person,
        role=Role(role).value,
        ended_at=None,
        defaults={"given_at": now()},
    )
    if new:
        audit.record(what="role.given", about=held, by=by, fields=[held.role])
        if role in WORKING_ROLES and account_of(person):
            withdraw_invitations(person=person, by=by)
    return held


@transaction.atomic
def end_role(*, person: Person, role: str, by: Viewer) -> None:
    """End a role: its sessions and the sight it gave end at the same moment. Matches are handed over apart.

    Raises ValidationError when it would leave the organization without an administrator.
    """
    rows = RoleHeld.objects.select_for_update().filter(organization_id=person.organization_id, ended_at=None)
    held = rows.filter(person=person, role=role).first()
    if held is None:
        raise ValidationError(_("This person does not hold that role."))
    if role == Role.ADMINISTRATOR and not rows.filter(role=role).exclude(person=person).exists():
        raise ValidationError(_("Somebody must be able to change settings. Give this role to another person first."))
    held.ended_at = now()
    held.save()
    audit.record(what="role.ended", about=held, by=by, fields=[held.role])
    left = set(rows.filter(person=person).values_list("role", flat=True))
    _end_sight_of(person, role=role, left=left, by=by)
    end_sessions(person=person)


def _end_sight_of(person: Person, *, role: str, left: set[str], by: Viewer) -> None:
    if role in COORDINATING_ROLES and not left & COORDINATING_ROLES:
        close_all_of(person=person, by=by, whys=(Why.COORDINATION, Why.INTAKE, Why.ON_CALL))
    if role == Role.PEER_LEADER:
        close_all_of(person=person, by=by, whys=(Why.MATCH, Why.ON_CALL))
        _become_alumni(person, by=by)
    if role == Role.SUPERVISOR:
        organization_id = person.organization_id
        day = today("UTC")
        for row in Supervision.objects.filter(organization_id=organization_id, supervisor=person, ended_on=None):
            row.ended_on = max(day, row.started_on)
            row.save()
            audit.record(what="supervision.ended", about=row, by=by)
        close_all_of(person=person, by=by, whys=(Why.SUPERVISION,))
    if not left - {Role.PARTICIPANT}:
        close_all_of(person=person, by=by)


def _become_alumni(person: Person, *, by: Viewer) -> None:
    for leader in PeerLeader.objects.filter(organization_id=person.organization_id, person=person):
        leader.state = PeerLeader.State.ALUMNI
        leader.save()
        audit.record(what="peer_leader.changed", about=leader, by=by, fields=["state"])


def withdraw_invitations(*, person: Person, by: Viewer) -> None:
    """Take back every way in that has not been used. Call it inside a transaction."""
    waiting = Invitation.objects.filter(
        organization_id=person.organization_id, person=person, used_at=None, withdrawn_at=None
    )
    for invitation in waiting:
        invitation.withdrawn_at = now()
        invitation.save()
        audit.record(what="invitation.withdrawn", about=invitation, by=by)


@transaction.atomic
def set_password(*, account: Account, person: Person, password: str, by: Viewer) -> None:
    """Give an account a new password and sign it out everywhere. Raises ValidationError when it is weak."""
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from weak
    account.set_password(password)
    account.save(update_fields=["password"])
    end_sessions(person=person)
    audit.record(what="account.password_set", about=account, by=by)


@transaction.atomic
def change_own_account(*, language: str, theme: str, by: Viewer) -> Account:
    """Keep the language and the look a person wants wherever they sign in."""
    assert by.account_id is not None
    account = Account.objects.select_for_update().get(pk=by.account_id)
    changed = [name for name, value in (("language", language), ("theme", theme)) if getattr(account, name) != value]
    account.language, account.theme = language, theme
    account.save(update_fields=["language", "theme"])
    if changed:
        audit.record(what="account.changed", about=account, by=by, fields=changed)
    return account
