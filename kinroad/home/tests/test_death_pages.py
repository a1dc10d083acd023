from datetime import date, timedelta

import pytest

from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.core.forms import new_form_id
from kinroad.core.time import today
from kinroad.people.models import Death
from kinroad.people.tests.factories import (
    ZONE,
    ParticipantFactory,
    PersonFactory,
    ProgramFactory,
    SupervisionFactory,
    coordinate,
    sign_in,
    someone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def luis(maya):
    luis = ParticipantFactory(person=PersonFactory(called="Luis", phone="+13035550117"), may_call=True)
    walk_together(maya, luis)
    return luis


def write_down(client, luis, **facts):
    given = {"id": new_form_id(), "on": (today(ZONE) - timedelta(days=1)).isoformat(), "told_by": "His sister", **facts}
    return client.post(f"/people/{luis.pk}/death", given, follow=True)


def test_written_down_from_the_page_and_taken_back_in_one_step(luis, maya, client):
    sign_in(client, maya)
    assert client.get(f"/people/{luis.pk}/death").status_code == 200

    page = write_down(client, luis).content.decode()

    assert "Told by: His sister." in page
    assert "tel:+13035550117" not in page
    assert "Luis" not in client.get("/today").content.decode()
    assert "Died on" in client.get("/people").content.decode()

    client.post(f"/people/{luis.pk}/death/undo")
    assert "tel:+13035550117" in client.get(f"/people/{luis.pk}").content.decode()
    assert "Luis" in client.get("/today").content.decode()


def test_the_form_asks_for_the_day_and_who_told(luis, maya, client):
    sign_in(client, maya)

    assert "Write who told you" in write_down(client, luis, told_by="").content.decode()
    assert "has not come yet" in write_down(client, luis, on="2999-01-01").content.decode()
    assert not Death.objects.exists()


def test_the_reason_died_leads_to_the_page_of_a_death_and_ends_nothing(luis, maya, client):
    sign_in(client, maya)

    answer = client.post(f"/people/{luis.pk}/end", {"reason": "died", "on": "2026-01-02"})

    assert answer["Location"] == f"/people/{luis.pk}/death"
    assert luis.episodes.get().ended_on is None
    write_down(client, luis)
    assert client.get(f"/people/{luis.pk}/end")["Location"] == f"/people/{luis.pk}/death"


def test_the_circle_is_told_quietly_until_each_has_read_it(luis, maya, client):
    coordinator = someone("coordinator")
    coordinate(coordinator, ProgramFactory())
    write_down(sign_in(client, coordinator), luis)
    assert "has died" not in client.get("/program").content.decode()

    sign_in(client, maya)
    assert "Luis has died" in client.get("/today").content.decode()
    client.post(f"/people/{luis.pk}/death/read")

    assert "Luis has died" not in client.get("/today").content.decode()
    assert "Luis has died" in client.get(f"/people/{luis.pk}").content.decode()


def test_the_supervisor_hears_of_the_grief_of_who_walked_with_them(luis, maya, client):
    supervisor = someone("supervisor")
    SupervisionFactory(supervisor=supervisor, peer_leader=leader_of(maya))
    write_down(sign_in(client, maya), luis)

    page = sign_in(client, supervisor).get("/my-team").content.decode()

    assert "Maya walked with Luis, who died on" in page
    assert "What helps: call Maya today" in page
    luis.refresh_from_db()
    luis.died_on = date(2026, 1, 1)
    luis.save()
    assert "Maya walked with" not in client.get("/my-team").content.decode()


def test_somebody_outside_the_circle_hears_nothing(luis, maya, client):
    write_down(sign_in(client, maya), luis)
    sign_in(client, someone("peer_leader"))

    assert "Luis" not in client.get("/today").content.decode()
    assert client.post(f"/people/{luis.pk}/death/undo").status_code == 404
    assert client.get(f"/people/{luis.pk}/death").status_code == 404
