from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.audit.models import Change, Look
from kinroad.coaching.actions.contact import change_contact
from kinroad.coaching.models import ContactPart, Match, RequestForSupport
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.core.time import now, today
from kinroad.people.models import CircleRow, Episode, Participant
from kinroad.people.tests.factories import (
    ZONE,
    OrganizationFactory,
    ParticipantFactory,
    coordinate,
    role,
    see,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def luis(maya):
    luis = ParticipantFactory(person__called="Luis", person__phone="+15555550117", strengths="Plays guitar")
    walk_together(maya, luis)
    return luis


def questions(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_a_peer_leader_reads_the_record_and_the_look_is_written_down(client, maya, luis):
    contact_with(maya, luis, note="We talked about the choir.", next_step="Bring the song book")

    page = sign_in(client, maya).get(f"/people/{luis.pk}")

    assert page.status_code == 200
    for words in ("Luis", "Plays guitar", "We talked about the choir.", "Written by you", "Bring the song book"):
        assert words in page.text
    look = Look.objects.get()
    assert (look.participant_id, look.page, look.why, look.person_id) == (luis.pk, "record", "match", maya.pk)


def test_a_stranger_and_a_neighbour_find_nothing_and_leave_no_look(client, luis):
    stranger = someone("peer_leader", "supervisor", "coordinator")
    neighbour = someone("program_manager", organization=OrganizationFactory(slug="next", discreet_name="Next"))

    for person in (stranger, neighbour):
        sign_in(client, person)
        for part in ("", "/about", "/about/change", "/circle", "/end", "/begin"):
            assert client.get(f"/people/{luis.pk}{part}").status_code == 404
    assert not Look.objects.exists()


def test_links_to_call_and_text_stand_only_where_they_are_allowed(client, maya, luis):
    sign_in(client, maya)
    assert "tel:+15555550117" not in client.get(f"/people/{luis.pk}").text

    Participant.objects.filter(pk=luis.pk).update(may_call=True)
    page = client.get(f"/people/{luis.pk}").text
    assert "tel:+15555550117" in page
    assert "sms:" not in page


def test_the_number_of_questions_does_not_grow_with_the_notes(client, maya, luis):
    sign_in(client, maya)
    for number in range(3):
        contact_with(maya, luis, note="Short", started_at=MARCH + timedelta(days=number))
    client.get(f"/people/{luis.pk}")  # the look is written now: the next ones are the same look
    with_three = questions(client, f"/people/{luis.pk}")
    for number in range(27):
        contact_with(maya, luis, note="Short", started_at=MARCH - timedelta(days=number))

    assert questions(client, f"/people/{luis.pk}") == with_three


def test_the_record_costs_eight_questions_more_than_the_frame(client, maya, luis):
    sign_in(client, maya)
    contact_with(maya, luis, note="Short")
    client.get("/theme")
    frame = questions(client, "/theme")

    assert questions(client, f"/people/{luis.pk}") - frame <= 8


def test_fifty_notes_a_page_and_each_exactly_once(client, maya, luis):
    for number in range(53):
        contact_with(maya, luis, note=f"note number {number}.", started_at=MARCH + timedelta(hours=number // 2))
    sign_in(client, maya)

    first = client.get(f"/people/{luis.pk}").text
    before = first.split('href="?before=')[1].split('"')[0]
    second = client.get(f"/people/{luis.pk}?before={before}").text

    shown = [sum(f"note number {number}." in page for page in (first, second)) for number in range(53)]
    assert shown == [1] * 53
    assert 'href="?before=' not in second


def test_scripts_are_inert_and_long_notes_and_emoji_whole(client, maya, luis):
    contact_with(maya, luis, note="<script>alert(1)</script> 🌱 " + "word " * 2000)

    page = sign_in(client, maya).get(f"/people/{luis.pk}").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "🌱" in page
    assert page.count("word ") >= 2000


def test_a_merged_participants_history_is_shown_and_the_old_address_leads_on(client, maya, luis):
    again = ParticipantFactory(person__called="Lucho")
    contact_with(maya, luis, note="First history.")
    contact_with(maya, again, note="Second history.")
    again.merged_into = luis
    again.save()

    page = sign_in(client, maya).get(f"/people/{luis.pk}").text
    assert "First history." in page
    assert "Second history." in page
    assert client.get(f"/people/{again.pk}").headers["Location"] == f"/people/{luis.pk}"
    assert sign_in(client, someone("peer_leader")).get(f"/people/{again.pk}").status_code == 404


def test_a_contact_of_the_wrong_person_is_shown_no_more(client, maya, luis):
    contact = contact_with(maya, luis, note="Not about Luis at all.")
    part = contact.parts.get()
    part.withdrawn_at = now()
    part.save()

    sign_in(client, maya)
    assert "Not about Luis" not in client.get(f"/people/{luis.pk}").text
    assert client.get(f"/contacts/{part.pk}/versions").status_code == 404


def test_every_earlier_version_is_read_side_by_side(client, maya, luis):
    contact = contact_with(maya, luis, note="First words.")
    by = viewer_of(maya)
    change_contact(
        contact=contact, version=1, by=by, zone=ZONE, shared={"minutes": 45}, parts={luis.pk: {"note": "Second words."}}
    )
    part = ContactPart.objects.get()

    page = sign_in(client, maya).get(f"/contacts/{part.pk}/versions")

    assert "First words." in page.text
    assert "Second words." in page.text
    assert Look.objects.get().page == "versions"
    assert sign_in(client, someone("peer_leader")).get(f"/contacts/{part.pk}/versions").status_code == 404


def test_a_change_of_facts_is_kept_and_needs_a_name(client, maya, luis):
    sign_in(client, maya)
    url = f"/people/{luis.pk}/about/change"

    assert "Name to call" in client.post(url, {"called": "", "kind": "recovery", "version": 1}).text
    answer = client.post(
        url, {"called": "Luis", "kind": "recovery", "version": 1, "strengths": "Sings", "needs": ["work"]}
    )

    assert answer.status_code == 302
    assert Participant.objects.get(pk=luis.pk).strengths == "Sings"
    assert set(Change.objects.get(what="participant.changed").fields) >= {"strengths", "needs"}
    assert "Sings" in client.get(f"/people/{luis.pk}/about").text


def test_who_sees_this_names_everyone_with_their_reason(client, maya, luis):
    sam, pat = someone("supervisor", called="Sam"), someone("coordinator", called="Pat")
    coordinate(pat, luis.program)
    leader = maya.peer_leaders.get()
    leader.supervisions.create(organization=maya.organization, supervisor=sam, started_on=date(2026, 1, 5))

    page = sign_in(client, maya).get(f"/people/{luis.pk}/circle").text

    for words in ("Maya", "Walks together", "Supervises Maya", "Looks after the program"):
        assert words in page


def test_support_ends_with_a_reason_and_begins_again_with_the_same_history(client, maya, luis):
    pat = someone("coordinator")
    coordinate(pat, luis.program)
    RequestForSupport(
        organization=luis.organization, participant=luis, came_by="web", asked_at=now(), due_on=MARCH
    ).save()
    sign_in(client, pat)

    assert "Why does support end?" in client.post(f"/people/{luis.pk}/end", {"on": "2026-03-04"}).text
    assert client.post(f"/people/{luis.pk}/end", {"on": today(ZONE), "reason": "moved"}).status_code == 302

    assert Episode.objects.get().reason == "moved"
    assert Match.objects.get().ended == "support_ended"
    assert RequestForSupport.objects.get().state == "closed"
    assert not CircleRow.objects.filter(person=maya, ended_at=None).exists()
    assert sign_in(client, maya).get(f"/people/{luis.pk}").status_code == 404

    sign_in(client, pat)
    assert "The door stays open" in client.get(f"/people/{luis.pk}").text
    client.post(f"/people/{luis.pk}/begin", {"words": "I would like to try again."})
    assert Episode.objects.filter(ended_on=None).count() == 1
    assert RequestForSupport.objects.filter(state="open").count() == 1


def test_a_coworkers_own_record_is_seen_by_nobody_through_a_whole_program(client, maya, luis):
    pat = someone("program_manager", "coordinator")
    coordinate(pat, luis.program)
    bodie = someone("participant", "peer_leader", called="Bodie")
    own = bodie.participants.get()

    sign_in(client, pat)
    assert client.get(f"/people/{luis.pk}").status_code == 200
    assert client.get(f"/people/{own.pk}").status_code == 404
    assert "Bodie" not in client.get("/people").text
    assert sign_in(client, bodie).get(f"/people/{own.pk}").status_code == 404
    assert client.get("/me").status_code == 200


def test_people_lists_those_in_sight_by_name_and_the_list_is_a_look(client, maya, luis):
    see(maya, ParticipantFactory(person__called="Aisha"))
    ParticipantFactory(person__called="Zoe")

    page = sign_in(client, maya).get("/people").text

    assert page.index("Aisha") < page.index("Luis")
    assert "Zoe" not in page
    assert len(Look.objects.get().shown) == 2


def test_someone_is_found_by_a_name_within_sight_and_no_name_stands_in_the_address(client, maya, luis):
    ParticipantFactory(person__called="Luisa")
    see(maya, ParticipantFactory(person__called="Zoe"))

    page = sign_in(client, maya).post("/people", {"words": "Lui"})

    assert page.status_code == 200
    assert "Luis" in page.text
    assert "Luisa" not in page.text
    assert "Zoe" not in page.text
    assert Look.objects.get().shown == [str(luis.pk)]
    assert "Nobody like that" in client.post("/people", {"words": "Xerxes"}).text


def test_administrators_evaluators_and_participants_find_no_record(client, luis):
    for name in ("administrator", "evaluator", "participant"):
        person = someone(name)
        see(person, luis)
        sign_in(client, person)
        assert client.get(f"/people/{luis.pk}").status_code == 404
        assert client.get("/people").status_code == 404


def test_everyone_with_a_role_beside_participants_may_list_people(client):
    person = role(someone("supervisor"), "coordinator")

    assert "Nobody yet" in sign_in(client, person).get("/people").text
