"""What the provider says became of a text that went out."""

import pytest
import time_machine

from kinroad.notifications.actions import delivery
from kinroad.notifications.models import StoppedNumber
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import NOON, reachable
from kinroad.notifications.tests.test_hooks import STATUS, put, say, still


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def went(client, row, status, **fields):
    path = f"{STATUS}?message={row.pk}"
    return say(client, path, MessageSid="SM9", MessageStatus=status, **fields)


def state(row):
    row.refresh_from_db()
    return row.state


def test_news_of_a_message_that_nobody_knew_about_say_that_it_was_sent(db, client):
    row = put(reachable(Kind.TEXT))
    delivery.claim(row.pk, worker="here:1:a", at=NOON)
    delivery.take_over(at=NOON, is_gone=lambda worker: True)
    assert state(row) == "unknown"

    assert went(client, row, "delivered").status_code == 204

    assert state(row) == "sent"
    assert row.delivered_at == NOON


def test_a_text_that_came_back_makes_the_number_be_asked_for_again(db, client):
    them = reachable(Kind.TEXT)
    row = put(them)

    went(client, row, "undelivered", ErrorCode="30005")
    went(client, row, "undelivered", ErrorCode="30005")

    assert state(row) == "failed"
    assert not still(them)


def test_the_carriers_own_stop_is_ours(db, client):
    them = reachable(Kind.TEXT)

    went(client, put(them), "failed", ErrorCode="21610")

    assert not still(them)
    assert StoppedNumber.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?message=nonsense", "?message=0193aaaa-bbbb-7ccc-8ddd-eeeeffff0000"])
def test_news_of_nothing_we_know_change_nothing(db, client, query):
    row = put(reachable(Kind.TEXT))

    assert say(client, f"{STATUS}{query}", MessageSid="SM9", MessageStatus="delivered").status_code == 204
    assert state(row) == "waiting"


def test_unsigned_news_are_refused(db, client):
    row = put(reachable(Kind.TEXT))

    assert client.post(f"{STATUS}?message={row.pk}", {"MessageStatus": "delivered"}).status_code == 403
    assert state(row) == "waiting"
