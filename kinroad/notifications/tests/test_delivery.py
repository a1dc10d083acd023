"""Sending what waits: once, when it may, and with a word on what became of it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from kinroad.notifications.actions import delivery, outbox, permission
from kinroad.notifications.models import Outgoing, StoppedNumber, Words
from kinroad.notifications.queries.permission import may
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.rules.sending import MOST_TRIES, Answer, Outcome
from kinroad.notifications.tests.carriers import Carrier
from kinroad.notifications.tests.factories import NOON, PHONE, reachable, system
from kinroad.people.actions import death
from kinroad.people.actions.participants import change_facts
from kinroad.people.tests.factories import OrganizationFactory

NIGHT = datetime(2026, 11, 5, 6, 0, tzinfo=UTC)


@pytest.fixture
def carrier(tmp_path, monkeypatch):
    """The one provider of these tests."""
    carrier = Carrier(tmp_path)
    monkeypatch.setattr(delivery, "transport_for", lambda organization, channel: carrier)
    return carrier


def waiting(participant, **facts):
    facts = {"channel": "text", "words": Words.NEW_MESSAGE, "key": "one", "at": NOON, "link": "/me", **facts}
    return outbox.put(participant=participant, by=system(participant.organization), **facts)


def send(row, at=NOON):
    with time_machine.travel(at, tick=False):
        return delivery.deliver(row.pk, worker="here:1:aaaa")


def again(row):
    """When this message is tried next."""
    row.refresh_from_db()
    return row.due_at


def test_a_message_goes_out_once_in_discreet_words(db, carrier):
    row = waiting(reachable(Kind.TEXT))

    assert send(row) == "sent"
    assert send(row) == "sent"

    (letter,) = carrier.arrived
    assert letter["body"].startswith("Juniper Street: You have a new message. http")
    row.refresh_from_db()
    assert row.ended_at == NOON
    assert row.reference


def test_the_words_are_in_the_participants_language(db, carrier):
    send(waiting(reachable(Kind.TEXT, languages=("es",))))

    assert "Tiene un mensaje nuevo" in carrier.arrived[0]["body"]


def test_it_is_sending_and_committed_before_the_provider_is_asked(db, carrier, monkeypatch):
    row, seen = waiting(reachable(Kind.TEXT)), []
    monkeypatch.setattr(
        carrier, "send", lambda letter: seen.append(Outgoing.objects.get().state) or Answer(Outcome.SENT)
    )

    send(row)

    assert seen == ["sending"]


def stop(them):
    permission.stop_number(number=PHONE, how=StoppedNumber.How.SPOKEN, by=system(them.organization), at=NOON)


def take_back(them):
    permission.withdraw(participant=them, kinds=[Kind.TEXT], by=system(them.organization), at=NOON)


def die(them):
    with time_machine.travel(NOON):
        death.record(participant=them, on=date(2026, 11, 4), told_by="a sister", by=system(them.organization))


def change_number(them):
    change_facts(participant=them, facts={"phone": "303-555-0199"}, by=system(them.organization))
    permission.settle(participant=them, by=system(them.organization), at=NOON)


@pytest.mark.parametrize("what", [stop, take_back, die, change_number], ids=lambda each: each.__name__)
def test_what_changed_since_it_was_put_there_counts(db, carrier, what):
    them = reachable(Kind.TEXT)
    row = waiting(them)

    what(them)

    assert send(row) == "dropped"
    assert Outgoing.objects.get().why == "not_allowed"
    assert carrier.asked == 0


def test_at_night_it_is_put_off_not_dropped(db, carrier):
    row = waiting(reachable(Kind.TEXT))

    assert send(row, at=NIGHT) == "waiting"
    assert again(row) == datetime(2026, 11, 5, 15, 0, tzinfo=UTC)
    assert send(row, at=again(row)) == "sent"


def test_a_wish_for_quiet_that_came_later_counts(db, carrier):
    them = reachable(Kind.TEXT)
    row = waiting(them)
    change_facts(participant=them, facts={"quiet_from": time(9), "quiet_to": time(18)}, by=system(them.organization))

    assert send(row) == "waiting"
    assert again(row) == datetime(2026, 11, 5, 1, 0, tzinfo=UTC)


def test_what_is_past_its_use_is_dropped_and_says_so(db, carrier):
    row = waiting(reachable(Kind.TEXT), use_until=NOON + timedelta(hours=3))

    assert send(row, at=NOON + timedelta(hours=4)) == "dropped"
    assert Outgoing.objects.get().why == "too_late"


def test_what_could_only_go_out_after_its_use_is_dropped(db, carrier):
    row = waiting(reachable(Kind.TEXT), use_until=NIGHT + timedelta(hours=1))

    assert send(row, at=NIGHT) == "dropped"


def test_a_busy_provider_is_asked_again_later_and_later_and_then_a_person_looks(db, carrier):
    row = waiting(reachable(Kind.TEXT), use_until=NOON + timedelta(days=9))
    carrier.answers = [Answer(Outcome.NOT_SENT, why="busy")] * MOST_TRIES
    waits, at = [], NOON
    for _ in range(MOST_TRIES - 1):
        assert send(row, at=at) == "waiting"
        waits.append(again(row) - at)
        at = again(row)

    assert waits == sorted(waits)
    assert send(row, at=at) == "failed"
    assert Outgoing.objects.get().why == "tired"
    assert not carrier.arrived


def test_without_a_key_no_answer_means_that_a_person_decides(db, carrier):
    carrier.answers = [Answer(Outcome.UNCLEAR)]

    assert send(waiting(reachable(Kind.TEXT))) == "unknown"


def test_with_a_key_the_provider_is_asked_again(db, carrier):
    carrier.knows_keys = True
    carrier.answers = [Answer(Outcome.UNCLEAR)]
    row = waiting(reachable(Kind.TEXT))

    assert send(row) == "waiting"
    assert send(row, at=again(row)) == "sent"


def test_a_number_that_takes_no_messages_is_asked_for_again(db, carrier):
    them = reachable(Kind.TEXT)
    carrier.answers = [Answer(Outcome.BAD_NUMBER)]

    assert send(waiting(them)) == "failed"
    assert not may(them, Kind.TEXT, at=NOON)


def test_a_stop_that_only_the_carrier_knows_is_ours_too(db, carrier):
    them = reachable(Kind.TEXT)
    carrier.answers = [Answer(Outcome.OPTED_OUT)]

    assert send(waiting(them)) == "dropped"
    them.refresh_from_db()
    assert not them.may_text
    assert StoppedNumber.objects.get().how == "provider"


def test_without_a_provider_it_waits_and_says_why(db, carrier, monkeypatch):
    row = waiting(reachable(Kind.TEXT))
    monkeypatch.setattr(delivery, "transport_for", lambda organization, channel: None)

    assert send(row) == "waiting"
    assert Outgoing.objects.get().why == "no_provider"


def test_nothing_is_put_there_when_no_provider_is_on(db):
    them = reachable(Kind.TEXT, organization=OrganizationFactory(messages_are_on=False))

    assert waiting(them) is None


def test_the_demo_writes_files_and_reaches_nobody(db, settings, tmp_path):
    settings.KINROAD_DATA = tmp_path
    them = reachable(Kind.TEXT, organization=OrganizationFactory(slug="demo", is_demo=True))

    assert send(waiting(them)) == "sent"
    (file,) = (tmp_path / "not-sent").glob("*.txt")
    assert PHONE not in file.read_text()
    assert "You have a new message" in file.read_text()


# What a worker left.


def left(row, *, worker="here:1:aaaa", at=NOON):
    with time_machine.travel(at, tick=False):
        claimed, _letter, _transport = delivery.claim(row.pk, worker=worker, at=at)
    return claimed


def test_what_an_ended_worker_left_is_unknown_without_a_key(db, carrier):
    row = left(waiting(reachable(Kind.TEXT)))

    assert delivery.take_over(at=NOON, is_gone=lambda worker: True) == 1
    row.refresh_from_db()
    assert (row.state, row.why) == ("unknown", "worker_ended")


def test_what_an_ended_worker_left_is_sent_again_with_a_key(db, carrier):
    carrier.knows_keys = True
    row = left(waiting(reachable(Kind.TEXT)))

    delivery.take_over(at=NOON, is_gone=lambda worker: True)

    assert send(row) == "sent"


def test_another_provider_does_not_know_the_key_of_the_first(db, carrier):
    carrier.knows_keys = True
    row = left(waiting(reachable(Kind.TEXT)))
    carrier.name = "other"

    delivery.take_over(at=NOON, is_gone=lambda worker: True)

    row.refresh_from_db()
    assert row.state == "unknown"


@pytest.mark.parametrize("known", [False, None])
def test_what_a_living_worker_sends_is_left_alone_until_nobody_can_wait_that_long(db, carrier, known):
    left(waiting(reachable(Kind.TEXT)))

    assert delivery.take_over(at=NOON + timedelta(minutes=10), is_gone=lambda worker: known) == 0
    assert delivery.take_over(at=NOON + timedelta(minutes=16), is_gone=lambda worker: known) == 1


def test_an_answer_that_comes_late_still_says_what_happened(db, carrier):
    row = left(waiting(reachable(Kind.TEXT)))
    delivery.take_over(at=NOON, is_gone=lambda worker: True)

    answer = Answer(Outcome.SENT, "SM1")
    assert delivery.settle(row.pk, claim=row.claim, answer=answer, knows_keys=False, at=NOON) == "sent"


def test_an_answer_to_a_claim_that_was_taken_over_changes_nothing(db, carrier):
    carrier.knows_keys = True
    first = left(waiting(reachable(Kind.TEXT)))
    delivery.take_over(at=NOON, is_gone=lambda worker: True)
    left(first, worker="here:2:bbbb")

    answer = Answer(Outcome.NOT_SENT)
    assert delivery.settle(first.pk, claim=first.claim, answer=answer, knows_keys=True, at=NOON) == "sending"


def test_whoever_slept_too_long_does_not_send(db, carrier, monkeypatch):
    row = waiting(reachable(Kind.TEXT))
    moments = iter([NOON, NOON + timedelta(minutes=14), NOON + timedelta(minutes=14)])
    monkeypatch.setattr(delivery, "now", lambda: next(moments))

    assert delivery.deliver(row.pk, worker="here:1:aaaa") == "waiting"
    assert carrier.asked == 0


def test_the_sweep_sends_what_is_due_and_one_bad_message_keeps_nobody_waiting(db, carrier, monkeypatch):
    bad, good = waiting(reachable(Kind.TEXT)), waiting(reachable(Kind.TEXT), key="two")
    later = waiting(reachable(Kind.TEXT), key="three", not_before=NOON + timedelta(hours=1))
    made = delivery.letter_of

    def broken(row):
        if row.pk == bad.pk:
            raise ValueError
        return made(row)

    monkeypatch.setattr(delivery, "letter_of", broken)
    with time_machine.travel(NOON + timedelta(seconds=1), tick=False):
        assert delivery.sweep(worker="here:1:aaaa", is_gone=lambda worker: False) == 2

    states = dict(Outgoing.objects.values_list("pk", "state"))
    assert states == {bad.pk: "waiting", good.pk: "sent", later.pk: "waiting"}
