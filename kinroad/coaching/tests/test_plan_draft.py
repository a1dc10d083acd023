"""Words of a plan that were not saved yet wait where they were typed."""

import pytest

from kinroad.coaching.models import Goal
from kinroad.coaching.tests.planning import goal_of, mine, step_of
from kinroad.coaching.tests.test_plan import id_in
from kinroad.people.models import Draft
from kinroad.people.tests.factories import sign_in

pytestmark = pytest.mark.django_db


def test_a_goal_that_was_not_saved_waits_until_it_is(client, elizabeth):
    sign_in(client, elizabeth)
    address = f"/drafts/plan_goal/{mine(elizabeth).pk}"
    page = client.get("/me/plan/change/goal")
    assert address in page.text

    client.post(address, {"id": id_in(page), "words": "Sing on Sundays", "dimension": "purpose"})

    again = client.get("/me/plan/change/goal")
    assert "Sing on Sundays" in again.text
    client.post(
        "/me/plan/change/goal", {"id": id_in(again), "words": "Sing on Sundays", "dimension": "purpose"}, follow=True
    )
    assert Goal.objects.count() == 1
    assert not Draft.objects.exists()
    assert "Sing on Sundays" not in client.get("/me/plan/change/goal").text


def test_what_they_hope_for_waits_too(client, elizabeth):
    sign_in(client, elizabeth)
    page = client.get("/me/plan/words/vision")
    address = f"/drafts/plan_vision/{mine(elizabeth).pk}"
    assert address in page.text

    client.post(address, {"hopes": "A garden"})

    assert "A garden" in client.get("/me/plan/words/vision").text


def test_a_step_of_one_goal_is_not_offered_to_another(client, elizabeth):
    sign_in(client, elizabeth)
    one, two = goal_of(elizabeth), goal_of(elizabeth, words="Work")
    step = step_of(elizabeth, one)

    client.post(f"/drafts/plan_step/{one.pk}", {"words": "Call the center", "who": "participant"})
    client.post(f"/drafts/plan_step_change/{step.pk}", {"words": "Three evenings", "version": step.version})

    assert "Call the center" in client.get(f"/me/plan/change/step/{one.pk}").text
    assert "Call the center" not in client.get(f"/me/plan/change/step/{two.pk}").text
    assert "Three evenings" in client.get(f"/me/plan/change/step_change/{step.pk}").text


def test_a_suggestion_waits_for_the_one_who_writes_it_alone(client, elizabeth, maya):
    sign_in(client, maya)
    address = f"/people/{mine(elizabeth).pk}/plan/suggest/goal"
    assert "plan_goal" in client.get(address).text

    client.post(f"/drafts/plan_goal/{mine(elizabeth).pk}", {"words": "A choir", "dimension": "community"})

    assert "A choir" in client.get(address).text
    assert "A choir" not in sign_in(client, elizabeth).get("/me/plan/change/goal").text
