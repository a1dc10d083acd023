"""Who comes leaves through one door only: under a consent that names the service."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kinroad.coaching.tests.factories import walk_together
from kinroad.consent.actions.consent import revoke
from kinroad.consent.models import Disclosure
from kinroad.consent.tests.consent_factories import a_consent
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.tests.factories import sign_in, someone, viewer_of
from kinroad.resources.actions.referral_identity import tell_who
from kinroad.resources.models import Referral
from kinroad.resources.tests.referral_people import a_place, offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def roger(maya):
    person = someone("participant", organization=maya.organization, called="Roger")
    participant = Participant.objects.get(person=person)
    walk_together(maya, participant)
    return participant


def referred(roger, maya, **facts):
    return offered(roger, maya, how="letter", at=now(), words="A door to close", place=a_place(roger), **facts)


def consent(roger, *, recipient="Cedar House", purpose="referral", classes=("name", "referral"), **facts):
    return a_consent(roger, recipient=recipient, purpose=purpose, classes=classes, **facts)


def tell(row, roger, maya):
    return tell_who(referral=row, participant=roger, by=viewer_of(maya), at=now())


def test_under_a_consent_that_names_the_service_who_comes_leaves_and_is_written_down(roger, maya):
    row, given = referred(roger, maya), consent(roger)

    told = tell(row, roger, maya)

    row.refresh_from_db()
    assert [part.data_class for part in told.parts] == ["name", "referral"]
    assert (row.state, row.with_identity, row.disclosure_id) == ("sent", True, told.disclosure.pk)
    assert told.disclosure.consent_id == given.pk
    assert told.notice.statements[0]


@pytest.mark.parametrize(
    "other",
    [{"recipient": "Harbor House"}, {"purpose": "my_request"}, {"classes": ("plan_goals",)}],
    ids=["another service", "another purpose", "nothing of this"],
)
def test_any_other_consent_lets_nothing_leave(roger, maya, other):
    row = referred(roger, maya)
    consent(roger, **other)

    with pytest.raises(ValidationError, match="Nothing was shared"):
        tell(row, roger, maya)

    assert not Disclosure.objects.exists()
    assert Referral.objects.get().state == "accepted"


def test_without_any_consent_nothing_leaves_and_no_button_offers_it(roger, maya):
    row = referred(roger, maya)
    hers = sign_in(Client(), maya)
    address = [roger.pk, row.pk]

    page = hers.get(reverse("resources:person_referral", args=address)).text
    hers.post(reverse("resources:person_referral_tell", args=address))

    assert "Make the letter to the service" not in page
    assert not Disclosure.objects.exists()


def test_before_their_yes_nothing_leaves(roger, maya):
    row = referred(roger, maya, said_yes=False)
    consent(roger)

    with pytest.raises(ValidationError):
        tell(row, roger, maya)

    assert not Disclosure.objects.exists()


def test_the_page_says_what_leaves_before_it_leaves_and_the_paper_carries_the_notice(roger, maya):
    row = referred(roger, maya)
    consent(roger)
    hers = sign_in(Client(), maya)
    address = [roger.pk, row.pk]

    page = hers.get(reverse("resources:person_referral", args=address)).text
    paper = hers.post(reverse("resources:person_referral_tell", args=address))

    assert "This leaves, and nothing else" in page
    assert paper.content.startswith(b"%PDF")
    assert Disclosure.objects.get().channel == "pdf"
    assert "The service was told who comes." in hers.get(reverse("resources:person_referral", args=address)).text


def test_the_database_keeps_a_told_referral_and_its_disclosure_together(roger, maya):
    row = referred(roger, maya)
    row.with_identity = True

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_consent_that_has_ended_lets_nothing_leave(roger, maya):
    row, given = referred(roger, maya), consent(roger)
    revoke(consent=given, by=viewer_of(roger.person))

    with pytest.raises(ValidationError, match="Nothing was shared"):
        tell(row, roger, maya)
