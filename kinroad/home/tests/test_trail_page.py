"""The audit trail as an administrator reads it: ids and codes, fifty at a time, and nobody's own visits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.audit import actions as audit
from kinroad.audit.models import Door
from kinroad.core.time import today
from kinroad.people.models import Participant, RoleHeld
from kinroad.people.tests.factories import (
    LONG_AGO,
    ZONE,
    OrganizationFactory,
    ParticipantFactory,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = someone("administrator", called="Ada")
    sign_in(client, person)
    return person


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


def body(answer):
    return answer.text.split("<tbody>")[-1].split("</tbody>")[0] if "<tbody>" in answer.text else ""


def test_it_tells_who_works_here_by_name_and_everyone_else_by_id(client, administrator, maya):
    luis = ParticipantFactory(person__called="Luis")
    audit.look(participant_id=luis.pk, page="record", why="match", viewer=viewer_of(maya))
    audit.record(what="plan.changed", about=luis, participant_id=luis.pk, by=viewer_of(someone("participant")))

    page = body(client.get("/audit"))

    assert "Maya" in page
    assert str(luis.pk) in page
    assert "record" in page
    assert "plan.changed" in page
    assert "Luis" not in page


def test_it_is_narrowed_by_kind_person_and_day(client, administrator, maya):
    luis = ParticipantFactory()
    audit.look(participant_id=luis.pk, page="record", why="match", viewer=viewer_of(maya))
    audit.record(what="plan.changed", about=luis, participant_id=luis.pk, by=viewer_of(administrator))
    audit.at_the_door(what=Door.What.REFUSED, by=viewer_of(maya), page="home:record", about_id=luis.pk)

    assert "plan.changed" not in body(client.get("/audit", {"kind": "look"}))
    assert "Refused" in body(client.get("/audit", {"kind": "door", "who": maya.pk}))
    assert "plan.changed" not in body(client.get("/audit", {"who": maya.pk}))
    assert "plan.changed" in body(client.get("/audit", {"day": today(ZONE).isoformat()}))
    assert body(client.get("/audit", {"day": "2026-01-01"})) == ""
    assert client.get("/audit", {"kind": "nonsense", "who": "nobody", "day": "x"}).status_code == 200


def test_fifty_lines_at_a_time_and_as_many_questions(client, administrator, maya):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            answer = client.get("/audit", {"kind": "door"})
        return len(questions), answer

    client.get("/audit")
    audit.at_the_door(what=Door.What.SIGNED_OUT, by=viewer_of(maya))
    few, _answer = asked()
    for _each in range(60):
        audit.at_the_door(what=Door.What.SIGNED_OUT, by=viewer_of(maya))
    many, answer = asked()

    assert few == many
    assert body(answer).count("<tr>") == 50
    before = answer.text.split("before=")[1].split('"')[0]
    rest = client.get("/audit", {"kind": "door", "before": before})
    assert 10 < body(rest).count("<tr>") < 20


def test_whoever_works_here_is_not_known_as_a_participant_from_it(client, administrator):
    both = someone("participant", called="Crouton")
    RoleHeld(organization=both.organization, person=both, role="peer_leader", given_at=LONG_AGO).save()
    own = Participant.objects.get(person=both)
    viewer = viewer_of(both)
    audit.look(participant_id=own.pk, page="me_notes", why="own", viewer=viewer)
    audit.record(what="check_in.made", about=own, participant_id=own.pk, by=viewer)
    audit.at_the_door(what=Door.What.REFUSED, by=viewer, page="coaching:me_check_ins")
    audit.at_the_door(what=Door.What.TAKEN_OUT, by=viewer, page="home:me")

    page = body(client.get("/audit"))

    assert "Crouton" not in page
    assert str(own.pk) not in page


def test_another_organizations_lines_are_not_there(client, administrator):
    stranger = someone("peer_leader", organization=OrganizationFactory(slug="stranger"))
    audit.at_the_door(what=Door.What.SIGNED_OUT, by=viewer_of(stranger), page="theirs")

    assert "theirs" not in client.get("/audit").text
    assert body(client.get("/audit", {"who": stranger.pk})).count("theirs") == 0
