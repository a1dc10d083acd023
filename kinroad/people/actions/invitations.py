"""Ways in: a link or a printed code for someone without an account, or for someone who cannot get into theirs."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.time import now
from kinroad.people.actions.accounts import give_role, make_account, set_password, withdraw_invitations
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Account, Invitation, Participant, Person, RoleHeld
from kinroad.people.queries.accounts import account_of, holds, stands_elsewhere
from kinroad.people.queries.invitations import hash_of, waiting_invitation
from kinroad.people.rules.roles import COORDINATING_ROLES, WORKING_ROLES, Role
from kinroad.people.rules.viewer import Viewer

INVITATION_LASTS = timedelta(days=7)
NEW_PASSWORD_LINK_LASTS = timedelta(hours=1)  # ASVS 5.0 6.4.1: for an account that is there
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12


@transaction.atomic
def invite(*, person: Person, as_code: bool, by: Viewer) -> str:
    """Make a way in: the secret of a link, or a code to print. It is shown once and is used once.

    It lasts 7 days. For a person with an account it sets a new password, and a link then lasts an hour. An earlier way
    in is withdrawn. Raises ValidationError when `by` may not open this account: it also stands elsewhere, or it works
    here and `by` is not an administrator.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    account = account_of(person)
    if account is not None:
        _refuse_an_account_of_others(account, person, by=by)
    return make_way_in(person=person, as_code=as_code, by=by)


def make_way_in(*, person: Person, as_code: bool, by: Viewer) -> str:
    """The same without asking who `by` is: inside a transaction, where that was decided."""
    withdraw_invitations(person=person, by=by)
    secret = (
        "".join(secrets.choice(CODE_ALPHABET) for _each in range(CODE_LENGTH)) if as_code else secrets.token_urlsafe(32)
    )
    invitation = Invitation(
        organization_id=person.organization_id,
        person=person,
        secret_hash=hash_of(secret),
        is_code=as_code,
        made_at=now(),
        expires_at=now() + (NEW_PASSWORD_LINK_LASTS if account_of(person) and not as_code else INVITATION_LASTS),
    )
    invitation.save()
    audit.record(what="invitation.made", about=invitation, by=by)
    return secret


def _refuse_an_account_of_others(account: Account, person: Person, *, by: Viewer) -> None:
    works = RoleHeld.objects.filter(
        organization_id=person.organization_id,
        person=person,
        ended_at=None,
        role__in=[role.value for role in WORKING_ROLES],
    )
    if stands_elsewhere(account.pk, than=person.organization_id):
        raise ValidationError(_("This account needs help from whoever keeps the server. Ask them."))
    if by.person_id is not None and not by.has(Role.ADMINISTRATOR) and works.exists():
        raise ValidationError(_("An administrator makes the new code for this account. Ask them."))


@transaction.atomic
def invite_participant(*, participant: Participant, as_code: bool, by: Viewer) -> str | None:
    """Open a participant's own pages to them. Returns the secret of the way in, shown once.

    None when they can sign in already: then the pages are open from now on. Only somebody who coordinates makes a
    new way in for someone who cannot get into their account.
    """
    refuse_the_dead(participant)
    person = participant.person
    had_it = holds(person=person, role=Role.PARTICIPANT)
    give_role(person=person, role=Role.PARTICIPANT, by=by)
    if account_of(person) is not None and not (had_it and by.has(*COORDINATING_ROLES)):
        return None
    return invite(person=person, as_code=as_code, by=by)


@transaction.atomic
def accept_invitation(*, secret: str, username: str = "", password: str) -> Account:
    """Use an invitation up: make the account, or set the new password of the one there is and end its sessions.

    Raises ValidationError with what to do next.
    """
    invitation = waiting_invitation(secret, lock=True)
    if invitation is None:
        raise ValidationError(_("This invitation has been used or is too old. Ask for a new one."))
    by = Viewer(
        account_id=None,
        person_id=invitation.person_id,
        organization_id=invitation.organization_id,
        organization_zone=invitation.organization.zone,
    )
    account = account_of(invitation.person)
    # Used up before the account is made: making one withdraws whatever still waits.
    invitation.used_at = now()
    invitation.save()
    if account is None:
        account = make_account(person=invitation.person, username=username, password=password, by=by)
    else:
        set_password(account=account, person=invitation.person, password=password, by=by)
    audit.record(what="invitation.used", about=invitation, by=by)
    return account
