"""The page of a sheet: for whoever leads that session, and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kinroad.audit.models import Look
from kinroad.core.forms import new_form_id
from kinroad.gatherings.models import Attended, Facilitator, Sheet
from kinroad.gatherings.queries.sheet import counted, expected_at
from kinroad.gatherings.tests.attending import a_session, as_drawn, came, the_day_before
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, see, sign_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return someone("peer_leader")


@pytest.fixture
def session(leader):
    return a_session(leader.organization, led_by=leader)


@pytest.fixture
def page(client, leader, session):
    """Ask the page of the sheet, or send what stands on it with these words changed."""
    sign_in(client, leader)
    address = reverse("gatherings:attendance", args=[session.pk])

    def ask(send=False, client=client, **said):
        drawn = client.get(address)
        if not send:
            return drawn
        words = as_drawn(drawn.text) | {"add_id": new_form_id()} | said
        return client.post(address, {name: value for name, value in words.items() if value is not None})

    return ask


def test_elizabeth_is_expected_and_one_tap_counts_her_with_her_children(page, session, leader):
    elizabeth = ParticipantFactory(organization=leader.organization, person__called="Elizabeth")
    came(the_day_before(session), elizabeth, by=leader)
    drawn = page()
    key = expected_at(session)[0].key
    assert "Elizabeth" in drawn.text

    page(send=True, **{f"came-{key}": "on", f"children-{key}": "2"})

    assert counted(Sheet.objects.get(session=session)).everyone == 3
    assert "3 were there" in page().text
    assert str(elizabeth.pk) in Look.objects.filter(page="attendance").latest("at").shown


def test_whoever_is_added_by_name_stands_there_without_a_record_unless_the_facilitator_sees_them(page, session, leader):
    hidden = ParticipantFactory(organization=leader.organization, person__called="Wilhelmina")

    page(send=True, add="Wilhelmina")

    row = Attended.objects.get()
    assert (row.participant_id, row.goes_by) == (None, "Wilhelmina")
    see(leader, hidden)
    asked = page(send=True, add="wilhelmina")
    assert "Choose who it is" in asked.text
    page(send=True, add="Wilhelmina", which=str(hidden.pk))
    assert Attended.objects.filter(participant=hidden).exists()


def test_a_page_that_grew_old_keeps_both_and_asks_only_where_both_said_different_things(page, session, leader):
    sheet = came(session, "Ana", "Ben", by=leader)
    ana, ben = sheet.people.order_by("pk")
    old = as_drawn(page().text)["drawn"]
    page(send=True, **{f"came-{ana.pk}": None, "minutes": "60"})

    answer = page(send=True, drawn=old, **{f"came-{ana.pk}": "on", f"came-{ben.pk}": None, "minutes": "45"})

    assert answer.status_code == 200
    assert "Someone else changed this" in answer.text
    assert "Minutes it took" in answer.text
    said = as_drawn(answer.text)
    assert f"came-{ana.pk}" not in said  # what the other one took back stays taken back
    assert f"came-{ben.pk}" not in said
    assert said["minutes"] == "45"
    page(send=True, **said)
    assert Sheet.objects.get().minutes == 45


def test_a_co_lead_who_is_a_participant_opens_the_sheet_and_no_record(client, session, leader):
    bodie = someone("participant", organization=leader.organization, called="Bodie")
    other = ParticipantFactory(organization=leader.organization)
    came(session, other, by=leader)
    address = reverse("gatherings:attendance", args=[session.pk])
    sign_in(client, bodie)
    assert client.get(address).status_code == 404

    lead = Facilitator(
        organization=leader.organization,
        gathering=session.gathering,
        person=bodie,
        part="co_lead",
        started_on=session.on,
    )
    lead.save()

    assert other.person.called in client.get(address).text
    assert client.get(reverse("home:record", args=[other.pk])).status_code == 404
    lead.ended_on = session.on - timedelta(days=1)
    lead.save()
    assert client.get(address).status_code == 404


def test_the_sheet_closes_for_whoever_leads_after_some_days_and_stays_open_for_coordination(client, leader):
    session = a_session(leader.organization, led_by=leader, began=timedelta(days=9))
    address = reverse("gatherings:attendance", args=[session.pk])

    assert sign_in(client, leader).get(address).status_code == 404
    assert sign_in(client, someone("coordinator", organization=leader.organization)).get(address).status_code == 200
    assert sign_in(client, someone("peer_leader", organization=leader.organization)).get(address).status_code == 404
    other = OrganizationFactory(slug="linden", name="Linden", discreet_name="Linden")
    assert sign_in(client, someone("coordinator", organization=other)).get(address).status_code == 404


def test_how_much_is_asked_does_not_grow_with_those_who_come(page, session, leader, django_assert_max_num_queries):
    came(session, *(ParticipantFactory(organization=leader.organization) for _ in range(3)), by=leader)
    page()
    with django_assert_max_num_queries(40) as few:
        page()
    came(session, *(ParticipantFactory(organization=leader.organization) for _ in range(6)), by=leader)
    with django_assert_max_num_queries(len(few)):
        page()


def test_before_it_begins_nothing_can_be_saved(client, leader):
    session = a_session(leader.organization, led_by=leader, began=timedelta(hours=-20))
    answer = sign_in(client, leader).get(reverse("gatherings:attendance", args=[session.pk]))

    assert "It has not begun" in answer.text
    assert ">Save<" not in answer.text
