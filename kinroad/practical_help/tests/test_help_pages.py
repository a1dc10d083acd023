"""The pages of practical help, as those who open them see them."""

import pytest
import time_machine
from django.urls import reverse

from kinroad.audit.models import Look
from kinroad.core.forms import new_form_id
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    see,
    sign_in,
    someone,
    viewer_of,
)
from kinroad.practical_help.actions import own_ask, take
from kinroad.practical_help.models import Ask, PaperTick
from kinroad.practical_help.tests.factories import MONDAY, THURSDAY, asked
from kinroad.workforce.tests.factories import cleared

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def ana():
    """A volunteer who lives downtown and is cleared to drive four people."""
    person = someone("peer_leader", called="Ana", zip="80202", phone="+13035550171")
    cleared(person)
    return person


def participant_called(name, **facts):
    person = PersonFactory(called=name, phone="+13035550116", zip="80203")
    return ParticipantFactory(person=person, **facts)


def address(name, *args):
    return reverse(f"practical_help:{name}", args=args)


def test_a_participant_asks_for_a_ride_every_week(client):
    rita = someone("participant", called="Rita")
    sign_in(client, rita)
    said = {"day": "2026-11-05", "starts": "18:00", "place": "Library to center", "how_many": "2", "zip": "80203"}

    kinds = client.get(address("me_help_new")).text
    client.post(address("me_help_new") + "?kind=ride", {"id": new_form_id(), "weekly_until": "2026-11-13", **said})
    page = client.get(address("me_help")).text

    assert "?kind=child_care" in kinds
    assert Ask.objects.filter(how_many=2, starts_at=THURSDAY).count() == 1
    assert Ask.objects.count() == 2
    assert "We look for someone." in page
    assert "November 5, 6:00" in page


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(client):
    sign_in(client, someone("participant"))

    page = client.post(address("me_help_new") + "?kind=child_care", {"id": new_form_id(), "place": "At home"}).text

    assert "Enter a day." in page
    assert "At home" in page
    assert not Ask.objects.exists()


def test_child_care_past_midnight_ends_on_the_next_day(client):
    sign_in(client, someone("participant"))
    said = {"day": "2026-11-05", "starts": "22:00", "ends": "01:00", "place": "Home", "how_many": "2"}

    client.post(address("me_help_new") + "?kind=child_care", {"id": new_form_id(), **said})

    ask = Ask.objects.get()
    assert (ask.ends_at - ask.starts_at).total_seconds() == 3 * 60 * 60


def test_the_board_says_when_and_how_far_and_nothing_of_whose_it_is(client, ana):
    asked(participant_called("Rosalind"), words="For the clinic on Pine Street")
    sign_in(client, ana)

    page = client.get(address("board")).text

    assert "Thursday, November 5" in page
    assert "Up to 2 miles from you" in page or "Up to 1 mile from you" in page
    for hidden in ("Rosalind", "5550116", "Pine Street", "library", "80203"):
        assert hidden not in page
    assert not Look.objects.filter(shown__isnull=False).exclude(shown=[]).exists()


def test_what_is_far_stands_apart(client, ana):
    asked(participant_called("Rosalind"), zip="50309")
    sign_in(client, ana)

    assert "I will do it" not in client.get(address("board")).text
    assert "I will do it" in client.get(address("board") + "?far=1").text


def test_without_a_check_there_are_no_rides_on_the_board(client):
    asked(participant_called("Rosalind"))
    sign_in(client, someone("peer_leader"))

    page = client.get(address("board")).text

    assert "I will do it" not in page
    assert "They need a driver check" in page


def test_from_the_board_to_both_yes_to_thanks(client, ana):
    rosalind = someone("participant", called="Rosalind", phone="+13035550116")
    participant = rosalind.participants.get()
    participant.may_call = True
    participant.save()
    ask = asked(participant)

    sign_in(client, ana)
    client.post(address("board_take", ask.pk))
    waiting = client.get(address("helping", ask.pk)).text
    assert "Rosalind" not in waiting
    assert "5550116" not in waiting

    sign_in(client, rosalind)
    assert "Ana can do it. Is that all right?" in client.get(address("me_help")).text
    client.post(address("me_help_answer", ask.pk), {"answer": "yes"})
    answered = client.get(address("me_help_one", ask.pk)).text
    assert "Ana will do it." in answered
    assert "tel:+13035550171" in answered

    sign_in(client, ana)
    both = client.get(address("helping", ask.pk)).text
    assert "Rosalind" in both
    assert "tel:+13035550116" in both
    assert "sms:" not in both
    assert Look.objects.filter(participant_id=participant.pk, why="helps").exists()

    with time_machine.travel("2026-11-06T16:00Z", tick=False):
        sign_in(client, ana)
        client.post(address("helping_done", ask.pk), {"minutes": "40", "miles": "12", "cost": "3.50"})
        after = client.get(address("helping", ask.pk)).text
        assert "5550116" not in after
        sign_in(client, rosalind)
        client.post(address("me_help_one", ask.pk), {"words": "You made my day."})
        sign_in(client, ana)
        assert "You made my day." in client.get(address("board")).text

    ask.refresh_from_db()
    assert (ask.state, ask.miles, ask.cost_cents) == ("done", 12, 350)


def test_somebody_slower_is_told_so_alike_for_what_never_was(client, ana):
    ask = asked(participant_called("Rosalind"))
    take.take(ask=ask, by=viewer_of(ana), at=MONDAY)
    other = someone("peer_leader")
    cleared(other)
    sign_in(client, other)

    said = [
        client.post(address("board_take", pk), follow=True).text.count("Somebody was faster") for pk in (ask.pk, ana.pk)
    ]

    assert said == [1, 1]


def test_a_helper_reads_that_it_is_not_needed_any_more(client, ana):
    ask = take.take(ask=asked(participant_called("Rosalind")), by=viewer_of(ana), at=MONDAY)
    own_ask.take_back(ask=ask, by=viewer_of(ana), at=MONDAY)
    sign_in(client, ana)

    assert "It is not needed any more." in client.get(address("board")).text
    client.post(address("board_read", ask.pk))
    assert "It is not needed any more." not in client.get(address("board")).text
    assert client.get(address("helping", ask.pk)).status_code == 404


def test_a_peer_leader_asks_for_somebody_and_writes_their_yes_down(client, ana):
    participant, walks = participant_called("Roger"), someone("peer_leader")
    see(walks, participant)
    sign_in(client, walks)
    said = {"id": new_form_id(), "words": "A winter coat", "zip": ""}

    client.post(address("person_help_new", participant.pk) + "?kind=clothing", said)
    ask = take.take(ask=Ask.objects.get(), by=viewer_of(ana), at=MONDAY)
    client.post(address("person_help_answer", participant.pk, ask.pk), {"answer": "yes"})

    ask.refresh_from_db()
    assert (ask.source, ask.state) == ("peer_leader", "agreed")


def test_asks_of_others_do_not_exist(client, ana):
    ask = asked(participant_called("Rosalind"))
    sign_in(client, someone("participant"))
    pages = [address("me_help_one", ask.pk), address("helping", ask.pk), address("board")]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    sign_in(client, ana)
    assert client.get(address("person_help", ask.participant_id)).status_code == 404


def test_papers_are_ticked_on_ones_own_page(client):
    sign_in(client, someone("participant"))

    client.post(address("me_papers"), {"list": "co_id_card", "lines": ["who_i_am", "home"]})
    page = client.get(address("me_papers")).text

    assert "2 of 5 there" in page
    assert "Iowa" not in page
    assert PaperTick.objects.count() == 2


def test_an_evaluator_sees_no_small_number(client, ana):
    for _each in range(3):
        asked(participant_called("Rosalind"))
    sign_in(client, someone("evaluator"))

    with time_machine.travel("2026-12-02T16:00Z", tick=False):
        assert "A ride" not in client.get(address("figures")).text
        sign_in(client, someone("supervisor"))
        assert "A ride" in client.get(address("figures")).text


def test_the_board_asks_as_much_for_many_as_for_one(client, ana, django_assert_max_num_queries):
    sign_in(client, ana)
    asked(participant_called("One"))
    client.get(address("board"))
    for number in range(6):
        asked(participant_called(f"N{number}"), kind="clothing", starts_at=None, ends_at=None)

    with django_assert_max_num_queries(16):
        client.get(address("board"))


def test_a_neighbours_asks_are_on_nobody_elses_board(client, ana):
    other = OrganizationFactory(slug="other", name="Other")
    asked(ParticipantFactory(organization=other), kind="clothing", starts_at=None, ends_at=None)
    sign_in(client, ana)

    assert "I will do it" not in client.get(address("board")).text


def test_what_a_helper_did_not_do_is_said_why(client, ana):
    ask = take.take(ask=asked(participant_called("Rosalind"), anyone=True), by=viewer_of(ana), at=MONDAY)
    sign_in(client, ana)

    assert "Choose what comes closest." in client.post(address("helping_not_done", ask.pk)).text
    client.post(address("helping_not_done", ask.pk), {"why_not": "not_there"})

    assert Ask.objects.get(pk=ask.pk).why_not == "not_there"
