"""What is kept apart: incident reports, the letter, and breaches (security requirements 16 and 18)."""

import json
import re
from datetime import timedelta

import pytest

from kinroad.audit import actions as audit
from kinroad.consent.models import Breach, Incident, LegalRequest
from kinroad.core.forms import new_form_id
from kinroad.core.time import now, today
from kinroad.people.models import Participant
from kinroad.people.tests.factories import (
    ZONE,
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    ProgramFactory,
    SupervisionFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
INCIDENT = {
    "kind": "threat",
    "words": "He said he would hurt somebody.",
    "told": "911, a dispatcher",
    "said": "Send help.",
}


@pytest.fixture
def sam():
    return someone("supervisor", called="Sam")


@pytest.fixture
def maya(sam):
    maya = someone("peer_leader", called="Maya")
    SupervisionFactory(organization=maya.organization, supervisor=sam, peer_leader=maya.peer_leaders.get())
    return maya


def report(client):
    return client.post("/danger/report", {"id": new_form_id(), "happened_on": today(ZONE).isoformat(), **INCIDENT})


def test_our_own_steps_come_first_and_the_words_name_nobody(maya, client):
    OrganizationFactory()
    organization = maya.organization
    organization.crisis_steps, organization.report_lines = "Find the orange badge.", "Child hotline 844-264-5437"
    organization.save()

    page = sign_in(client, maya).get("/danger").text
    steps = page[page.index("<h1") :]

    assert steps.index("orange badge") < steps.index("844-264-5437") < steps.index("What to say")
    said = re.search(r'<blockquote class="own-words">(.*?)</blockquote>', steps, re.DOTALL)[1]
    assert not re.search(r"participant|recover|program|coach|client|Juniper", said)


def test_the_supervisor_alone_reads_it_and_no_export_holds_it(sam, maya, client):
    report(sign_in(client, maya))

    assert "(1 new)" in sign_in(client, sam).get("/my-team").text
    assert INCIDENT["words"] in client.get("/danger/reports").text
    client.post("/danger/reports")
    assert "(1 new)" not in client.get("/my-team").text
    for other in (someone("supervisor"), someone("program_manager"), someone("coordinator")):
        assert INCIDENT["words"] not in sign_in(client, other).get("/danger/reports").text
    assert sign_in(client, maya).get("/danger/reports").status_code == 404
    elizabeth = someone("participant")
    data = sign_in(client, elizabeth).post("/me/export", {"as": "data"}).content
    assert "ncident" not in json.dumps(json.loads(data))
    assert Incident.objects.count() == 1


def letter(text):
    return re.search(r'<h2 id="letter">.*?</section>', text, re.DOTALL)[0]


def test_the_letter_is_the_same_whoever_asks_about_whomever(client):
    kim = someone("program_manager")
    ParticipantFactory(person=PersonFactory(called="Elizabeth", full_name="Elizabeth Stone"))
    sign_in(client, kim)
    letters = set()
    for kind, about in (("subpoena", "Elizabeth Stone"), ("police", "Nobody Ever"), ("pass_on", "A letter")):
        facts = {"id": new_form_id(), "kind": kind, "came_from": "X", "about": about, "came_on": "2026-11-02"}
        page = client.post("/legal/new", facts, follow=True).text
        assert "Only our letter may go out" in page
        letters.add(letter(page))

    assert len(letters) == 1
    assert "neither confirms nor denies" in letters.pop()


def test_an_order_without_counsel_is_refused_in_words(client):
    sign_in(client, someone("program_manager"))
    facts = {"id": new_form_id(), "kind": "order", "came_from": "X", "about": "Y", "came_on": "2026-11-02"}
    client.post("/legal/new", facts)
    asked = LegalRequest.objects.get()

    page = client.post(f"/legal/{asked.pk}", {"to": "answered", "order_under": "2.64", "compels": "on"}).text

    assert "only our letter may go out" in page
    asked.refresh_from_db()
    assert asked.state == "received"


def touch_37(maya):
    them = [ParticipantFactory(person=PersonFactory(called=f"Touched{number}x")) for number in range(37)]
    by = viewer_of(maya)
    for each in them[:10]:
        audit.look(participant_id=each.pk, page="record", why="match", viewer=by)
    audit.look_at_list(ids=[each.pk for each in them[8:30]], page="people", viewer=by)
    for each in them[28:]:
        audit.record(what="contact.logged", about=each, by=by, participant_id=each.pk)
    return them


def count(client, maya, **more):
    day = today(ZONE)
    facts = {"person": str(maya.pk), "from_on": day.isoformat(), "to_on": day.isoformat(), "do": "count", **more}
    return client.post("/breach", {"id": new_form_id(), **facts})


def test_who_touched_37_records_touched_those_37(maya, client):
    them = touch_37(maya)
    other = ParticipantFactory(person=PersonFactory(called="Untouchedone"))
    audit.look(participant_id=other.pk, page="record", why="match", viewer=viewer_of(someone("peer_leader")))
    kim = someone("program_manager")
    coordinate(kim, ProgramFactory())

    sign_in(client, kim)
    text = count(client, maya).text

    assert "It touched 37 people" in text
    assert {each.pk for each in Participant.objects.all() if str(each.pk) in text} == {each.pk for each in them}
    assert "Untouchedone" not in text


def test_an_administrator_reads_the_number_and_no_name(maya, client):
    touch_37(maya)
    sign_in(client, someone("administrator"))

    text = count(client, maya).text

    assert "It touched 37 people" in text
    assert "Touched" not in text


def test_how_it_was_judged_stands_for_ever_with_the_day_to_tell_them(maya, client):
    touch_37(maya)
    sign_in(client, someone("administrator"))
    day = today(ZONE)

    count(client, maya, do="write", found_on=day.isoformat(), factors="A phone was lost, locked.", judged="breach")

    row = Breach.objects.get()
    assert (row.touched, row.due_on) == (37, day + timedelta(days=60))
    assert row.until > now()


@pytest.mark.parametrize("days", [("0001-01-01", "2026-01-01"), ("2026-01-01", "9999-12-31")])
def test_a_window_nobody_meant_is_said_beside_it(days, client):
    pat = someone("program_manager")
    window = dict(zip(("from_on", "to_on"), days, strict=True))

    page = sign_in(client, pat).post("/breach", {"do": "count", "person": str(pat.pk), **window})

    assert page.status_code == 200
    assert "not come yet" in page.text or "too long ago" in page.text
