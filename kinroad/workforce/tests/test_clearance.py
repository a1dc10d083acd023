"""Writing checks down, and the pages about them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from kinroad.audit.models import Change
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone, viewer_of
from kinroad.workforce.actions import clearance as actions
from kinroad.workforce.models import Clearance
from kinroad.workforce.tests.factories import cleared

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-02T16:00Z", tick=False):
        yield


def write(person, by, **facts):
    given = {"id": uuid7(), "kind": "driver", "checked_on": TODAY, "expires_on": date(2027, 11, 2), "room": 4, **facts}
    return actions.write_clearance(person=person, by=viewer_of(by), on=TODAY, **given)


def test_a_check_is_written_down_with_who_wrote_it_and_never_its_findings():
    coordinator, driver = someone("coordinator"), someone("peer_leader")

    row = write(driver, coordinator)

    assert (row.person_id, row.checked_by_id, row.room) == (driver.pk, coordinator.pk, 4)
    assert Change.objects.get(what="clearance.written").about_id == row.pk


def test_a_second_press_meets_the_first():
    coordinator, driver, id = someone("coordinator"), someone("peer_leader"), uuid7()

    first = write(driver, coordinator, id=id)
    again = write(driver, coordinator, id=id)

    assert first.pk == again.pk
    assert Clearance.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"checked_on": TODAY + timedelta(days=1)}, "has not come"),
        ({"expires_on": TODAY}, "after the check"),
        ({"expires_on": date(2040, 1, 1)}, "five years"),
    ],
)
def test_impossible_days_are_refused(facts, says):
    with pytest.raises(ValidationError, match=says):
        write(someone("peer_leader"), someone("coordinator"), **facts)


def test_nobody_clears_themselves():
    coordinator = someone("coordinator", "peer_leader")

    with pytest.raises(ValidationError, match="their own check"):
        write(coordinator, coordinator)


def test_a_check_taken_back_stays_in_the_history():
    row = cleared(someone("peer_leader"))

    for _press in range(2):
        actions.end_clearance(clearance=row, by=viewer_of(someone("supervisor")), on=TODAY)

    assert Clearance.objects.get(pk=row.pk).ended_on == TODAY
    assert Change.objects.filter(what="clearance.ended").count() == 1


def test_the_list_shows_first_whose_check_ended(client, django_assert_max_num_queries):
    for days in (-1, 20, 300):
        cleared(someone("peer_leader", called=f"In{days}"), expires_on=TODAY + timedelta(days=days))
    sign_in(client, someone("supervisor", called="Zoe"))

    with django_assert_max_num_queries(16):
        page = client.get(reverse("workforce:checks")).text

    assert page.index("In-1") < page.index("In20") < page.index("In300") < page.rindex("Zoe")
    assert "ends within 30 days" in page


def test_a_check_is_written_on_the_page_of_a_worker_and_taken_back_there(client):
    driver = someone("peer_leader", called="Ana")
    sign_in(client, someone("coordinator"))
    address = reverse("workforce:person_checks", args=[driver.pk])
    said = {"kind": "driver", "checked_on": "2026-11-01", "expires_on": "2027-10-31", "room": "4"}

    client.post(address, {"id": new_form_id(), **said})
    row = Clearance.objects.get(person=driver)
    page = client.get(address).text
    client.post(reverse("workforce:check_end", args=[row.pk]))

    assert "good until" in page
    assert Clearance.objects.get(pk=row.pk).ended_on == TODAY


def test_what_is_missing_is_asked_for(client):
    sign_in(client, someone("coordinator"))

    page = client.post(reverse("workforce:person_checks", args=[someone("peer_leader").pk]), {"id": new_form_id()})

    assert "Choose what the check is for." in page.text
    assert not Clearance.objects.exists()


def test_checks_are_no_business_of_peer_leaders_or_of_a_neighbour(client):
    row = cleared(someone("peer_leader"))
    pages = [reverse("workforce:checks"), reverse("workforce:person_checks", args=[row.person_id])]
    neighbour = someone("coordinator", organization=OrganizationFactory(slug="other", name="Other"))

    sign_in(client, someone("peer_leader"))
    assert [client.get(page).status_code for page in pages] == [404, 404]
    sign_in(client, neighbour)
    assert client.get(pages[1]).status_code == 404
    assert client.post(reverse("workforce:check_end", args=[row.pk])).status_code == 404
