"""The coordinator's proposal for everyone: made, settled in parts, asked when confirmed, and never before."""

import re

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Look
from kinroad.coaching.actions import best_match as actions
from kinroad.coaching.actions import match as matching
from kinroad.coaching.models import Match, MatchingDraft, MatchingEdit, MatchingLine
from kinroad.coaching.tests.asking import TODAY, ask, coordinator, leader, participant_of, wish
from kinroad.coaching.tests.factories import leader_of
from kinroad.coaching.tests.test_best_match import waits
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.people.models import Participant, PeerLeader
from kinroad.people.tests.factories import ProgramFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pat():
    return coordinator(ProgramFactory())


def words(page):
    return re.sub(r"\s+", " ", page.content.decode())


def made(pat):
    return actions.make(by=viewer_of(pat))


def pairs(pat):
    draft = MatchingDraft.objects.get(owner=pat)
    lines = MatchingLine.objects.filter(draft=draft, version=draft.shown, says="proposed")
    return {(line.participant_id, line.peer_leader_id) for line in lines}


def settle(pat, person, what, chosen=None, id=None):
    return actions.settle(
        id=id or uuid7(),
        participant=participant_of(person),
        what=what,
        by=viewer_of(pat),
        peer_leader=leader_of(chosen).pk if chosen else None,
    )


def test_the_page_proposes_with_reasons_and_asks_nobody(client, pat):
    waits(called="Luis", experiences=["hepatitis_c"])
    maya = leader(experiences=["hepatitis_c"])
    sign_in(client, pat)
    assert "No proposal yet." in words(client.get("/matching"))

    page = client.post("/matching", {"make": "yes"}, follow=True)

    assert f"Luis with {maya.called}" in words(page)
    assert "Has lived with hepatitis C" in words(page)
    assert "1 person could have someone now." in words(page)
    assert not Match.objects.exists()
    assert Look.objects.filter(page="matching", person_id=pat.pk).exists()


def test_asking_two_makes_the_ordinary_question_once(client, pat):
    luis, maya = waits(), leader()
    made(pat)
    line = MatchingLine.objects.get()
    sign_in(client, pat)

    for _ in range(2):
        client.post("/matching/ask", {"line": line.pk})

    (match,) = Match.objects.all()
    assert (match.participant, match.peer_leader) == (participant_of(luis), leader_of(maya))
    assert match.participant_yes_at is None
    assert match.started_on is None


def test_asking_all_asks_each_and_tells_in_a_sentence_who_could_not_be_asked(client, pat):
    luis, aisha = waits(called="Luis"), waits(called="Aisha")
    maya, tomas = leader(caseload_limit=1), leader(caseload_limit=1)
    made(pat)
    theirs = dict(pairs(pat))
    other = waits(called="Roger")
    full = next(each for each in (maya, tomas) if leader_of(each).pk == theirs[participant_of(aisha).pk])
    ask(other, full, by=pat)
    draft = MatchingDraft.objects.get()
    sign_in(client, pat)

    page = client.post("/matching/ask-all", {"version": draft.shown}, follow=True)

    assert "We asked about 1 pair." in words(page)
    assert "1 pair could not be asked." in words(page)
    assert "already walks with as many people as they can" in words(page)
    assert {match.participant for match in Match.objects.proposed()} == {participant_of(luis), participant_of(other)}


def test_a_confirmation_of_what_no_longer_stands_is_refused(client, pat):
    waits()
    leader()
    draft = made(pat)
    seen = draft.version
    made(pat)
    sign_in(client, pat)

    page = client.post("/matching/ask-all", {"version": seen})

    assert "The proposal has changed since this page was drawn." in words(page)
    assert not Match.objects.exists()


def test_what_is_settled_holds_and_the_rest_is_made_again_around_it(pat):
    luis, aisha = waits(), waits()
    maya, tomas = leader(caseload_limit=1), leader(caseload_limit=1)
    made(pat)
    before = dict(pairs(pat))
    mate = {leader_of(each).pk: each for each in (maya, tomas)}
    other_mate = mate[before[participant_of(aisha).pk]]

    settle(pat, luis, "together", other_mate)

    swapped = dict(pairs(pat))
    assert swapped[participant_of(luis).pk] == leader_of(other_mate).pk
    assert swapped[participant_of(aisha).pk] == before[participant_of(luis).pk]

    settle(pat, luis, "free", other_mate)
    settle(pat, aisha, "not_these", maya)
    settle(pat, aisha, "not_these", tomas)
    assert participant_of(aisha).pk not in dict(pairs(pat))
    settle(pat, luis, "left_out")
    assert pairs(pat) == set()
    assert MatchingLine.objects.filter(says="left_out", participant=participant_of(luis)).exists()
    actions.start_over(by=viewer_of(pat))
    assert len(pairs(pat)) == 2


def test_the_same_press_twice_settles_once(client, pat):
    luis, maya = waits(), leader()
    made(pat)
    form = {"id": new_form_id(), "what": "together", "peer_leader": leader_of(maya).pk}
    sign_in(client, pat)

    for _ in range(2):
        client.post(f"/matching/{participant_of(luis).pk}/settle", form)

    assert MatchingEdit.objects.count() == 1
    assert MatchingDraft.objects.get().version == 2


def test_no_must_have_is_broken_by_hand(client, pat):
    aisha, tomas = waits(), leader(gender="man")
    wish(aisha, gender="woman")
    made(pat)
    sign_in(client, pat)

    page = client.post(
        f"/matching/{participant_of(aisha).pk}/settle",
        {"id": new_form_id(), "what": "together", "peer_leader": leader_of(tomas).pk},
    )

    assert "This is not what they asked for." in words(page)
    assert pairs(pat) == set()


def test_nobody_is_given_more_places_than_there_are(pat):
    luis, aisha, maya = waits(), waits(), leader(caseload_limit=1)
    made(pat)
    settle(pat, luis, "together", maya)

    with pytest.raises(ValidationError, match="given all places"):
        settle(pat, aisha, "together", maya)


def test_who_said_no_before_is_not_put_together_again(pat):
    luis, maya = waits(), leader()
    match = ask(luis, maya, by=pat)
    matching.answer_as_leader(match=match, answer="not_now", on=TODAY, by=viewer_of(maya))
    made(pat)

    with pytest.raises(ValidationError, match="said no before"):
        settle(pat, luis, "together", maya)


def test_a_wish_that_changed_stands_on_the_page_and_is_refused(client, pat):
    luis, tomas = waits(called="Luis"), leader(gender="man")
    made(pat)
    wish(luis, gender="woman")
    line = MatchingLine.objects.get()
    sign_in(client, pat)

    assert "This has changed since" in words(client.get("/matching"))
    assert "This is not what they asked for" in words(client.post("/matching/ask", {"line": line.pk}))
    assert MatchingLine.objects.filter(pk=line.pk).exists()
    assert not Match.objects.filter(peer_leader=leader_of(tomas)).exists()


def test_two_coordinators_each_have_their_own_and_the_first_to_ask_counts(client, pat):
    luis = waits(called="Luis")
    leader()
    leader()
    sam = coordinator(ProgramFactory())
    made(pat)
    made(sam)
    sign_in(client, sam)
    assert f"{pat.called} has a proposal open too" in words(client.get("/matching"))
    actions.ask_all(version=1, on=TODAY, by=viewer_of(pat))

    page = client.post("/matching/ask-all", {"version": 1}, follow=True)

    assert "1 pair could not be asked." in words(page)
    assert "somebody has been asked meanwhile" in words(page)
    assert Match.objects.filter(participant=participant_of(luis)).count() == 1


def test_a_coordinator_can_press_only_lines_of_their_own(client, pat):
    waits()
    leader()
    made(pat)
    sam = coordinator(ProgramFactory())
    made(sam)
    line = MatchingLine.objects.get(draft__owner=pat)
    sign_in(client, sam)

    client.post("/matching/ask", {"line": line.pk})

    assert not Match.objects.exists()


def test_nobody_out_of_sight_is_named_or_settled(client, pat):
    luis = waits(called="Wilhelmina")
    leader()
    made(pat)
    stranger = someone("coordinator")
    made(stranger)
    sign_in(client, stranger)

    assert "Wilhelmina" not in words(client.get("/matching"))
    answer = client.post(f"/matching/{participant_of(luis).pk}/settle", {"id": new_form_id(), "what": "left_out"})
    assert answer.status_code == 404
    assert client.get(f"/matching/{participant_of(luis).pk}").status_code == 404


def test_who_died_is_not_on_the_page(client, pat):
    luis = waits(called="Wilhelmina")
    leader()
    made(pat)
    Participant.objects.filter(person=luis).update(died_on=TODAY)

    assert "Wilhelmina" not in words(sign_in(client, pat).get("/matching"))


def test_more_lines_cost_no_more_queries(client, pat, django_assert_max_num_queries):
    for _ in range(2):
        waits()
    leader()
    made(pat)
    sign_in(client, pat).get("/matching")
    for _ in range(4):
        waits()
        leader()
    PeerLeader.objects.update(caseload_limit=1)
    made(pat)

    with django_assert_max_num_queries(20):
        client.get("/matching")


def test_choosing_by_hand_shows_who_fits_and_is_a_look(client, pat):
    luis, maya = waits(), leader()
    made(pat)

    page = sign_in(client, pat).get(f"/matching/{participant_of(luis).pk}")

    assert maya.called in words(page)
    assert Look.objects.filter(participant_id=participant_of(luis).pk, person_id=pat.pk).exists()


def test_only_coordinators_find_the_page(client):
    for role in ("participant", "peer_leader", "supervisor", "administrator"):
        assert sign_in(client, someone(role)).get("/matching").status_code == 404
