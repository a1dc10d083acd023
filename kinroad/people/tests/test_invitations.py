from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.core.time import now
from kinroad.people.actions.accounts import give_role, make_account
from kinroad.people.actions.invitations import accept_invitation, invite, invite_participant
from kinroad.people.models import Invitation, Participant, Standing
from kinroad.people.queries.accounts import account_of, holds
from kinroad.people.queries.invitations import waiting_invitation
from kinroad.people.tests.factories import (
    PASSWORD,
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    role,
    sign_in,
    someone,
    viewer_of,
)
from kinroad.people.tests.factories import (
    account_of as account_made_for,
)

NEW = "otter lamp nine gravel"


@pytest.fixture
def ada(db):
    return viewer_of(someone("administrator", called="Ada"))


@pytest.fixture
def newcomer(ada):
    return role(PersonFactory(called="Maya"), "peer_leader")


def test_an_invitation_makes_an_account_and_works_once(ada, newcomer):
    secret = invite(person=newcomer, as_code=False, by=ada)

    account = accept_invitation(secret=secret, username="Maya", password=NEW)

    assert account.username == "maya"
    assert account.check_password(NEW)
    with pytest.raises(ValidationError, match="Ask for a new one"):
        accept_invitation(secret=secret, username="maya2", password=NEW)


def test_a_code_has_no_letters_that_look_alike(ada, newcomer):
    code = invite(person=newcomer, as_code=True, by=ada)

    assert len(code) == 12
    assert not set(code) & set("IO01L")


def test_the_secret_stands_nowhere(ada, newcomer):
    secret = invite(person=newcomer, as_code=False, by=ada)

    assert secret not in str(list(Invitation.objects.values()) + list(Change.objects.values()))


def test_a_second_invitation_takes_the_first_one_back(ada, newcomer):
    first = invite(person=newcomer, as_code=True, by=ada)
    second = invite(person=newcomer, as_code=True, by=ada)

    assert waiting_invitation(first) is None
    assert waiting_invitation(second) is not None


def test_after_seven_days_it_does_not_open(ada, newcomer):
    secret = invite(person=newcomer, as_code=True, by=ada)

    with time_machine.travel(now() + timedelta(days=7, seconds=1), tick=False):
        assert waiting_invitation(secret) is None


def test_a_weak_password_uses_nothing_up(ada, newcomer):
    secret = invite(person=newcomer, as_code=True, by=ada)

    with pytest.raises(ValidationError):
        accept_invitation(secret=secret, username="maya", password="short")

    assert waiting_invitation(secret) is not None
    assert account_of(newcomer) is None


def test_someone_who_cannot_get_in_sets_a_new_password_and_old_sessions_end(ada, client):
    maya = someone("peer_leader", called="Maya")
    sign_in(client, maya)
    assert client.get("/account").status_code == 200
    code = invite(person=maya, as_code=True, by=ada)

    account = accept_invitation(secret=code, password=NEW)

    assert account.check_password(NEW)
    assert not account.check_password(PASSWORD)
    assert client.get("/account").status_code == 302


def test_until_it_is_used_the_old_password_works(ada):
    maya = someone("peer_leader", called="Maya")

    invite(person=maya, as_code=True, by=ada)

    assert account_of(maya).check_password(PASSWORD)


def test_an_account_that_also_stands_elsewhere_is_not_ours_to_open(ada):
    maya = someone("peer_leader", called="Maya")
    elsewhere = PersonFactory(organization=OrganizationFactory(slug="lindenberg"))
    Standing(organization_id=elsewhere.organization_id, person=elsewhere, account=account_of(maya)).save()

    with pytest.raises(ValidationError, match="keeps the server"):
        invite(person=maya, as_code=True, by=ada)


def test_a_coordinator_opens_no_account_that_works_here(db):
    pat = viewer_of(someone("coordinator", called="Pat"))
    bodie = someone("participant", "peer_leader", called="Bodie")
    participant = Participant.objects.get(person=bodie)

    with pytest.raises(ValidationError, match="administrator"):
        invite_participant(participant=participant, as_code=True, by=pat)


def test_a_role_given_later_takes_a_waiting_way_in_back(ada):
    pat = viewer_of(someone("coordinator", called="Pat"))
    participant = Participant.objects.get(person=someone("participant", called="Luis"))
    code = invite_participant(participant=participant, as_code=True, by=pat)

    give_role(person=participant.person, role="peer_leader", by=ada)

    assert waiting_invitation(code) is None


def test_an_account_made_another_way_takes_the_invitation_back(ada, newcomer):
    secret = invite(person=newcomer, as_code=True, by=ada)

    make_account(person=newcomer, username="maya", password=NEW, by=ada)

    assert waiting_invitation(secret) is None


def test_a_participant_gets_their_own_page_with_the_invitation(db):
    pat = viewer_of(someone("coordinator", called="Pat"))
    participant = ParticipantFactory(person__called="Luis")

    secret = invite_participant(participant=participant, as_code=False, by=pat)
    account = accept_invitation(secret=secret, username="luis", password=NEW)

    assert holds(person=participant.person, role="participant")
    assert account_of(participant.person) == account


def test_whoever_signs_in_already_only_gets_the_page(db):
    maya = viewer_of(someone("peer_leader", called="Maya"))
    participant = ParticipantFactory(person__called="Bodie")
    account_made_for(participant.person)

    assert invite_participant(participant=participant, as_code=True, by=maya) is None
    assert holds(person=participant.person, role="participant")
    assert not Invitation.objects.exists()


def test_who_walks_with_someone_makes_no_new_way_into_their_account(db):
    maya = viewer_of(someone("peer_leader", called="Maya"))
    participant = Participant.objects.get(person=someone("participant", called="Luis"))

    assert invite_participant(participant=participant, as_code=True, by=maya) is None
    assert not Invitation.objects.exists()
