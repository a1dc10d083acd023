"""Accounts, roles and invitations."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.time import now, today
from kinroad.people.actions.circle import close_all_of
from kinroad.people.models import Account, Invitation, Person, RoleHeld, Standing, Supervision, Why
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer

INVITATION_LASTS = timedelta(days=7)
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12


@transaction.atomic
def make_account(*, person: Person, username: str, password: str | None, by: Viewer, email: str = "") -> Account:
    """Make an account for a person who has none. Raises ValidationError when the name is taken or the password weak.

    `password=None` skips the check only for an account that cannot sign in yet.
    """
    username = username.strip().lower()
    if Account.objects.filter(username=username).exists():
        raise ValidationError({"username": _("This user name is taken. Choose another one.")})
    if Standing.objects.filter(organization_id=person.organization_id, person=person).exists():
        raise ValidationError(_("This person can already sign in."))
    account = Account(username=username, email=email)
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
    standing = Standing(organization_id=person.organization_id, account=account, person=person)
    standing.save()
    audit.record(what="account.made", about=standing, by=by)
    return account


@transaction.atomic
def give_role(*, person: Person, role: str, by: Viewer) -> RoleHeld:
    """Give a role. A role already held stays as it is."""
    held, new = RoleHeld.objects.get_or_create(
        organization_id=person.organization_id,
        person=person,
        role=Role(role).value,
        ended_at=None,
        defaults={"given_at": now()},
    )
    if new:
        audit.record(what="role.given", about=held, by=by, fields=[held.role])
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
        close_all_of(person=person, by=by, whys=(Why.COORDINATION, Why.INTAKE))
    if role == Role.PEER_LEADER:
        close_all_of(person=person, by=by, whys=(Why.MATCH,))
    if role == Role.SUPERVISOR:
        organization_id = person.organization_id
        day = today("UTC")
        for row in Supervision.objects.filter(organization_id=organization_id, supervisor=person, ended_on=None):
            row.ended_on = max(day, row.started_on)
            row.save()
            audit.record(what="supervision.ended", about=row, by=by)
    if not left - {Role.PARTICIPANT}:
        close_all_of(person=person, by=by)


def end_sessions(*, person: Person) -> None:
    """Sign the person's account out everywhere, at once."""
    accounts = Standing.objects.filter(organization_id=person.organization_id, person=person)
    ids = {str(each) for each in accounts.values_list("account_id", flat=True)}
    if not ids:
        return
    for session in Session.objects.filter(expire_date__gt=now()).iterator():
        if session.get_decoded().get("_auth_user_id") in ids:
            session.delete()


def hash_of(secret: str) -> str:
    """What stands in the database for a secret link or code."""
    return hashlib.sha256(secret.strip().encode()).hexdigest()


@transaction.atomic
def invite(*, person: Person, as_code: bool, by: Viewer) -> str:
    """Make a way in for a person without an account: the secret of a link, or a code to print. It is shown once.

    It lasts 7 days and is used once; an earlier one is withdrawn.
    """
    if Standing.objects.filter(organization_id=person.organization_id, person=person).exists():
        raise ValidationError(_("This person can already sign in."))
    for earlier in Invitation.objects.filter(
        organization_id=person.organization_id, person=person, used_at=None, withdrawn_at=None
    ):
        earlier.withdrawn_at = now()
        earlier.save()
    secret = (
        "".join(secrets.choice(CODE_ALPHABET) for _each in range(CODE_LENGTH))
        if as_code
        else secrets.token_urlsafe(32)
    )
    invitation = Invitation(
        organization_id=person.organization_id,
        person=person,
        secret_hash=hash_of(secret),
        is_code=as_code,
        made_at=now(),
        expires_at=now() + INVITATION_LASTS,
    )
    invitation.save()
    audit.record(what="invitation.made", about=invitation, by=by)
    return secret


@transaction.atomic
def accept_invitation(*, secret: str, username: str, password: str) -> Account:
    """Make the account of an invitation and use the invitation up. Raises ValidationError with what to do next."""
    rows = Invitation.objects.select_for_update().select_related("person", "organization")
    invitation = rows.filter(secret_hash=hash_of(secret), used_at=None, withdrawn_at=None).first()
    if invitation is None or invitation.expires_at <= now():
        raise ValidationError(_("This invitation has been used or is too old. Ask for a new one."))
    by = Viewer(
        account_id=None,
        person_id=invitation.person_id,
        organization_id=invitation.organization_id,
        organization_zone=invitation.organization.zone,
    )
    account = make_account(person=invitation.person, username=username, password=password, by=by)
    invitation.used_at = now()
    invitation.save()
    audit.record(what="invitation.used", about=invitation, by=by)
    return account
