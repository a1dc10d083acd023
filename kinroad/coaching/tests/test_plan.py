from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change as Changed
from kinroad.audit.models import Look
from kinroad.coaching.actions import plan as actions
from kinroad.coaching.models import Barrier, Goal, Plan, Step
from kinroad.coaching.queries.plan import lines_of, plan_page
from kinroad.coaching.rules.plan import Change, What
from kinroad.coaching.tests.planning import DAY, change, goal_of, mine, step_of
from kinroad.core.ids import uuid7
from kinroad.core.time import today
from kinroad.people.tests.factories import ZONE, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db


def test_a_participant_writes_a_goal_and_a_step_from_their_own_phone(client, elizabeth):
    sign_in(client, elizabeth)
    form = client.get("/me/plan/change/goal")
    assert "What do you want?" in form.text

    after = client.post(
        "/me/plan/change/goal",
        {"id": id_in(form), "words": "Fridays with my children", "dimension": "community"},
        follow=True,
    )

    goal = Goal.objects.get()
    assert "Fridays with my children" in after.text
    step = client.get(f"/me/plan/change/step/{goal.pk}")
    client.post(
        f"/me/plan/change/step/{goal.pk}",
        {"id": id_in(step), "words": "Two evenings out", "who": "participant", "by": "2026-11-30"},
    )
    page = client.get("/me/plan").text
    assert "Two evenings out" in page
    assert "Me, by November 30, 2026" in page
    assert {line.what for line in Changed.objects.filter(participant_id=mine(elizabeth).pk)} >= {
        "goal.written",
        "step.written",
    }


def test_what_they_bring_and_hope_for_are_told_once(client, elizabeth):
    sign_in(client, elizabeth)
    page = client.get("/me/plan/words/strengths")

    client.post("/me/plan/words/strengths", {"strengths": "Makes a room warm", "version": version_in(page)})
    client.post("/me/plan/words/vision", {"hopes": "Good Fridays", "version": int(version_in(page)) + 1})

    assert "Makes a room warm" in client.get("/me").text
    assert "Good Fridays" in client.get("/me/plan").text


def test_a_second_submit_meets_the_first(elizabeth):
    asked = Change(What.GOAL, words="Sing again", facts={"dimension": "purpose"})
    again = uuid7()

    for _ in range(2):
        actions.change_plan(participant=mine(elizabeth), change=asked, by=viewer_of(elizabeth), id=again)

    assert Goal.objects.count() == 1


def test_nobody_else_changes_a_plan_whatever_they_are(elizabeth, maya):
    asked = Change(What.GOAL, words="Stop doing that", facts={"dimension": "health"})

    with pytest.raises(ValidationError, match="You can suggest it"):
        actions.change_plan(participant=mine(elizabeth), change=asked, by=viewer_of(maya))


def test_whoever_saves_second_is_told_gently_and_keeps_what_they_typed(client, elizabeth):
    goal = goal_of(elizabeth)
    sign_in(client, elizabeth)
    address = f"/me/plan/change/goal_change/{goal.pk}"
    drawn = client.get(address)
    change(elizabeth, "goal_change", goal=goal, words="Saturdays too", dimension="community")
    typed = {"words": "Every Friday", "dimension": "home", "version": version_in(drawn), "id": id_in(drawn)}

    refused = client.post(address, typed)

    goal.refresh_from_db()
    assert goal.words == "Saturdays too"
    assert "Someone changed this while you were writing" in refused.text
    assert "Every Friday" in refused.text
    assert "Saturdays too" in refused.text
    client.post(address, typed | {"version": version_in(refused)})
    goal.refresh_from_db()
    assert (goal.words, goal.dimension) == ("Every Friday", "home")


def test_a_step_is_done_with_one_press_and_the_goal_says_how_it_went(client, elizabeth):
    goal = goal_of(elizabeth)
    step = step_of(elizabeth, goal)
    sign_in(client, elizabeth)
    page = client.get(f"/me/plan/goals/{goal.pk}")

    client.post(
        f"/me/plan/change/step_outcome/{step.pk}",
        {"id": id_in(page), "version": step.version, "outcome": "reached"},
    )
    change(elizabeth, "goal_outcome", goal=goal, words="They laughed all night", outcome="reached", on="2026-03-04")

    step.refresh_from_db()
    assert (step.outcome, step.outcome_on) == ("reached", today(ZONE))
    page = client.get(f"/me/plan/goals/{goal.pk}").text
    assert "Reached on March 4, 2026" in page
    assert "They laughed all night" in page
    assert "1 goal that came out" in client.get("/me/plan").text


def test_what_is_taken_off_keeps_its_history_and_comes_back(client, elizabeth):
    goal = goal_of(elizabeth)
    step = step_of(elizabeth, goal)
    sign_in(client, elizabeth)

    client.post(f"/me/plan/off/step/{step.pk}", {"off": "yes"})
    client.post(f"/me/plan/off/goal/{goal.pk}", {"off": "yes"})

    assert (Goal.objects.count(), Step.objects.count()) == (1, 1)
    assert "Taken off the plan" in client.get("/me/plan").text
    client.post(f"/me/plan/off/goal/{goal.pk}", {"off": "no"})
    assert [each.pk for each in plan_page(mine(elizabeth), today=DAY).open_goals] == [goal.pk]
    assert Changed.objects.filter(what="goal.put_back").exists()


def test_a_goal_that_was_taken_off_is_not_changed_unseen(elizabeth):
    goal = goal_of(elizabeth)
    actions.take_off(participant=mine(elizabeth), kind="goal", target=goal.pk, off=True, by=viewer_of(elizabeth))

    with pytest.raises(ValidationError, match="no longer on the plan"):
        change(elizabeth, "step", goal=goal, words="One more", who="participant")


def test_barriers_start_from_what_is_hard_and_both_say_the_same(client, elizabeth):
    them = mine(elizabeth)
    them.needs = ["health", "housing"]
    them.save()
    sign_in(client, elizabeth)
    page = client.get("/me/plan/change/barriers")
    assert 'value="housing" id="id_kinds_0" checked' in page.text

    client.post(
        "/me/plan/change/barriers", {"id": id_in(page), "version": version_in(page), "kinds": ["transport", "legal"]}
    )

    assert set(Barrier.objects.values_list("kind", flat=True)) == {"transport", "legal"}
    assert sorted(mine(elizabeth).needs) == ["health", "legal", "transport"]
    change(elizabeth, "barriers", kinds=["legal"])
    assert Barrier.objects.get(kind="transport").ended_on == today(ZONE)


def test_on_the_review_day_the_plan_stands_on_today_until_somebody_looked(client, elizabeth, maya):
    goal_of(elizabeth)
    on = today(ZONE)
    change(elizabeth, "review", on=(on - timedelta(days=2)).isoformat())
    by = viewer_of(maya)

    line = lines_of(by, day=on)[0]

    assert (line.participant_id, line.reason, line.day) == (mine(elizabeth).pk, "plan_review", 2)
    assert lines_of(by, day=on - timedelta(days=3)) == []
    sign_in(client, maya)
    assert "look at the plan again" in client.get("/today").text
    client.post(f"/people/{mine(elizabeth).pk}/plan/looked")
    assert lines_of(by, day=on) == []
    assert Plan.objects.get().reviewed_on == on


def test_a_full_plan_says_what_to_do_first(elizabeth, monkeypatch):
    monkeypatch.setattr("kinroad.coaching.actions.goal.MOST_GOALS", 1)
    monkeypatch.setattr("kinroad.coaching.actions.goal.MOST_STEPS", 1)
    goal = goal_of(elizabeth)
    step_of(elizabeth, goal)

    with pytest.raises(ValidationError, match="Finish a goal"):
        goal_of(elizabeth, "Another")
    with pytest.raises(ValidationError, match="begin another goal"):
        step_of(elizabeth, goal, "Another")


def test_a_review_day_may_be_none_and_never_past(client, elizabeth):
    sign_in(client, elizabeth)
    page = client.get("/me/plan/change/review")
    sent = {"id": id_in(page), "version": version_in(page)}

    assert "Choose a day." in client.post("/me/plan/change/review", sent | {"after": "other"}).text
    assert "That day is past" in client.post("/me/plan/change/review", sent | {"on": "2020-01-01"}).text
    client.post("/me/plan/change/review", sent | {"after": "30"})
    assert plan_page(mine(elizabeth), today=DAY).review_on == today(ZONE) + timedelta(days=30)
    client.post("/me/plan/change/review", sent | {"version": 2, "after": "none"})
    assert plan_page(mine(elizabeth), today=DAY).review_on is None


def test_reading_somebodys_plan_is_a_look_and_a_stranger_finds_nothing(client, elizabeth, maya):
    goal = goal_of(elizabeth)
    them = mine(elizabeth)
    page = sign_in(client, maya).get(f"/people/{them.pk}/plan")
    assert "Fridays with my children" in page.text
    assert Look.objects.filter(participant_id=them.pk, page="plan", person_id=maya.pk).exists()
    looks = Look.objects.count()

    other = someone("participant", "peer_leader", "coordinator")
    sign_in(client, other)

    for address in (
        f"/people/{them.pk}/plan",
        f"/people/{them.pk}/plan/goals/{goal.pk}",
        f"/people/{them.pk}/plan/suggest/goal",
        f"/me/plan/goals/{goal.pk}",
        f"/me/plan/change/goal_change/{goal.pk}",
    ):
        assert client.get(address).status_code == 404
    assert client.post(f"/me/plan/off/goal/{goal.pk}", {"off": "yes"}).status_code == 404
    assert Look.objects.exclude(participant_id=mine(other).pk).count() == looks


def test_the_number_of_goals_and_steps_costs_no_query(client, elizabeth, maya, django_assert_num_queries):
    goal = goal_of(elizabeth)
    step_of(elizabeth, goal)

    with django_assert_num_queries(9):
        plan_page(mine(elizabeth), today=DAY)
    for number in range(5):
        step_of(elizabeth, goal_of(elizabeth, f"Goal {number}"))
    with django_assert_num_queries(9):
        plan_page(mine(elizabeth), today=DAY)


def id_in(page) -> str:
    return field_in(page, "id")


def version_in(page) -> str:
    return field_in(page, "version")


def field_in(page, name: str) -> str:
    return page.text.split(f'name="{name}" value="')[1].split('"')[0]


def test_doing_the_same_again_changes_nothing(elizabeth):
    goal, again = goal_of(elizabeth), uuid7()
    by, them = viewer_of(elizabeth), mine(elizabeth)
    asked = Change(What.STEP, goal.pk, words="Ask at the center", facts={"who": "participant", "by": None})
    for _ in range(2):
        actions.change_plan(participant=them, change=asked, by=by, id=again)
        actions.take_off(participant=them, kind="step", target=again, off=True, by=by)
        change(elizabeth, "barriers", kinds=["food"])
        change(elizabeth, "review", on="2026-06-01")

    assert Step.objects.count() == 1
    assert Barrier.objects.count() == 1
    assert Plan.objects.get().version == 3
    with pytest.raises(ValidationError, match="This step is no longer on the plan"):
        change(elizabeth, "step_change", step=Step.objects.get(), words="Once more", who="participant")
