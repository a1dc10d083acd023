"""Somebody without a record is told what they asked to be told, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from kinroad.notifications.actions import delivery
from kinroad.notifications.actions.permission import stop_number
from kinroad.notifications.actions.visitor import forget_visitors, put_for_visitor, take_back
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.queries.sent import on_their_way
from kinroad.notifications.tests.carriers import Carrier
from kinroad.notifications.tests.factories import NOON, PHONE, system
from kinroad.people.tests.factories import ZONE, OrganizationFactory

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 5, 6, 0, tzinfo=UTC)  # 23:00 in Denver
MORNING = datetime(2026, 11, 5, 15, 0, tzinfo=UTC)
LINK = "/coming/" + "aZ9-" * 10


@pytest.fixture
def carrier(tmp_path, monkeypatch):
    carrier = Carrier(tmp_path)
    monkeypatch.setattr(delivery, "transport_for", lambda organization, channel: carrier)
    return carrier


def put(at=NOON, **facts):
    organization = OrganizationFactory()
    given = {"number": PHONE, "channel": "text", "words": Words.PLACE_FREE, "key": "one", "language": "es", **facts}
    given.setdefault("use_until", at + timedelta(days=1))
    return put_for_visitor(organization=organization, zone=ZONE, link=LINK, by=system(organization), at=at, **given)


def send(row, at=NOON):
    with time_machine.travel(at, tick=False):
        return delivery.deliver(row.pk, worker="here:1:aaaa")


def test_it_goes_out_once_in_their_language_with_their_own_link(carrier):
    row = put()

    assert put().pk == row.pk
    assert send(row) == send(row) == "sent"
    (letter,) = carrier.arrived
    assert letter["body"].endswith(LINK)
    assert "lugar" in letter["body"]


def test_at_night_it_waits_for_the_morning_and_never_comes_too_late(carrier):
    assert put(at=NIGHT).due_at == MORNING
    assert put(at=NIGHT, key="two", use_until=NIGHT + timedelta(hours=2)) is None
    late = put(at=NOON, key="three", use_until=NOON + timedelta(hours=12))
    assert send(late, at=NIGHT) == "dropped"


def test_a_number_that_said_stop_gets_nothing(carrier):
    row = put()
    stop_number(number=PHONE, how="text", by=system(row.organization), at=NOON)

    assert send(row) == "dropped"
    assert put(key="two") is None
    assert not carrier.arrived


def test_a_letter_says_that_nothing_else_comes(carrier):
    send(put(number="ana@example.org", channel="email", language="en"))

    assert "Nothing else comes" in carrier.arrived[0]["body"]


def test_what_is_not_needed_any_more_is_not_sent(carrier):
    row = put()
    assert on_their_way(["one", "two", ""], organization_id=row.organization_id) == {"one"}

    assert take_back(organization_id=row.organization_id, keys=["one"], by=system(row.organization), at=NOON) == 1

    assert send(row) == "dropped"
    assert not on_their_way(["one"], organization_id=row.organization_id)


def test_their_numbers_are_forgotten(carrier):
    send(put())

    assert forget_visitors(organization_id=OrganizationFactory().pk, before=NOON) == 0
    assert forget_visitors(organization_id=OrganizationFactory().pk, before=NOON + timedelta(days=1)) == 1
    assert not Outgoing.objects.exists()


def test_a_link_without_a_code_goes_to_nobody():
    with pytest.raises(ValueError, match="nobody can guess"):
        put_for_visitor(
            organization=OrganizationFactory(),
            number=PHONE,
            channel="text",
            words=Words.PLACE_FREE,
            key="x",
            zone=ZONE,
            language="en",
            use_until=MORNING,
            by=system(OrganizationFactory()),
            at=NOON,
            link="/calendar",
        )
