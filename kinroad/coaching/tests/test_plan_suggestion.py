import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.suggestion import answer_suggestion, suggest, write_down_answer
from kinroad.coaching.models import Goal, Plan, Step, Suggestion
from kinroad.coaching.rules.plan import Change, What
from kinroad.coaching.tests.factories import walk_together
from kinroad.coaching.tests.planning import change, goal_of, mine, step_of
from kinroad.coaching.tests.test_plan import id_in
from kinroad.core.ids import uuid7
from kinroad.people.tests.factories import ParticipantFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
SING = Change(What.GOAL, words="Sing again", facts={"dimension": "purpose"})


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def bodie(maya):
    bodie = someone("participant", called="Bodie")
    walk_together(maya, mine(bodie))
    return bodie


@pytest.fixture
def without_account(maya):
    """A participant who signs in nowhere."""
    them = ParticipantFactory(person__called="Luis")
    walk_together(maya, them)
    return them


def test_what_a_peer_leader_suggests_waits_for_the_participants_yes(client, bodie, maya):
    address = f"/people/{mine(bodie).pk}/plan/suggest/goal"
    page = sign_in(client, maya).get(address)
    assert "Bodie decides" in page.text
    assert "beside me" not in page.text

    client.post(address, {"id": id_in(page), "words": "Sing again", "dimension": "purpose"})

    assert not Goal.objects.exists()
    assert "Bodie answers on their own page." in client.get(f"/people/{mine(bodie).pk}/plan").text
    waiting = Suggestion.objects.get()
    own = sign_in(client, bodie).get("/me/plan").text
    assert "Sing again" in own
    assert "Maya suggests it" in own
    client.post(f"/me/plan/suggestions/{waiting.pk}", {"answer": "yes"})
    waiting.refresh_from_db()
    assert (Goal.objects.get().words, waiting.answer, waiting.beside) == ("Sing again", "yes", False)


def test_a_no_leaves_the_plan_as_it_is_and_stays_a_no(bodie, maya):
    row = suggest(participant=mine(bodie), change=SING, by=viewer_of(maya))

    for answer in ("no", "yes"):
        answer_suggestion(participant=mine(bodie), suggestion=row.pk, answer=answer, by=viewer_of(bodie))

    row.refresh_from_db()
    assert row.answer == "no"
    assert not Goal.objects.exists()


def test_every_kind_of_suggestion_stands_in_the_plan_after_the_yes(client, bodie, maya):
    goal = goal_of(bodie)
    step = step_of(bodie, goal)
    asked = [
        Change(What.GOAL_CHANGE, goal.pk, words="Fridays and Saturdays", facts={"dimension": "home"}),
        Change(What.STEP, goal.pk, words="Ask at the center", facts={"who": "peer_leader", "by": None}),
        Change(What.STEP_CHANGE, goal.pk, step.pk, "Three evenings", {"who": "friend", "by": "2026-12-01"}),
        Change(What.STEP_OUTCOME, goal.pk, step.pk, "It was fun", {"outcome": "reached", "on": "2026-03-04"}),
        Change(What.GOAL_OUTCOME, goal.pk, words="", facts={"outcome": "partly", "on": "2026-03-04"}),
        Change(What.BARRIERS, facts={"kinds": ["transport"]}),
        Change(What.REVIEW, facts={"on": "2026-06-01"}),
    ]
    rows = [suggest(participant=mine(bodie), change=each, by=viewer_of(maya)) for each in asked]
    page = sign_in(client, bodie).get("/me/plan").text
    for words in ("Fridays and Saturdays", "Ask at the center", "A friend, by December 1, 2026", "Getting around"):
        assert words in page

    for row in rows:
        answer_suggestion(participant=mine(bodie), suggestion=row.pk, answer="yes", by=viewer_of(bodie))

    goal.refresh_from_db()
    step.refresh_from_db()
    assert (goal.words, goal.dimension, goal.outcome) == ("Fridays and Saturdays", "home", "partly")
    assert (step.words, step.who, step.outcome, step.outcome_words) == (
        "Three evenings",
        "friend",
        "reached",
        "It was fun",
    )
    assert Step.objects.count() == 2
    assert Plan.objects.get().review_on.isoformat() == "2026-06-01"


def test_beside_a_participant_without_an_account_the_yes_is_written_down_at_once(client, without_account, maya):
    address = f"/people/{without_account.pk}/plan/suggest/goal"
    page = sign_in(client, maya).get(address)
    assert "They said yes to this, here beside me" in page.text

    client.post(address, {"id": id_in(page), "words": "Sing again", "dimension": "purpose", "said_yes": "on"})

    row = Suggestion.objects.get()
    assert (row.answer, row.beside, row.answered_by_id) == ("yes", True, maya.pk)
    assert Goal.objects.get().participant_id == without_account.pk


def test_a_yes_is_also_written_down_later_and_a_suggestion_taken_back(client, without_account, maya):
    first = suggest(participant=without_account, change=SING, by=viewer_of(maya))
    second = suggest(participant=without_account, change=SING, by=viewer_of(maya))
    sign_in(client, maya)

    client.post(f"/people/{without_account.pk}/plan/suggestions/{first.pk}", {"said": "yes"})
    client.post(f"/people/{without_account.pk}/plan/suggestions/{second.pk}", {"said": "take_back"})

    assert sorted(Suggestion.objects.values_list("answer", flat=True)) == ["taken_back", "yes"]
    assert Goal.objects.count() == 1


def test_for_whoever_signs_in_nobody_else_says_yes(client, bodie, maya):
    row = suggest(participant=mine(bodie), change=SING, by=viewer_of(maya))

    with pytest.raises(ValidationError, match="on their own page"):
        write_down_answer(participant=mine(bodie), suggestion=row.pk, said="yes", by=viewer_of(maya))
    with pytest.raises(ValidationError, match="on their own page"):
        suggest(participant=mine(bodie), change=SING, by=viewer_of(maya), said_yes=True)
    page = sign_in(client, maya).post(
        f"/people/{mine(bodie).pk}/plan/suggestions/{row.pk}", {"said": "yes"}, follow=True
    )
    assert "They answer this on their own page." in page.text


def test_a_suggestion_for_what_was_taken_off_says_so(client, bodie, maya):
    goal = goal_of(bodie)
    asked = Change(What.STEP, goal.pk, words="One more", facts={"who": "participant"})
    row = suggest(participant=mine(bodie), change=asked, by=viewer_of(maya))
    sign_in(client, bodie).post(f"/me/plan/off/goal/{goal.pk}", {"off": "yes"})

    page = client.post(f"/me/plan/suggestions/{row.pk}", {"answer": "yes"}, follow=True)

    assert "This goal is no longer on the plan." in page.text
    client.post(f"/me/plan/suggestions/{row.pk}", {"answer": "no"})
    row.refresh_from_db()
    assert row.answer == "no"


def test_a_second_submit_meets_the_first_and_enough_is_enough(bodie, maya, monkeypatch):
    again = uuid7()
    for _ in range(2):
        suggest(participant=mine(bodie), change=SING, by=viewer_of(maya), id=again)
    assert Suggestion.objects.count() == 1
    monkeypatch.setattr("kinroad.coaching.actions.suggestion.MOST_WAITING", 1)

    with pytest.raises(ValidationError, match="Wait for that first"):
        suggest(participant=mine(bodie), change=SING, by=viewer_of(maya))


def test_a_participant_answers_only_what_is_theirs(client, bodie, maya):
    row = suggest(participant=mine(bodie), change=SING, by=viewer_of(maya))
    other = someone("participant")

    page = sign_in(client, other).post(f"/me/plan/suggestions/{row.pk}", {"answer": "yes"}, follow=True)

    assert "This was taken back." in page.text
    assert not Goal.objects.exists()


def test_a_change_of_a_goal_that_went_on_meanwhile_is_shown_beside_what_stands(client, bodie, maya):
    goal = goal_of(bodie)
    asked = Change(What.GOAL_CHANGE, goal.pk, words="Only Fridays", facts={"dimension": "home"})
    suggest(participant=mine(bodie), change=asked, by=viewer_of(maya))
    change(bodie, "goal_change", goal=goal, words="Every weekend", dimension="community")

    page = sign_in(client, bodie).get("/me/plan").text

    assert "Now:" in page
    assert "Every weekend" in page
    assert "Only Fridays" in page
