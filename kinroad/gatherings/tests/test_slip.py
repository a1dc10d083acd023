"""Proof of attendance: yes or no, the day and the place, never who."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinroad.design.paper import can_make_pdf
from kinroad.gatherings.actions.slip import make_slip, revoke_slip
from kinroad.gatherings.models import Attended, Slip
from kinroad.gatherings.rules.slip import as_typed, in_groups
from kinroad.gatherings.tests.attending import a_session, came
from kinroad.people.models import HostName, Participant
from kinroad.people.tests.factories import sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
WRONG = "2222-2222-2222-2222-2222"


@pytest.fixture
def roger():
    person = someone("participant", called="Rogelio")
    HostName.objects.create(host="testserver", organization=person.organization)
    return person


@pytest.fixture
def attended(roger):
    leader = someone("peer_leader", organization=roger.organization)
    session = a_session(roger.organization, led_by=leader, began=timedelta(hours=30), address="12 Elm Street")
    return came(session, Participant.objects.get(person=roger), by=leader).people.get()


def a_slip(attended, roger, **facts):
    wanted = {"with_name": False, "with_title": False, **facts}
    return make_slip(participant=attended.participant, attended_id=attended.pk, by=viewer_of(roger), **wanted)


def asks(code):
    return Client().get(reverse("gatherings:verify_code", args=[code]))


def test_anyone_with_the_code_learns_the_day_and_the_place_and_never_who(attended, roger):
    _slip, code = a_slip(attended, roger, with_name=True)

    answer = asks(in_groups(code).lower())

    assert "Yes" in answer.text
    assert "12 Elm Street" in answer.text
    assert "Rogelio" not in answer.text
    assert "Friday supper" not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_slip_taken_back_answers_like_a_code_that_never_was(attended, roger):
    slip, code = a_slip(attended, roger)
    revoke_slip(slip=slip, by=viewer_of(roger))

    with CaptureQueriesContext(connection) as back:
        taken = asks(code)
    with CaptureQueriesContext(connection) as never:
        unknown = asks(as_typed(WRONG))

    assert len(back) == len(never)
    said = [re.sub(r'value="[^"]*"', "", answer.text) for answer in (taken, unknown)]
    assert said[0].replace(code, "CODE") == said[1].replace(as_typed(WRONG), "CODE")
    assert "Nothing with this code holds now" in taken.text
    assert asks("x").status_code == 200


def test_a_correction_of_the_sheet_takes_the_yes_away(attended, roger):
    _slip, code = a_slip(attended, roger)
    Attended.objects.update(came=False)

    assert "Nothing with this code" in asks(code).text


def test_the_code_is_kept_as_a_hash_and_long_enough(attended, roger):
    slip, code = a_slip(attended, roger)

    assert len(code) == 20
    assert code not in slip.code_hash
    assert as_typed(in_groups(code).lower()) == code
    assert as_typed("no") == ""


def test_a_participant_makes_a_slip_for_what_they_came_to_and_takes_it_back(client, attended, roger):
    sign_in(client, roger)
    page = reverse("gatherings:me_slips")
    assert "Friday supper" in client.get(page).text

    made = client.post(page, {"attended_id": str(attended.pk)})

    assert made.status_code == 200
    if can_make_pdf():
        assert made.headers["Content-Type"] == "application/pdf"
        assert "page.pdf" in made.headers["Content-Disposition"]
    slip = Slip.objects.get()
    client.post(reverse("gatherings:me_slip_revoke", args=[slip.pk]))
    slip.refresh_from_db()
    assert slip.revoked_at
    assert "Choose a session" in client.post(page, {}).text


def test_nobody_makes_or_takes_back_somebody_elses(client, attended, roger):
    slip, _code = a_slip(attended, roger)
    sign_in(client, someone("participant", organization=roger.organization))

    client.post(reverse("gatherings:me_slips"), {"attended_id": str(attended.pk)})
    assert Slip.objects.get() == slip
    assert client.post(reverse("gatherings:me_slip_revoke", args=[slip.pk])).status_code == 404
    slip.refresh_from_db()
    assert slip.revoked_at is None
