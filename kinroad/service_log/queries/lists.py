"""The lists behind the numbers, inside the circle of whoever looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from kinroad.core.fields import open_sealed
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.rules.viewer import Viewer
from kinroad.service_log.models import Line
from kinroad.service_log.queries.figures import PERSON, lines_of
from kinroad.service_log.rules.tally import TYPES, Given, Question

PAGE = 50
COLUMNS = (
    "on",
    "people_without_record",
    "activity",
    "how",
    "minutes",
    "peer_leader",
    "site",
    *TYPES,
)


@dataclass(frozen=True)
class Lines:
    """One page of lines, newest first. `after` leads to the next page; `others` lines are about people out of sight."""

    rows: list[Given]
    others: int
    after: tuple[date, UUID] | None


@dataclass(frozen=True)
class People:
    """One page of people with the times each was supported. `others` are people out of sight."""

    rows: list[tuple[UUID, str, int]]
    others: int
    after: UUID | None


def given(question: Question, *, viewer: Viewer, after: tuple[date, UUID] | None = None) -> Lines:
    """The lines that stand, newest first, with the names this viewer may see."""
    lines = lines_of(question)
    rows = _in_sight(lines, viewer).filter(sign=1).order_by("-month", "-on", "-id")
    if after:
        on, last = after
        rows = rows.filter(Q(on__lt=on) | Q(on=on, id__lt=last), month__lte=on.year * 100 + on.month)
    page = list(rows.annotate(person=PERSON).values("id", "occasion", "person", *COLUMNS)[: PAGE + 1])
    standing = _standing(question.organization_id, {row["occasion"] for row in page})
    called = _called(row["person"] for row in page)
    return Lines(
        rows=[_given(row, called.get(row["person"], "")) for row in page[:PAGE] if row["id"] in standing],
        others=_times(lines.filter(participant__isnull=False)) - _times(_named(lines, viewer)),
        after=(page[PAGE - 1]["on"], page[PAGE - 1]["id"]) if len(page) > PAGE else None,
    )


def people(question: Question, *, viewer: Viewer, after: UUID | None = None) -> People:
    """Everybody who received support and whom this viewer may see."""
    everybody = lines_of(question).filter(participant__isnull=False)
    seen = _each_once(_named(lines_of(question), viewer))
    rows = seen.order_by("person")
    page = list((rows.filter(person__gt=after) if after else rows)[: PAGE + 1])
    called = _called(person for person, _ in page)
    return People(
        rows=[(person, called[person], times) for person, times in page[:PAGE]],
        others=_each_once(everybody).count() - seen.count(),
        after=page[PAGE - 1][0] if len(page) > PAGE else None,
    )


def _each_once(lines: QuerySet[Line]) -> QuerySet[Any, Any]:
    rows = lines.annotate(person=PERSON).values_list("person").annotate(times=Sum("sign"))
    return rows.filter(times__gt=0).order_by()


def _named(lines: QuerySet[Line], viewer: Viewer) -> QuerySet[Line]:
    seen = participants_seen_by(viewer).values("pk")
    return lines.filter(Q(participant__in=seen) | Q(participant__merged_into__in=seen))


def _in_sight(lines: QuerySet[Line], viewer: Viewer) -> QuerySet[Line]:
    seen = participants_seen_by(viewer).values("pk")
    return lines.filter(Q(participant=None) | Q(participant__in=seen) | Q(participant__merged_into__in=seen))


def _times(lines: QuerySet[Line]) -> int:
    times: int = lines.aggregate(times=Sum("sign", default=0))["times"]
    return times


def _standing(organization_id: UUID, occasions: set[UUID]) -> set[UUID]:
    """The lines of these occasions that no later line reverses: of alike ones, the first."""
    alike: dict[tuple[object, ...], list[UUID]] = {}
    reversed_: dict[tuple[object, ...], int] = {}
    same = [field.attname for field in Line._meta.concrete_fields if field.name not in ("id", "sign", "written_at")]
    rows = Line.objects.filter(organization_id=organization_id, occasion__in=occasions).order_by("id")
    for line, sign, *facts in rows.values_list("id", "sign", *same):
        if sign == 1:
            alike.setdefault(tuple(facts), []).append(line)
        else:
            reversed_[tuple(facts)] = reversed_.get(tuple(facts), 0) + 1
    return {line for facts, ids in alike.items() for line in ids[: len(ids) - reversed_.get(facts, 0)]}


def _called(participants: Iterable[UUID | None]) -> dict[UUID | None, str]:
    rows = Participant.objects.filter(pk__in={each for each in participants if each})
    return {
        participant: open_sealed(Person, "called", person, called)
        for participant, person, called in rows.values_list("pk", "person", "person__called")
    }


def _given(row: dict[str, object], called: str) -> Given:
    return Given(
        id=row["id"],  # type: ignore[arg-type]
        participant=row["person"],  # type: ignore[arg-type]
        called=called,
        kinds=tuple(kind for kind in TYPES if row[kind]),
        **{name: row[name] for name in COLUMNS if name not in TYPES},  # type: ignore[arg-type]
    )
