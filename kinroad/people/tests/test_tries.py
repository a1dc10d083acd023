"""Tries to sign in (security requirements 26, 27, 43): who guesses waits, and keeps nobody else out."""

import re
import time
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.tests.at_once import at_once
from kinroad.core.time import now
from kinroad.people.actions.tries import Counted, begin_try, forget_old_tries, it_worked
from kinroad.people.models import Tries
from kinroad.people.queries.accounts import account_of
from kinroad.people.rules import tries as rules
from kinroad.people.tests.factories import PASSWORD, someone

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
WRONG = "wrong lamp nine gravel"


def try_in(client, name, password, ip="198.51.100.1"):
    return client.post("/sign-in", {"login": name, "password": password}, REMOTE_ADDR=ip)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_26_waiting_grows_and_never_passes_a_quarter_hour(few, more):
    fewer, most = sorted((few, more))

    assert rules.wait_after(fewer) <= rules.wait_after(most) <= rules.LONGEST_WAIT


@given(st.integers(0, 200), st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_26_a_clock_that_goes_back_makes_nobody_wait_longer(failed, passed):
    left = rules.still_to_wait(failed=failed, last_at=NOON, at=NOON + passed)

    assert timedelta(0) <= left <= rules.wait_after(failed)


def test_26_after_five_tries_each_further_one_waits_longer(db):
    name = account_of(someone("peer_leader")).username
    client, waits = Client(), []
    with time_machine.travel(NOON, tick=False) as clock:
        for _try in range(5):
            assert try_in(client, name, WRONG).status_code == 200
        for _round in range(4):
            answer = try_in(client, name, PASSWORD)
            waits.append(int(answer.headers["Retry-After"]))
            clock.shift(waits[-1])
            try_in(client, name, WRONG)

    assert waits == [60, 120, 240, 480]


def test_26_who_guesses_keeps_the_owner_out_nowhere_else(db):
    name = account_of(someone("peer_leader")).username
    for _try in range(8):
        try_in(Client(), name, WRONG, ip="203.0.113.9")

    assert try_in(Client(), name, PASSWORD, ip="198.51.100.7").status_code == 302


def test_26_a_device_that_was_signed_in_passes_whatever_others_try(db):
    maya = someone("participant")
    name = account_of(maya).username
    own = Client()
    try_in(own, name, PASSWORD)
    own.post("/sign-out")
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(rules.MOST_IN_A_ROW):
            try_in(Client(), name, WRONG, ip=f"203.0.113.{number}")
        shut = try_in(Client(), name, PASSWORD, ip="198.51.100.200")
        clock.shift(timedelta(days=2))
        still_shut = try_in(Client(), name, PASSWORD, ip="198.51.100.201")

        assert shut.status_code == still_shut.status_code == 429
        assert try_in(own, name, PASSWORD).status_code == 302
        assert try_in(Client(), name, PASSWORD, ip="198.51.100.202").status_code == 302, "a good one opens it again"


def test_26_the_cookie_of_a_device_names_nobody_and_cannot_be_made_up(db):
    name = account_of(someone("participant")).username
    own = Client()
    try_in(own, name, PASSWORD)

    assert name not in own.cookies["device"].value
    assert own.cookies["device"]["httponly"]
    own.cookies["device"] = own.cookies["device"].value[:-2] + "xx"
    assert try_in(own, name, PASSWORD).status_code in (200, 302)


@pytest.mark.django_db(transaction=True)
def test_26_many_at_the_same_moment_count_as_many():
    counted = [Counted("k" * 32, waits=True)]

    answers = at_once(*[lambda: begin_try(counted=counted)] * 12)

    went_ahead = [each for each in answers if each == timedelta(0)]
    assert len(went_ahead) == rules.FREE_TRIES
    assert Tries.objects.get().failed == rules.FREE_TRIES


def test_tries_are_forgotten_when_it_works_and_after_a_day(db):
    begin_try(counted=[Counted("a" * 32, waits=True)])
    begin_try(counted=[Counted("b" * 32, waits=False)])
    it_worked(keys=["a" * 32])

    assert forget_old_tries() == 0
    with time_machine.travel(now() + timedelta(days=2)):
        assert forget_old_tries() == 1


def words(answer, name):
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.text)
    return answer.status_code, text.replace(name, "NAME")


def test_27_known_and_unknown_names_get_the_same_answer_after_the_same_work(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    known = account_of(someone("peer_leader"))
    known.set_password(PASSWORD)
    known.save()
    unknown = "u" * len(known.username)
    took, answers, asked = {known.username: [], unknown: []}, {}, {}

    for number in range(4):
        for name, times in took.items():
            start = time.process_time()
            with CaptureQueriesContext(connection) as queries:
                answers[name] = words(try_in(Client(), name, WRONG, ip=f"198.51.100.{number}"), name)
            times.append(time.process_time() - start)
            asked[name] = len(queries)

    assert answers[known.username] == answers[unknown]
    assert asked[known.username] == asked[unknown]
    assert 0.5 < median(took[known.username]) / median(took[unknown]) < 2


def counted(does, calls):
    def counts(*said, **more):
        calls.append(does.__name__)
        return does(*said, **more)

    return counts


def shape(sql: str) -> str:
    """A question without what it asks for, and without the number of its cursor."""
    return re.sub(r"_django_curs_\w+", "cursor", re.split(r" WHERE | VALUES | SET |POINT ", sql)[0])


def test_27_known_and_unknown_names_cost_the_same_hashes_and_the_same_questions(db, settings, monkeypatch):
    """Counted, not timed: a busy machine tells nothing here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    known = account_of(someone("peer_leader"))
    known.set_password(PASSWORD)
    known.save()
    hashed: list[str] = []
    for way in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, way, counted(getattr(Argon2PasswordHasher, way), hashed))
    work = []
    for name in (known.username, "u" * len(known.username)):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            try_in(Client(), name, WRONG)
        work.append((len(hashed), [shape(each["sql"]) for each in queries]))

    assert work[0] == work[1]
    assert work[0][0] == 1


def test_43_signing_in_too_often_says_when_to_come_back(db):
    answers = [try_in(Client(), f"nobody{number}", WRONG) for number in range(40)]

    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
