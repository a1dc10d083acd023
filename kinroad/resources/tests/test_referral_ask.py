"""A participant asks for a service by themselves."""

import pytest
from django.test import Client
from django.urls import reverse

from kinroad.coaching.tests.factories import walk_together
from kinroad.core.forms import new_form_id
from kinroad.core.time import now, today
from kinroad.home.queries.today import today_of
from kinroad.people.models import HostName, Participant
from kinroad.people.tests.factories import sign_in, someone, viewer_of
from kinroad.resources.models import Referral
from kinroad.resources.tests.referral_people import a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def roger(maya):
    HostName(host="testserver", organization=maya.organization).save()
    person = someone("participant", organization=maya.organization, called="Roger")
    participant = Participant.objects.get(person=person)
    walk_together(maya, participant)
    return participant


def page(name, *args):
    return reverse(f"resources:{name}", args=args)


def test_a_participant_chooses_a_service_and_it_stands_on_today_of_who_walks_with_them(maya, roger):
    place = a_place(roger, service="Night beds")
    his = sign_in(Client(), roger.person)

    assert page("me_referral_new", place.pk) in his.get(page("resource", place.pk)).text
    form = {"id": new_form_id(), "how": "go", "words": "A door to close"}
    his.post(page("me_referral_new", place.pk), form)
    his.post(page("me_referral_new", place.pk), form)

    (row,) = Referral.objects.filter(participant=roger)
    assert (row.state, row.with_identity, row.words, row.owner) == ("accepted", False, "A door to close", None)
    lines = today_of(viewer_of(maya), day=today(maya.organization.zone), at=now())
    assert "Night beds" in str(lines)


def test_a_service_that_is_open_already_is_not_asked_for_twice(roger):
    place = a_place(roger)
    his = sign_in(Client(), roger.person)
    his.post(page("me_referral_new", place.pk), {"id": new_form_id(), "how": "alone", "words": ""})

    again = his.post(page("me_referral_new", place.pk), {"id": new_form_id(), "how": "alone", "words": ""})

    assert "There is an open referral to this service." in again.text
    assert Referral.objects.filter(participant=roger).count() == 1


def test_who_works_here_asks_for_nobody_that_way(maya, roger):
    hers = sign_in(Client(), maya)
    place = a_place(roger)

    assert hers.get(page("me_referral_new", place.pk)).status_code == 404
    assert page("me_referral_new", place.pk) not in hers.get(page("resource", place.pk)).text
