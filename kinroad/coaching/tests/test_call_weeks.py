"""Some weeks of calls with real actions: nobody outside a window, nobody after a stop, nobody forgotten."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from kinroad.coaching.actions.call import take_next, write_attempt
from kinroad.coaching.actions.call_enrollment import call_again
from kinroad.coaching.actions.call_list import give_hours, plan_day
from kinroad.coaching.models import CallAttempt, CallEnrollment
from kinroad.coaching.queries.call import get_caller, window_of
from kinroad.coaching.queries.call_figures import call_figures, raw
from kinroad.coaching.rules.call_figures import recount
from kinroad.coaching.tests.calling import enrolled
from kinroad.core.ids import uuid7
from kinroad.core.policy import CallsPolicy
from kinroad.core.time import as_of
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import ZONE, ParticipantFactory, someone, viewer_of

PEOPLE, CALLERS, DAYS = 12, 3, 23  # over the weekend in which the clocks change
BEGIN = date(2026, 2, 23)
ZONES = ("America/Denver", "America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico")
OUTCOMES = ("spoke",) * 10 + ("no_answer",) * 7 + ("declined", "voicemail", "hospital", "wrong_number", "asked_to_stop")
SAID = ("doing_well",) * 6 + ("struggling", "struggling", "recurrence", "needs_resource", "crisis", "")
POLICY = CallsPolicy()


def noon(day: date) -> datetime:
    return datetime.combine(day, time(11), tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.mark.django_db
def test_weeks_of_calls():
    rng = Random(8)
    callers = [someone("peer_leader", languages=["en", "es"] if each % 2 else ["en"]) for each in range(CALLERS)]
    for number in range(PEOPLE):
        row = enrolled(
            ParticipantFactory(kind=rng.choice(("recovery", "recovery", "family"))),
            at=noon(BEGIN),
            phone=f"+130355501{number:02}",
            time_zone=rng.choice(ZONES),
            days=rng.sample(range(7), rng.randrange(5, 8)),
            starts=time(rng.choice((11, 12))),
            ends=time(rng.choice((19, 20))),
            language=rng.choice(("en", "en", "es")),
            may_leave_message=True,
        )
        row.question_on = BEGIN + timedelta(days=rng.randrange(5, 20))
        row.save()
    leaders = [(get_caller(viewer_of(each)), viewer_of(each)) for each in callers]
    system = Viewer.system(callers[0].organization_id, ZONE)
    stopped: dict[object, datetime] = {}
    waited = defaultdict(int)

    for day in (BEGIN + timedelta(days=each) for each in range(DAYS)):
        live_a_day(day, leaders, system, stopped, rng)
        until = noon(day) + timedelta(hours=12)
        for row in CallEnrollment.objects.filter(state="active"):
            waited[row.pk] = max(waited[row.pk], (until - row.due_at).days)
        if day.weekday() == 0:
            for row in CallEnrollment.objects.filter(state="paused", because__in=["hospital", "unreached"]):
                call_again(enrollment=row, by=system, at=noon(day))

    assert max(waited.values()) <= POLICY.overdue_days
    assert CallAttempt.objects.count() > PEOPLE * 3
    days = {"since": BEGIN, "until": BEGIN + timedelta(days=DAYS), "today": BEGIN + timedelta(days=DAYS)}
    assert call_figures(system.organization_id, **days) == recount(*raw(system.organization_id), **days)


def live_a_day(day, leaders, system, stopped, rng):
    begin = noon(day)
    with as_of(begin):
        for leader, _viewer in leaders:
            give_hours(id=uuid7(), peer_leader=leader.pk, on=day, starts=time(13), ends=time(18), by=system)
        plan_day(on=day, by=system, at=begin)
    for hour in (2, 4, 6):
        for turn, (leader, viewer) in enumerate(leaders * 3):
            at = begin + timedelta(hours=hour, minutes=10 * (turn // len(leaders)) + 35)
            if not CallEnrollment.objects.filter(state="active", due_at__lte=at).exists():
                continue
            with as_of(at):
                row = take_next(leader=leader, by=viewer, at=at)
                if row is not None:
                    call(row, leader, viewer, at=at, stopped=stopped, rng=rng)


def call(row, leader, viewer, *, at, stopped, rng):
    """The plain questions, asked of each call: the clock on their wall, their language, and whether they said stop."""
    window = window_of(row)
    there = at.astimezone(ZoneInfo(window.zone))
    assert window.starts <= there.time() < window.ends
    assert time(8) <= there.time() < time(21)
    assert window.days >> there.weekday() & 1
    assert row.language in leader.person.languages
    assert row.participant_id not in stopped
    outcome = rng.choice(OUTCOMES)
    spoke = outcome == "spoke"
    said = rng.choice(SAID) if spoke else ""
    if row.participant.kind == "family" and said == "recurrence":
        said = ""
    asks = spoke and row.question_on <= there.date()
    write_attempt(
        id=uuid7(),
        enrollment=row,
        leader=leader,
        outcome=outcome,
        disposition=said,
        minutes=10 if spoke else 0,
        keep_calling=rng.random() < 0.8 if asks else None,
        by=viewer,
        at=at,
        zone=ZONE,
    )
    if outcome == "asked_to_stop":
        stopped[row.participant_id] = at
