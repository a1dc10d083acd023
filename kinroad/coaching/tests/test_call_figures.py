"""The numbers of support by phone, and that two ways of counting agree."""

from datetime import date, timedelta

import pytest
import time_machine

from kinroad.coaching.actions.call_enrollment import answer
from kinroad.coaching.queries.call_figures import call_figures, raw
from kinroad.coaching.rules.call_figures import (
    RawAttempt,
    RawQuestion,
    Share,
    last_whole_year,
    recount,
    shared_counts,
    shared_share,
)
from kinroad.coaching.tests.calling import TUESDAY, TUESDAY_ON, called, enrolled
from kinroad.coaching.tests.test_call_correction import correct
from kinroad.people.tests.factories import ParticipantFactory, sign_in, someone, viewer_of

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


def test_small_numbers_do_not_leave_the_program_and_cannot_be_worked_out():
    assert shared_share(Share(40, 45)) is None
    assert shared_share(Share(40, 60, 3)) is None
    assert shared_share(Share(40, 60)) == Share(40, 60)
    assert shared_counts({"spoke": 40, "died": 1, "voicemail": 20, "custody": 0}) == {
        "spoke": 40,
        "died": None,
        "voicemail": None,
        "custody": 0,
    }
    assert last_whole_year(date(2026, 3, 3)) == (date(2025, 3, 1), date(2026, 2, 28))


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
