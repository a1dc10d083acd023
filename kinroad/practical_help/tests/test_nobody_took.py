"""What a coordinator looks after, and the closet."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from kinroad.core.forms import new_form_id
from kinroad.core.time import now
from kinroad.people.tests.factories import (
    ParticipantFactory,
    PersonFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)
from kinroad.practical_help.actions import done
from kinroad.practical_help.models import Ask, StockItem
from kinroad.practical_help.tests.factories import MONDAY, asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def participant_called(name, **facts):
    person = PersonFactory(called=name, phone="+13035550116", zip="80203")
    return ParticipantFactory(person=person, **facts)


def address(name, *args):
    return reverse(f"practical_help:{name}", args=args)


@pytest.fixture
def coordinator():
    person = someone("coordinator")
    coordinate(person, ParticipantFactory().program)
    return person


def test_a_coordinator_sees_what_nobody_took_the_late_ones_first(client, coordinator, django_assert_max_num_queries):
    for name, day in (("Late", date(2026, 11, 1)), ("Soon", date(2026, 11, 4)), ("Far", date(2026, 11, 20))):
        asked(participant_called(name), kind="clothing", starts_at=None, ends_at=None, wanted_by=day)
    sign_in(client, coordinator)
    client.get(address("nobody_took"))

    with django_assert_max_num_queries(16):
        page = client.get(address("nobody_took")).text

    assert page.index("Late") < page.index("Soon")
    assert "Far" not in page


def test_a_coordinator_answers_for_money_and_says_when_it_is_paid(client, coordinator):
    ask = asked(participant_called("Roger"), kind="fund", starts_at=None, ends_at=None, dollars=40, words="An ID card")
    sign_in(client, coordinator)

    assert "Money" in client.get(address("nobody_took")).text
    client.post(address("nobody_took_one", ask.pk), {"dollars": "41"})
    assert Ask.objects.get(pk=ask.pk).state == "open"
    client.post(address("nobody_took_one", ask.pk), {"dollars": "35"})
    paid = client.get(address("nobody_took_done", ask.pk)).text
    client.post(address("nobody_took_done", ask.pk), {"minutes": "5", "cost": "35.00"})

    assert 'value="35.00"' in paid
    assert Ask.objects.get(pk=ask.pk).cost_cents == 3500


def test_a_coordinator_says_no_or_that_it_did_not_happen(client, coordinator):
    first, second = (asked(participant_called(name)) for name in ("Roger", "Luis"))
    sign_in(client, coordinator)

    client.post(address("nobody_took_close", first.pk))
    client.post(address("nobody_took_not_done", second.pk), {"why_not": "called_off"})

    assert {Ask.objects.get(pk=each.pk).state for each in (first, second)} == {"nobody", "not_done"}


def test_somebody_out_of_sight_is_not_on_the_coordinators_list(client):
    ask = asked(participant_called("Rosalind"))
    sign_in(client, someone("coordinator"))

    assert "Rosalind" not in client.get(address("nobody_took")).text
    assert client.get(address("nobody_took_one", ask.pk)).status_code == 404


def test_the_closet_is_filled_counted_and_emptied(client):
    sign_in(client, someone("peer_leader"))
    said = {"name": "Winter coats", "shelf": "clothing", "count": "4", "low_at": "2"}

    client.post(address("stock_new"), {"id": new_form_id(), **said})
    item = StockItem.objects.get()
    client.post(address("stock_item", item.pk), {"brought": "3"})
    client.post(address("stock_item", item.pk), {"counted": "2", "low_at": "2"})
    assert "low" in client.get(address("stock")).text
    again = client.post(address("stock_new"), {"id": new_form_id(), **said}).text
    client.post(address("stock_end", item.pk))

    assert "stands on the list already" in again
    assert "Winter coats" not in client.get(address("stock")).text
    item.refresh_from_db()
    assert item.count == 2


def test_the_page_sums_up_hours_miles_and_cost(client, coordinator):
    for minutes, miles, cost in ((90, 12, 250), (30, None, None)):
        ask = asked(ParticipantFactory(), kind="clothing", starts_at=None, ends_at=None, anyone=True, at=now())
        done.write_done(ask=ask, minutes=minutes, miles=miles, cost_cents=cost, by=viewer_of(coordinator), at=now())
    sign_in(client, coordinator)

    text = client.get(reverse("practical_help:nobody_took")).text

    assert "2 things done since" in text
    assert "2 hours" in text
    assert "12 miles on 1 of them." in text
    assert "2.50 dollars for 1 of them." in text
