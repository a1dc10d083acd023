"""Pages of referrals: beside somebody, their own, for the service, and in numbers."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinroad.coaching.tests.factories import walk_together
from kinroad.core.forms import new_form_id
from kinroad.core.time import now, today
from kinroad.home.queries.today import today_of
from kinroad.people.models import HostName, Participant
from kinroad.people.tests.factories import (
    ParticipantFactory,
    ProgramFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)
from kinroad.resources.actions import referral as actions
from kinroad.resources.actions.answer_link import make_link
from kinroad.resources.models import BarrierMet, Referral
from kinroad.resources.rules.barrier import first_day, last_quarters
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


@pytest.fixture
def hers(maya):
    return sign_in(Client(), maya)


def page(name, *args):
    return reverse(f"resources:{name}", args=args)


def test_a_peer_leader_finds_a_service_and_writes_his_yes_down(hers, roger):
    place = a_place(roger, service="Sober beds")
    found = hers.get(page("person_referral_new", roger.pk) + "?q=beds")
    form = {"id": new_form_id(), "how": "alone", "said_yes": "yes", "words": "A door to close"}

    answer = hers.post(page("person_referral_new", roger.pk) + f"?to={place.pk}", form, follow=True)

    assert f"?to={place.pk}" in found.text
    assert "It stands on Today" in answer.text
    assert Referral.objects.get().state == "sent"


def test_from_a_resource_to_whom_it_is_for(hers, roger):
    HostName(host="testserver", organization=roger.organization).save()
    place = a_place(roger)

    answer = hers.get(page("refer", place.pk))

    assert page("refer", place.pk) in hers.get(page("resource", place.pk)).text
    assert page("refer", place.pk) not in Client().get(page("resource", place.pk)).text
    assert "Roger" in answer.text
    assert page("person_referral_new", roger.pk) + f"?to={place.pk}" in answer.text


def test_he_says_yes_on_his_own_page_and_no_any_time(roger, maya):
    row = offered(roger, maya, said_yes=False, at=now())
    his = sign_in(Client(), roger.person)

    mine = his.get(reverse("home:me"))
    his.post(page("me_referral_yes", row.pk))
    assert Referral.objects.get().state == "sent"
    his.post(page("me_referral_close", row.pk))

    assert "A service that could help you" in mine.text
    assert Referral.objects.get().state == "closed"
    assert "Closed without an outcome." in his.get(page("me_referral", row.pk)).text


def test_it_stands_on_today_until_the_outcome_is_known(hers, roger, maya):
    row = offered(roger, maya, at=now(), follow_up_on=today("America/Denver"))
    viewer, day = viewer_of(maya), today("America/Denver")

    before = [line.reason for each in today_of(viewer, day=day, at=now()).reach for line in each.lines]
    shown = hers.get(reverse("home:today"))
    actions.say_outcome(referral=row, outcome="connected", by=viewer, at=now())
    after = [line.reason for each in today_of(viewer, day=day, at=now()).reach for line in each.lines]

    assert "referral" in before
    assert "Ask how it went with" in shown.text
    assert "referral" not in after


def test_the_day_to_go_together_stands_on_today(hers, roger, maya):
    offered(roger, maya, how="go", together_on=today("America/Denver"), at=now())

    assert "together today" in hers.get(reverse("home:today")).text


def test_whoever_walks_with_them_now_has_it_and_who_wrote_it_no_more(roger, maya):
    other = someone("peer_leader", organization=maya.organization)
    stranger = ParticipantFactory(organization=maya.organization)
    walk_together(other, stranger)
    offered(roger, other, at=now(), follow_up_on=today("America/Denver"))
    viewer = viewer_of(maya)

    lines = [line for each in today_of(viewer, day=today("America/Denver"), at=now()).reach for line in each.lines]

    assert [line.participant_id for line in lines if line.reason == "referral"] == [roger.pk]


def test_a_reason_is_asked_for_and_the_words_stay(hers, roger, maya):
    row = offered(roger, maya, at=now())

    answer = hers.post(page("person_referral_outcome", roger.pk, row.pk), {"outcome": "not_connected"})

    assert "Choose what stood in the way." in answer.text
    assert Referral.objects.get().outcome == ""


def test_the_record_and_its_timeline_show_it(hers, roger, maya):
    row = offered(roger, maya, at=now())

    text = hers.get(reverse("home:record", args=[roger.pk])).text

    assert page("person_referral", roger.pk, row.pk) in text
    assert "Offered" in text


def test_the_letter_is_his_own_and_goes_out_with_his_hand(roger, maya):
    row = offered(roger, maya, how="letter", at=now(), words="A room")
    his = sign_in(Client(), roger.person)

    paper = his.post(page("me_referral_letter", row.pk), {"with_name": "on"})

    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert "Roger" not in paper["Content-Disposition"]
    assert Referral.objects.get().state == "sent"


def test_a_stranger_sees_none_of_it(roger, maya):
    row = offered(roger, maya, at=now())
    other = sign_in(Client(), someone("peer_leader", organization=maya.organization))
    another = sign_in(Client(), someone("participant", organization=maya.organization))

    assert other.get(page("person_referral", roger.pk, row.pk)).status_code == 404
    assert another.get(page("me_referral", row.pk)).status_code == 404
    assert other.get(page("referrals") + "?whose=all").text.count("Roger") == 0


def test_the_service_answers_without_an_account_and_reads_nothing_about_anybody(roger, maya):
    row = offered(roger, maya, at=now(), words="A door to close")
    address = page("answer", make_link(referral=row, by=viewer_of(maya), at=now()))
    nobody = Client()

    shown = nobody.get(address)
    refused = nobody.post(address, {"answer": "not_connected"})
    done = nobody.post(address, {"answer": "connected"})

    assert "Roger" not in shown.text + refused.text + done.text
    assert "A door to close" not in shown.text
    assert row.service_at_location.name not in shown.text
    assert "Choose what stood in the way." in refused.text
    assert "Thank you" in done.text
    assert "This link is closed" in nobody.get(address).text
    assert Referral.objects.get().state == "connected"


def test_opening_the_link_changes_nothing(roger, maya):
    row = offered(roger, maya, at=now())
    address = page("answer", make_link(referral=row, by=viewer_of(maya), at=now()))

    Client().get(address)

    assert Referral.objects.get().version == row.version


def test_a_link_is_shown_once_beside_them(hers, roger, maya):
    row = offered(roger, maya, at=now())

    made = hers.post(page("person_referral_link", roger.pk, row.pk))

    assert "/answer/" in made.text
    assert "/answer/" not in hers.get(page("person_referral", roger.pk, row.pk)).text


@pytest.fixture
def pat(maya, roger):
    person = someone("coordinator", "program_manager", organization=maya.organization, called="Pat")
    coordinate(person, roger.program or ProgramFactory(organization=maya.organization))
    return sign_in(Client(), person)


def some_outcomes(roger, maya):
    beds, work = a_place(roger, service="Beds"), a_place(roger, service="Work")
    for days in (2, 4):
        row = offered(roger, maya, place=work, at=now() - timedelta(days=10))
        at = now() - timedelta(days=10 - days)
        actions.say_outcome(referral=row, outcome="connected", by=viewer_of(maya), at=at)
    row = offered(roger, maya, place=beds, at=now() - timedelta(days=10))
    actions.say_outcome(
        referral=row, outcome="not_connected", barriers=["no_bed", "record"], by=viewer_of(maya), at=now()
    )
    offered(roger, maya, place=beds, at=now())


def test_the_numbers_have_their_denominators(pat, roger, maya):
    some_outcomes(roger, maya)

    text = pat.get(page("referral_figures")).text

    assert "2 of 3 are connected (67 percent)." in text
    assert "Of 1 the outcome is not known yet." in text
    assert "3 days (median of 2)" in text
    assert "No bed or place was free: 1 of 1" in text


def test_what_stands_in_the_way_by_service_and_town(pat, roger, maya):
    some_outcomes(roger, maya)

    text = pat.get(page("barriers")).text

    assert "A record kept them out" in text
    assert "1 of 2" in text
    assert "Des Moines" in text


def test_outside_small_numbers_are_not_said(roger, maya):
    some_outcomes(roger, maya)
    evaluator = sign_in(Client(), someone("evaluator", organization=maya.organization))

    text = evaluator.get(page("referral_figures")).text
    brief = evaluator.get(page("barriers_brief"))

    assert "67 percent" not in text
    assert brief.content.startswith(b"%PDF")
    assert evaluator.get(page("barriers")).status_code == 404


def test_no_question_more_for_more_referrals(hers, roger, maya):
    for name in ("One", "Two"):
        offered(roger, maya, place=a_place(roger, service=name), at=now())

    def many(url):
        with CaptureQueriesContext(connection) as asked:
            hers.get(url)
        return len(asked)

    urls = [page("referrals"), page("person_referrals", roger.pk), reverse("home:record", args=[roger.pk])]
    for url in urls:
        hers.get(url)
    before = [many(url) for url in urls]
    for name in ("Three", "Four", "Five"):
        offered(roger, maya, place=a_place(roger, service=name), at=now())

    assert [many(url) for url in urls] == before


def test_the_page_to_speak_up_with_says_large_numbers_and_hides_small_ones(pat, roger, maya, monkeypatch):
    monkeypatch.setattr("kinroad.resources.views.referral_figures.pdf_of", str.encode)
    on = first_day(last_quarters(today("America/Denver"))[-1])
    place = a_place(roger, service="Beds", agency="Cedar House")
    for number in range(58):
        row = Referral(
            organization=roger.organization,
            participant=roger,
            service_at_location=place,
            how="alone",
            state="closed",
            made_on=on,
        )
        row.save()
        code = "no_bed" if number < 25 else "record" if number < 55 else "cost"
        BarrierMet(organization=roger.organization, referral=row, code=code, met_on=on).save()

    text = pat.get(page("barriers_brief")).content.decode()

    assert "In all: 58 times." in text
    assert re.search(r"No bed or place was free.*?25", text, re.DOTALL)
    assert re.search(r"It costs too much.*?under 11", text, re.DOTALL)
    assert "Roger" not in text
    assert ">30<" not in text
    assert ">3<" not in text
