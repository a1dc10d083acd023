"""The numbers of support by phone: counted by the database for the page, and raw for a plain recount."""

from bisect import bisect_right
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from kinroad.coaching.models import CallAnswer, CallAttempt, CallEnrollment
from kinroad.coaching.queries.call import standing_attempts
from kinroad.coaching.rules.call import Disposition, Outcome, State
from kinroad.coaching.rules.call_figures import (
    AGAIN_DAYS,
    TELLS_RECOVERY,
    CallFigures,
    RawAttempt,
    RawQuestion,
    Share,
)
from kinroad.people.models import Kind

WHOSE = Coalesce("participant__merged_into", "participant")


def call_figures(organization_id: UUID, *, since: date, until: date, today: date) -> CallFigures:
    """The figures from `since` to `until`, both included, each counted by the database. Six questions."""
    inside = standing_attempts(organization_id).filter(on__gte=since, on__lte=until).order_by()
    counts = list(inside.values_list("outcome", "disposition").annotate(Count("pk")))
    outcomes = {str(code): sum(many for each, _d, many in counts if each == code) for code in Outcome}
    dispositions = {str(code): sum(many for _o, each, many in counts if each == code) for code in Disposition}
    people = inside.annotate(whose=WHOSE).aggregate(
        everyone=Count("whose", distinct=True),
        recovery=Count("whose", distinct=True, filter=Q(participant__kind=Kind.RECOVERY)),
    )
    attempts = sum(outcomes.values())
    return CallFigures(
        attempts=attempts,
        people=people["everyone"],
        outcomes=outcomes,
        dispositions=dispositions,
        reached=Share(outcomes[Outcome.SPOKE], attempts),
        recovery=_recovery(inside, tried=people["recovery"]),
        wanting=_wanting(organization_id, since=since, until=until),
        again=_again(organization_id, inside, today=today),
    )


def _recovery(inside: QuerySet[CallAttempt], *, tried: int) -> Share:
    """Of people in recovery whom we tried: what the last of them said who said anything of it."""
    telling = inside.filter(
        outcome=Outcome.SPOKE.value,
        disposition__in=[each.value for each in TELLS_RECOVERY],
        participant__kind=Kind.RECOVERY,
    )
    newest = Window(RowNumber(), partition_by=[WHOSE], order_by=["-at", "-pk"])
    said = Counter(telling.annotate(place=newest).filter(place=1).values_list("disposition", flat=True))
    asked = sum(said.values())
    return Share(sum(many for each, many in said.items() if TELLS_RECOVERY[Disposition(each)]), asked, tried - asked)


def first_questions(organization_id: UUID) -> QuerySet[Any]:
    """Each enrollment with the day its first question was due and the answer, if it was asked before calls ended."""
    answers = CallAnswer.objects.filter(organization_id=organization_id, enrollment=OuterRef("pk")).order_by("due_on")
    rows = CallEnrollment.objects.filter(organization_id=organization_id).annotate(
        first_on=Coalesce(Subquery(answers.values("due_on")[:1]), F("question_on")),
        wants=Subquery(answers.values("wants")[:1]),
    )
    return rows.filter(Q(wants__isnull=False) | ~Q(state=State.ENDED.value) | Q(ended_on__gte=F("question_on")))


def _wanting(organization_id: UUID, *, since: date, until: date) -> Share:
    rows = first_questions(organization_id).filter(first_on__gte=since, first_on__lte=until)
    said = rows.aggregate(
        yes=Count("pk", filter=Q(wants=True)),
        no=Count("pk", filter=Q(wants=False)),
        missing=Count("pk", filter=Q(wants=None)),
    )
    return Share(said["yes"], said["yes"] + said["no"], said["missing"])


def _again(organization_id: UUID, inside: QuerySet[CallAttempt], *, today: date) -> dict[int, Share]:
    """Of returns to use told on the phone: the day on which we spoke the next time, if ever."""
    told = inside.annotate(whose=WHOSE).filter(disposition=Disposition.RECURRENCE.value)
    spoke = standing_attempts(organization_id).annotate(whose=WHOSE).filter(outcome=Outcome.SPOKE.value)
    calls: dict[UUID, list[tuple[datetime, UUID, date]]] = {}
    of_them = spoke.filter(whose__in=told.values("whose")).order_by("at", "pk")
    for whose, at, pk, on in of_them.values_list("whose", "at", "pk", "on"):
        calls.setdefault(whose, []).append((at, pk, on))
    days: list[tuple[date, date | None]] = []
    for whose, at, pk, on in told.values_list("whose", "at", "pk", "on"):
        place = bisect_right(calls[whose], (at, pk, on))
        days.append((on, calls[whose][place][2] if place < len(calls[whose]) else None))
    return {most: _within(days, timedelta(days=most), today=today) for most in AGAIN_DAYS}


def _within(days: list[tuple[date, date | None]], most: timedelta, *, today: date) -> Share:
    again = sum(next_on is not None and next_on <= on + most for on, next_on in days)
    still = sum((next_on is None or next_on > on + most) and on + most >= today for on, next_on in days)
    return Share(again, len(days) - still, still)


def raw(organization_id: UUID) -> tuple[list[RawAttempt], list[RawQuestion]]:
    """Every attempt that stands and every first question, row by row: for a plain recount, not for a page."""
    rows = CallAttempt.objects.filter(organization_id=organization_id).values_list(
        "pk",
        "participant",
        "participant__merged_into",
        "participant__kind",
        "on",
        "at",
        "outcome",
        "disposition",
        "corrects",
        "withdrawn",
    )
    everything: list[Any] = list(rows)
    corrected = {row[8] for row in everything}
    attempts = [
        RawAttempt(survivor or participant, on, (at, pk), outcome, disposition, kind == Kind.FAMILY)
        for pk, participant, survivor, kind, on, at, outcome, disposition, _corrects, withdrawn in everything
        if pk not in corrected and not withdrawn
    ]
    return attempts, _raw_questions(organization_id)


def _raw_questions(organization_id: UUID) -> list[RawQuestion]:
    answers: dict[UUID, tuple[date, bool]] = {}
    said = CallAnswer.objects.filter(organization_id=organization_id).order_by("-due_on")
    for enrollment_id, due_on, wants in said.values_list("enrollment", "due_on", "wants"):
        answers[enrollment_id] = (due_on, wants)
    questions = []
    rows = CallEnrollment.objects.filter(organization_id=organization_id)
    for pk, question_on, state, ended_on in rows.values_list("pk", "question_on", "state", "ended_on"):
        if pk in answers:
            questions.append(RawQuestion(*answers[pk]))
        elif state != State.ENDED or (ended_on is not None and ended_on >= question_on):
            questions.append(RawQuestion(question_on, None))
    return questions
