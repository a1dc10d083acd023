from datetime import date

import pytest

from kinroad.coaching.actions.contact import change_contact
from kinroad.coaching.models import Barrier, ContactPartVersion, GoalTouched
from kinroad.coaching.queries.figures import barriers_met, people_supported
from kinroad.coaching.tests.factories import contact_with
from kinroad.coaching.tests.planning import change, goal_of, mine
from kinroad.coaching.tests.test_plan import id_in
from kinroad.people.models import Participant
from kinroad.people.tests.factories import (
    ZONE,
    ParticipantFactory,
    SiteFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


def test_a_contact_says_which_goal_it_was_about_and_the_goal_says_which_contact(client, elizabeth, maya):
    goal = goal_of(elizabeth)
    them = mine(elizabeth)
    page = sign_in(client, maya).get(f"/people/{them.pk}/contacts/new")
    assert "Goals this was about (not needed)" in page.text

    sent = {"how": "phone", "minutes": "15", "support": ["emotional"], "did": ["planned"], "next": "none"}
    on = page.text.split('name="on" type="date" value="')[1].split('"')[0]
    client.post(
        f"/people/{them.pk}/contacts/new", sent | {"id": id_in(page), "on": on, "goals": [str(goal.pk)]}, follow=True
    )

    assert GoalTouched.objects.get().goal_id == goal.pk
    assert "Goal: Fridays with my children" in client.get(f"/people/{them.pk}").text
    assert "15 minutes" in client.get(f"/people/{them.pk}/plan/goals/{goal.pk}").text
    sign_in(client, elizabeth)
    assert "Goal: Fridays with my children" in client.get("/me").text
    assert "Goal: Fridays with my children" in client.get("/me/notes").text
    assert "15 minutes" in client.get(f"/me/plan/goals/{goal.pk}").text


def test_without_a_goal_the_form_asks_nothing_more(client, elizabeth, maya):
    page = sign_in(client, maya).get(f"/people/{mine(elizabeth).pk}/contacts/new")

    assert "Goals this was about" not in page.text


def test_the_goals_of_a_contact_are_changed_and_what_stood_before_is_kept(client, elizabeth, maya):
    first, second = goal_of(elizabeth), goal_of(elizabeth, "A steadier job", "purpose")
    contact = contact_with(maya, mine(elizabeth), goals=frozenset({first.pk}))
    page = sign_in(client, maya).get(f"/contacts/{contact.pk}/people/{mine(elizabeth).pk}").text
    assert f'value="{first.pk}" id="id_goals_0" checked' in page

    change_contact(
        contact=contact,
        version=1,
        by=viewer_of(maya),
        zone=ZONE,
        shared={},
        parts={mine(elizabeth).pk: {"goals": frozenset({second.pk})}},
    )

    assert GoalTouched.objects.get().goal_id == second.pk
    assert ContactPartVersion.objects.get().facts["goals"] == [str(first.pk)]


def test_a_goal_of_somebody_else_is_not_ticked(elizabeth, maya):
    other = someone("participant")
    foreign = goal_of(other)

    contact_with(maya, mine(elizabeth), goals=frozenset({foreign.pk}))

    assert not GoalTouched.objects.exists()


def test_barriers_are_counted_by_kind_and_place_without_a_name(client, elizabeth):
    them = mine(elizabeth)
    change(elizabeth, "barriers", kinds=["housing", "work"])
    east = SiteFactory(organization=them.organization, name="East Side")
    other = ParticipantFactory(organization=them.organization, site=east)
    twin = ParticipantFactory(organization=them.organization, merged_into=other, site=east)
    gone = ParticipantFactory(organization=them.organization, episode=False)
    died = ParticipantFactory(organization=them.organization, died_on=date(2026, 2, 2))
    for each in (other, twin, gone, died):
        barrier_of(each, "housing")

    housing, work = barriers_met(them.organization_id)

    assert (housing.kind, housing.people, [(name, people) for _id, name, people in housing.places]) == (
        "housing",
        2,
        [("East Side", 1), ("Juniper Street", 1)],
    )
    assert (work.kind, work.people) == ("work", 1)
    assert people_supported(them.organization_id) == 2
    pat = someone("coordinator")
    coordinate(pat, them.program)
    page = sign_in(client, pat).get("/program").text
    assert "East Side 1, Juniper Street 1" in page
    assert "(2 in all)" in page


def barrier_of(participant: Participant, kind: str) -> None:
    Barrier(
        organization_id=participant.organization_id, participant=participant, kind=kind, since=date(2026, 2, 1)
    ).save()
