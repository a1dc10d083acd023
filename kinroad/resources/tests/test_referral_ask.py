"""A participant asks for a service by themselves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kinroad.audit.models import Change
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


def test_who_wants_somebody_along_is_promised_no_day_before_one_is_agreed_on(maya, roger):
    place, his, hers = a_place(roger, service="Night beds"), sign_in(Client(), roger.person), sign_in(Client(), maya)

    his.post(page("me_referral_new", place.pk), {"id": new_form_id(), "how": "go", "words": ""})

    row = Referral.objects.get(participant=roger)
    assert row.together_on is None
    assert "Somebody goes with you. You agree on a day together." in his.get(page("me_referral", row.pk)).text
    assert "Agree on a day." in hers.get(reverse("home:today")).text

    address, day = page("person_referral_day", roger.pk, row.pk), today(maya.organization.zone) + timedelta(days=3)
    hers.post(address, {"together_on": day.isoformat()})
    hers.post(address, {"together_on": day.isoformat()})

    row.refresh_from_db()
    assert row.together_on == day
    assert Change.objects.filter(what="referral.day", participant_id=roger.pk).count() == 1
    assert "You go together on" in his.get(page("me_referral", row.pk)).text
    assert "Agree on a day." not in hers.get(reverse("home:today")).text
    late = hers.post(address, {"together_on": (day - timedelta(days=9)).isoformat()})
    assert "Choose today or a later day." in late.text
    far = hers.post(address, {"together_on": "9999-12-31"})
    assert "Choose a day of this year or the next." in far.text
