"""Putting a message into the outbox."""

from datetime import UTC, datetime, time, timedelta

import pytest

from kinroad.notifications.actions.outbox import put
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.rules.links import carries_a_code
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import NOON, PHONE, reachable, system

NIGHT = datetime(2026, 11, 5, 6, 0, tzinfo=UTC)  # 23:00 in Denver


def say(participant, **facts):
    facts = {"channel": "text", "words": Words.NEW_MESSAGE, "key": "one", "at": NOON, **facts}
    return put(participant=participant, by=system(participant.organization), **facts)


def test_a_message_waits_under_its_key_and_the_same_key_meets_it(db):
    aisha = reachable(Kind.TEXT)

    first, second = say(aisha), say(aisha)

    assert first.pk == second.pk
    assert Outgoing.objects.count() == 1
    assert (first.state, first.due_at, first.number) == ("waiting", NOON, PHONE)


def test_what_is_not_allowed_is_not_put_there(db):
    assert say(reachable(Kind.CALL)) is None
    assert not Outgoing.objects.exists()


def test_at_night_it_waits_for_the_morning(db):
    assert say(reachable(Kind.TEXT), at=NIGHT).due_at == datetime(2026, 11, 5, 15, 0, tzinfo=UTC)


def test_it_waits_for_the_participants_own_morning(db):
    far = reachable(Kind.TEXT, time_zone="America/New_York", quiet_from=time(20), quiet_to=time(9, 30))

    assert say(far, at=NIGHT).due_at == datetime(2026, 11, 5, 14, 30, tzinfo=UTC)


def test_somebody_who_is_always_quiet_gets_nothing(db):
    assert say(reachable(Kind.TEXT, quiet_from=time(7), quiet_to=time(22))) is None


def test_it_does_not_go_before_its_time(db):
    assert say(reachable(Kind.TEXT), not_before=NOON + timedelta(hours=2)).due_at == NOON + timedelta(hours=2)


def test_it_is_in_their_first_language_of_ours(db):
    assert say(reachable(Kind.TEXT, languages=("fr", "es"))).language == "es"
    assert say(reachable(Kind.TEXT, languages=("vi",)), key="two").language == "en"


def test_no_link_opens_anything_for_somebody_who_finds_it(db):
    aisha = reachable(Kind.TEXT)

    assert say(aisha, link="/me").link == "/me"
    assert say(aisha, link="/c/" + "aZ9-" * 10, key="two")
    for open_page in ("/meetings", "https://example.org/me"):
        with pytest.raises(ValueError, match="behind sign-in"):
            say(aisha, link=open_page, key="three")


def test_an_id_in_a_link_is_no_secret():
    assert not carries_a_code("/people/0193aaaa-bbbb-7ccc-8ddd-eeeeffff0000")
    assert carries_a_code("/check-in/" + "x" * 43)


def test_no_word_of_ours_gives_anything_away():
    for words in Words:
        said = str(words.label)
        assert "%(name)s" in said
        for telling in ("recover", "sober", "support", "coach", "peer", "program", "treatment", "group"):
            assert telling not in said.lower()
        assert len(said % {"name": "Juniper Street", "phone": "303-555-0100"}) <= 160
