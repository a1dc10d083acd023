"""The numbers of support by phone: from daily totals for the page, and raw for a plain recount."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

from kinroad.coaching.models import CallAnswer, CallAttempt, CallEnrollment, CallTotal
from kinroad.coaching.queries.call import standing_attempts
from kinroad.coaching.rules.call import Disposition, Outcome, State
from kinroad.coaching.rules.call_figures import (
    AGAIN_DAYS,
    TELLS_RECOVERY,
    CallFigures,
    RawAttempt,
    RawQuestion,
    Share,
    recount,
)
from kinroad.people.models import Kind, Participant

A_DAY = timedelta(days=1)


def call_figures(organization_id: UUID, *, since: date, until: date, today: date) -> CallFigures:
    """The figures from `since` to `until`, both included: calls from the daily totals, people by one look at each.

    Who has two pages is counted plainly, from their own attempts. Eight questions, however many attempts there are.
    """
    totals = CallTotal.objects.filter(organization_id=organization_id, on__gte=since, on__lte=until)
    counts = list(totals.order_by().values_list("outcome", "disposition").annotate(Sum("many")))
    outcomes = {str(code): sum(many for each, _d, many in counts if each == code) for code in Outcome}
    dispositions = {str(code): sum(many for _o, each, many in counts if each == code) for code in Disposition}
    attempts = sum(outcomes.values())
    two_pages = _with_two_pages(organization_id)
    them = recount(raw_attempts(organization_id, only=two_pages), (), since=since, until=until, today=today)
    told = _told(organization_id, since=since, until=until, without=two_pages)
    many, recovery = _people(organization_id, since=since, until=until, without=two_pages)
    return CallFigures(
        attempts=attempts,
        people=many + them.people,
        outcomes=outcomes,
        dispositions=dispositions,
        reached=Share(outcomes[Outcome.SPOKE], attempts),
        recovery=recovery + them.recovery,
        wanting=_wanting(organization_id, since=since, until=until),
        again={days: _within(told, timedelta(days=days), today=today) + them.again[days] for days in AGAIN_DAYS},
    )


def outcomes_by_month(organization_id: UUID, *, since: date, until: date) -> dict[date, dict[str, int]]:
    """How calls went in each month, by its first day: every outcome of every month between the two days."""
    totals = CallTotal.objects.filter(organization_id=organization_id, on__gte=since, on__lte=until).order_by()
    rows = totals.annotate(month=TruncMonth("on")).values_list("month", "outcome").annotate(Sum("many"))
    found: dict[date, dict[str, int]] = {}
    month = since.replace(day=1)
    while month <= until:
        found[month] = {str(code): 0 for code in Outcome}
        month = (month + timedelta(days=32)).replace(day=1)
    for month, outcome, many in rows:
        found[month][outcome] = many
    return found


def _with_two_pages(organization_id: UUID) -> list[UUID]:
    """The pages of those who have two, merged into one."""
    pairs = Participant.objects.filter(organization_id=organization_id, merged_into__isnull=False)
    return list({pk for pair in pairs.values_list("pk", "merged_into") for pk in pair if pk})


def _inside(organization_id: UUID, *, since: date, until: date) -> QuerySet[CallAttempt]:
    """Attempts of these days. The moments narrow the index of one person's attempts; the days decide."""
    first = datetime.combine(since - A_DAY, time(0), tzinfo=UTC)
    last = datetime.combine(until + 2 * A_DAY, time(0), tzinfo=UTC)
    return standing_attempts(organization_id).filter(at__gte=first, at__lt=last, on__gte=since, on__lte=until)


def _people(organization_id: UUID, *, since: date, until: date, without: Collection[UUID]) -> tuple[int, Share]:
    """How many people we tried; and of those in recovery, the last word of each who said anything of it."""
    calls = CallEnrollment.objects.filter(organization_id=organization_id)
    theirs = _inside(organization_id, since=since, until=until).filter(participant=OuterRef("pk"))
    telling = theirs.filter(
        outcome=Outcome.SPOKE.value, disposition__in=[each.value for each in TELLS_RECOVERY]
    ).order_by("-at", "-pk")
    rows = (
        Participant.objects.filter(Exists(theirs), organization_id=organization_id, pk__in=calls.values("participant"))
        .exclude(pk__in=without)
        .annotate(word=Coalesce(Subquery(telling.values("disposition")[:1]), Value("")))
        .order_by()
        .values_list("kind", "word")
        .annotate(Count("pk"))
    )
    said: Counter[str] = Counter()
    everyone = 0
    for kind, word, many in rows:
        everyone += many
        if kind != Kind.FAMILY:
            said[word] += many
    asked = sum(many for word, many in said.items() if word)
    maintaining = sum(many for word, many in said.items() if word and TELLS_RECOVERY[Disposition(word)])
    return everyone, Share(maintaining, asked, said[""])


def _told(organization_id: UUID, *, since: date, until: date, without: Collection[UUID]) -> list[Any]:
    """Of returns to use told on the phone: the day of each, and that on which we spoke the next time, if ever."""
    spoke = (
        standing_attempts(organization_id)
        .filter(participant=OuterRef("participant"), outcome=Outcome.SPOKE.value, at__gte=OuterRef("at"))
        .filter(Q(at__gt=OuterRef("at")) | Q(pk__gt=OuterRef("pk")))
        .order_by("at", "pk")
    )
    told = standing_attempts(organization_id).filter(
        disposition=Disposition.RECURRENCE.value, on__gte=since, on__lte=until
    )
    rows = told.exclude(participant__in=without).annotate(next_on=Subquery(spoke.values("on")[:1]))
    return list(rows.order_by().values_list("on", "next_on"))


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


def _within(days: list[Any], most: timedelta, *, today: date) -> Share:
    again = sum(next_on is not None and next_on <= on + most for on, next_on in days)
    still = sum((next_on is None or next_on > on + most) and on + most >= today for on, next_on in days)
    return Share(again, len(days) - still, still)


def raw(organization_id: UUID) -> tuple[list[RawAttempt], list[RawQuestion]]:
    """Every attempt that stands and every first question, row by row: for a plain recount, not for a page."""
    return raw_attempts(organization_id), _raw_questions(organization_id)


def raw_attempts(organization_id: UUID, *, only: Iterable[UUID] | None = None) -> list[RawAttempt]:
    """Every attempt that stands, or those about `only` these pages."""
    rows = CallAttempt.objects.filter(organization_id=organization_id)
    if only is not None:
        rows = rows.filter(participant__in=list(only))
    everything: list[Any] = list(
        rows.values_list(
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
    )
    corrected = {row[8] for row in everything}
    return [
        RawAttempt(survivor or participant, on, (at, pk), outcome, disposition, kind == Kind.FAMILY)
        for pk, participant, survivor, kind, on, at, outcome, disposition, _corrects, withdrawn in everything
        if pk not in corrected and not withdrawn
    ]


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
