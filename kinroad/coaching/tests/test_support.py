import pytest
from django.urls import reverse

from kinroad.coaching.actions.request import answer_request, ask_again, close_request
from kinroad.coaching.models import RequestForSupport
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import today
from kinroad.people.actions.participants import end_episode
from kinroad.people.models import Draft, Participant
from kinroad.people.tests.factories import (
    ZONE,
    OrganizationFactory,
    ParticipantFactory,
    ProgramFactory,
    SiteFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    site = SiteFactory()
    return ProgramFactory(organization=site.organization)


def words(**more):
    return {
        "id": new_form_id(),
        "kind": "family",
        "words": "My daughter is away. I raise her two.",
        "called": "Aisha",
        "reach": ["text"],
        "phone": "(515) 555-0142",
        "old_enough": "yes",
        **more,
    }


def test_aisha_asks_in_the_evening_and_it_is_on_the_coordinators_list(client, house):
    pat = someone("coordinator")
    coordinate(pat, house)

    answer = client.post(reverse("coaching:ask_for_support"), words())

    assert answer.status_code == 302
    request = RequestForSupport.objects.get()
    aisha = request.participant
    assert (aisha.kind, aisha.person.called, aisha.person.phone) == ("family", "Aisha", "+15155550142")
    assert (aisha.may_text, aisha.may_call, aisha.may_leave_message) == (True, False, False)
    assert request.owner == pat
    assert (request.due_on - today(ZONE)).days == 1
    assert aisha.notices.get().how == "on_screen"
    assert b"Aisha" in sign_in(client, pat).get(reverse("home:program")).content


def test_the_form_sent_twice_is_one_request(client, house):
    said = words()

    client.post(reverse("coaching:ask_for_support"), said)
    client.post(reverse("coaching:ask_for_support"), said)

    assert RequestForSupport.objects.count() == Participant.objects.count() == 1


def test_someone_younger_is_told_whom_to_reach_and_no_record_is_made(client, house):
    client.post(reverse("coaching:support_draft"), words())
    answer = client.post(reverse("coaching:ask_for_support"), words(old_enough="no"))

    assert b"988" in answer.content
    assert not Participant.objects.exists()
    assert not Draft.objects.exists()


def test_a_form_that_lacks_something_says_so_and_keeps_every_word(client, house):
    answer = client.post(reverse("coaching:ask_for_support"), words(phone="12345"))

    page = answer.content.decode()
    assert "area code" in page
    assert "I raise her two." in page
    assert not Participant.objects.exists()


def test_a_lost_connection_loses_no_word_and_a_shared_phone_can_be_cleared(client, house):
    client.post(reverse("coaching:support_draft"), words())
    assert "I raise her two." in client.get(reverse("coaching:ask_for_support")).content.decode()

    client.post(reverse("coaching:support_clear"))
    assert "I raise her two." not in client.get(reverse("coaching:ask_for_support")).content.decode()


def test_looking_at_the_form_writes_nothing(client, house):
    client.get(reverse("coaching:ask_for_support"))

    assert not Draft.objects.exists()
    assert "words" not in client.cookies


def test_emoji_and_ten_thousand_characters_get_a_sentence(client, house):
    answer = client.post(reverse("coaching:ask_for_support"), words(words="🙂" * 10_000))

    assert answer.status_code == 200
    assert b"error-summary" in answer.content


def test_asking_again_opens_the_same_history(house):
    luis = ParticipantFactory(program=house)
    pat = someone("coordinator")
    coordinate(pat, house)
    end_episode(participant=luis, reason="wish", on=today(ZONE), by=viewer_of(pat))

    first = ask_again(participant=luis, words="I am back.", on=today(ZONE), by=viewer_of(pat))
    second = ask_again(participant=luis, words="", on=today(ZONE), by=viewer_of(pat))

    assert first == second
    assert luis.episodes.count() == 2
    assert luis.episodes.filter(ended_on=None).count() == 1


def test_a_request_is_answered_and_ends_with_an_outcome(house):
    pat = someone("coordinator")
    coordinate(pat, house)
    luis = ParticipantFactory(program=house)
    request = ask_again(participant=luis, words="", on=today(ZONE), by=viewer_of(pat))

    assert answer_request(request=request, by=viewer_of(pat)).answered_at
    assert close_request(request=request, outcome="wish", by=viewer_of(pat)).state == "closed"


class TestIntake:
    def post(self, client, house, **more):
        said = {
            "id": new_form_id(),
            "called": "Roger",
            "kind": "recovery",
            "old_enough": "on",
            "came_by": "walk_in",
            "site": SiteFactory().pk,
            "program": house.pk,
            "notice": "paper",
            "strengths": "Forklift licence",
            "recovery_on_1": "2026-01-02",
            **more,
        }
        return client.post(reverse("coaching:intake"), said)

    def test_a_name_is_enough_and_whoever_wrote_it_down_may_look(self, client, house):
        maya = someone("peer_leader")

        answer = self.post(sign_in(client, maya), house)

        assert answer.status_code == 302, answer.content.decode()
        roger = Participant.objects.get()
        assert roger.strengths == "Forklift licence"
        assert roger.recovery_dates.get().on.isoformat() == "2026-01-02"
        assert roger.circle.get().person == maya
        assert roger.notices.get().how == "paper"

    def test_the_age_is_asked_first(self, client, house):
        answer = self.post(sign_in(client, someone("coordinator")), house, old_enough="")

        assert answer.status_code == 200
        assert not Participant.objects.exists()

    @pytest.mark.parametrize("role", ["administrator", "evaluator", "participant", "supervisor"])
    def test_others_find_no_such_page(self, client, house, role):
        assert sign_in(client, someone(role)).get(reverse("coaching:intake")).status_code == 404


def test_a_stranger_and_a_neighbour_see_the_page_of_a_request_that_does_not_exist(client, house):
    pat, stranger = someone("coordinator"), someone("coordinator")
    coordinate(pat, house)
    olga = someone("coordinator", organization=OrganizationFactory(slug="neighbour", discreet_name="Next Door"))
    luis = ParticipantFactory(program=house)
    request = ask_again(participant=luis, words="", on=today(ZONE), by=viewer_of(pat))

    for person in (stranger, olga):
        sign_in(client, person)
        there = client.get(reverse("coaching:request", args=[request.pk]))
        nowhere = client.get(reverse("coaching:request", args=[uuid7()]))
        assert there.status_code == nowhere.status_code == 404


def test_pressing_answered_on_a_request_closed_meanwhile_breaks_nothing(client, house):
    """Somebody else closes it between reading and pressing: the page says how it stands."""
    pat = someone("coordinator")
    coordinate(pat, house)
    client.post(reverse("coaching:ask_for_support"), words())
    request = RequestForSupport.objects.get()
    close_request(request=request, outcome=RequestForSupport.Outcome.choices[-1][0], by=viewer_of(pat))
    sign_in(client, pat)

    for button in ("coaching:answer_request", "coaching:take_request"):
        answer = client.post(reverse(button, args=[request.pk]))
        assert answer.headers["Location"] == reverse("coaching:request", args=[request.pk])

    request.refresh_from_db()
    assert request.answered_at is None


def test_the_words_of_a_draft_stay_out_of_the_browsers_memory(client, house):
    assert "no-store" in client.get(reverse("coaching:ask_for_support")).headers["Cache-Control"]
