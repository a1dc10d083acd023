"""The numbers of support by phone, and that two ways of counting agree."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kinroad.coaching.actions.call_enrollment import answer
from kinroad.coaching.models import CallAttempt
from kinroad.coaching.queries.call_figures import call_figures, outcomes_by_month, raw
from kinroad.coaching.rules.call_figures import (
    RawAttempt,
    RawQuestion,
    Share,
    recount,
)
from kinroad.coaching.tests.calling import TUESDAY, TUESDAY_ON, called, enrolled
from kinroad.coaching.tests.test_call_correction import correct
from kinroad.core.time import as_of
from kinroad.people.actions import death
from kinroad.people.actions.merging import merge_participants, unmerge_participant
from kinroad.people.tests.factories import (
    ParticipantFactory,
    ProgramFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)

DAY = timedelta(days=1)
SINCE, UNTIL = date(2026, 1, 1), date(2026, 6, 30)


def told(who, days, outcome="spoke", disposition="", **more):
    on = TUESDAY_ON + timedelta(days=days)
    return RawAttempt(who, on, (on, str(who)), outcome, disposition, **more)


def count(*attempts, questions=(), today=UNTIL):
    return recount(attempts, questions, since=SINCE, until=UNTIL, today=today)


def test_reach_is_spoke_of_attempts():
    figures = count(told("a", 0), told("b", 0, "no_answer"), told("b", 1, "voicemail"), told("b", 400))

    assert (figures.attempts, figures.people, figures.reached) == (3, 2, Share(1, 3))
    assert figures.reached.percent == 33.3


def test_maintaining_recovery_is_the_last_word_of_each_and_says_who_is_missing():
    figures = count(
        told("a", 0, disposition="recurrence"),
        told("a", 7, disposition="doing_well"),
        told("b", 0, disposition="recurrence"),
        told("c", 0, "no_answer"),
        told("d", 0, disposition="needs_resource"),
        told("e", 0, disposition="struggling", family=True),
    )

    assert figures.recovery == Share(1, 2, 2)


def test_reached_again_leaves_out_those_whose_days_are_not_over():
    figures = count(
        told("a", 0, disposition="recurrence"),
        told("a", 5),
        told("b", 0, disposition="recurrence"),
        told("b", 20),
        told("c", 0, disposition="recurrence"),
        today=TUESDAY_ON + 20 * DAY,
    )

    assert figures.again == {7: Share(1, 3, 0), 30: Share(2, 2, 1)}


def test_who_never_answered_the_question_is_missing():
    questions = [RawQuestion(UNTIL, True), RawQuestion(UNTIL, None), RawQuestion(UNTIL + DAY, False)]

    assert count(questions=questions).wanting == Share(1, 1, 1)


@pytest.fixture
def some_calls(db):
    maya = someone("peer_leader", called="Maya", languages=["en"])
    aisha, luis, roger = (enrolled(ParticipantFactory(kind=kind)) for kind in ("family", "recovery", "recovery"))
    called(maya, luis, disposition="recurrence")
    called(maya, luis, at=TUESDAY + 2 * DAY, disposition="doing_well")
    called(maya, aisha, "no_answer")
    wrong = called(maya, roger, disposition="recurrence", at=TUESDAY)
    correct(maya, wrong, "spoke", disposition="struggling", minutes=5)
    correct(maya, called(maya, roger, "voicemail" if False else "declined", at=TUESDAY + DAY), "")
    answer(enrollment=luis, wants=True, by=viewer_of(maya), at=TUESDAY + 84 * DAY)
    return maya


def test_the_page_and_the_plain_recount_agree(some_calls):
    days = {"since": SINCE, "until": UNTIL, "today": UNTIL}
    organization = some_calls.organization_id

    figures = call_figures(organization, **days)

    assert figures == recount(*raw(organization), **days)
    assert (figures.attempts, figures.reached, figures.recovery) == (4, Share(3, 4), Share(2, 2, 0))
    assert (figures.wanting, figures.again[7]) == (Share(1, 1, 2), Share(1, 1, 0))


@time_machine.travel(TUESDAY + 90 * DAY, tick=False)
def test_those_who_run_the_program_see_the_numbers_and_the_evaluator_no_small_one(client, some_calls):
    pat = sign_in(client, someone("coordinator")).get("/calls/figures").text
    eve = sign_in(client, someone("evaluator")).get("/calls/figures").text

    assert "3 of 4" in pat
    assert "3 of 4" not in eve
    assert "too few" in eve
    assert "&lt;11" in eve
    assert sign_in(client, some_calls).get("/calls/figures").status_code == 404


def test_the_command_counts_the_same(some_calls, capsys):
    import argparse
    import json

    from kinroad.config.calls import count_again

    options = argparse.Namespace(
        organization="juniper", json=True, since=SINCE.isoformat(), until=UNTIL.isoformat(), what="recount"
    )
    assert count_again(options) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["reach_rate"] == {"part": 3, "whole": 4, "missing": 0, "percent": 75.0}


ENDS = ("spoke", "spoke", "spoke", "no_answer", "voicemail", "declined", "hospital", "asked_to_stop")
WORDS = ("doing_well", "struggling", "recurrence", "recurrence", "needs_resource", "")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_page_equals_the_plain_recount(seed):
    """Calls, wrong taps put right, pages merged and taken apart, deaths, in any order."""
    rng = Random(seed)
    maya, pat = someone("peer_leader", called="Maya", languages=["en"]), someone("coordinator")
    coordinate(pat, ProgramFactory())
    system = viewer_of(pat)
    people = [ParticipantFactory(kind=kind) for kind in ("recovery", "recovery", "recovery", "family", "family")]
    rows = [enrolled(each, may_leave_message=True) for each in people]
    made, at = [], TUESDAY

    def tap(outcome):
        return {"disposition": rng.choice(WORDS), "minutes": 5} if outcome == "spoke" else {}

    for _ in range(45):
        at += timedelta(hours=rng.randrange(1, 40))
        one, other = rng.sample(people, 2)
        with suppress(ValidationError), as_of(at), transaction.atomic():
            match rng.randrange(9):
                case 0 if made:
                    made.append(correct(maya, rng.choice(made), outcome := rng.choice(("", *ENDS)), **tap(outcome)))
                case 1:
                    merge_participants(kept=one, merged=other, by=system)
                case 2:
                    unmerge_participant(merged=other, by=system)
                case 3 if rng.random() < 0.3:
                    death.record(participant=one, on=at.date() - DAY, told_by="", by=system)
                case _:
                    outcome = rng.choice(ENDS)
                    made.append(called(maya, rng.choice(rows), outcome, at=at, **tap(outcome)))

    assert CallAttempt.objects.exclude(corrects=None).exists()
    for first, last in ((0, 90), (5, 20), (20, 60), (0, 0)):
        days = {
            "since": TUESDAY_ON + first * DAY,
            "until": TUESDAY_ON + last * DAY,
            "today": TUESDAY_ON + max(last, 30) * DAY,
        }
        found = call_figures(system.organization_id, **days)
        assert found == recount(*raw(system.organization_id), **days)
        months = outcomes_by_month(system.organization_id, since=days["since"], until=days["until"])
        assert sum(sum(each.values()) for each in months.values()) == found.attempts


def test_the_page_asks_the_same_number_of_questions_of_few_and_of_many_calls(some_calls, django_assert_num_queries):
    days = {"since": SINCE, "until": UNTIL, "today": UNTIL}
    with CaptureQueriesContext(connection) as before:
        call_figures(some_calls.organization_id, **days)
    for each in range(12):
        called(some_calls, enrolled(ParticipantFactory()), disposition="recurrence", at=TUESDAY + each * DAY)

    with django_assert_num_queries(len(before)):
        call_figures(some_calls.organization_id, **days)
