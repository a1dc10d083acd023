"""Counts of support given, from the log alone. Reversed lines are taken off; merged participants count once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, NullIf

from kinroad.service_log.models import Line
from kinroad.service_log.rules.tally import TYPES, ContactTally, Question, Served, Tally

PERSON = Coalesce("participant__merged_into", "participant")
"""The participant who stands for the line's own: merging points, it never rewrites."""


def lines_of(question: Question) -> QuerySet[Line]:
    """The lines that a question is about, reversed and reversing ones too."""
    facts = {
        "site": question.site,
        "program": question.program,
        "peer_leader": question.peer_leader,
        "peer_leader__in": question.led_by,
        "activity": question.activity,
        "kind": question.kind,
        "relation_to_treatment": question.relation,
    }
    lines = Line.objects.filter(
        organization_id=question.organization_id, month__gte=question.first, month__lte=question.last
    ).filter(**{name: value for name, value in facts.items() if value is not None})
    return lines.filter(**{question.type: True}) if question.type else lines


def tallies(question: Question) -> list[Tally]:
    """Support given to participants, by month, site, activity, kind and relation to treatment."""
    rows = (
        lines_of(question)
        .filter(participant__isnull=False)
        .values_list("month", "site", "activity", "kind", "relation_to_treatment")
        .annotate(times=Sum("sign"))
        .annotate(**{f"with_{kind}": Sum("sign", filter=Q(**{kind: True}), default=0) for kind in TYPES})
        .annotate(received=Sum(F("sign") * F("minutes")))
        .order_by()
    )
    return [found for found in (Tally(*row) for row in rows) if found.times]


def contact_tallies(question: Question) -> list[ContactTally]:
    """Contacts and the peer leaders' minutes in them, by month, site, program and peer leader.

    Where the people of one contact stayed for different times, its minutes are their average.
    """
    of = ("month", "site_id", "program_id", "peer_leader_id")
    contacts = (
        lines_of(question)
        .values("occasion", *of)
        .annotate(standing=Sum("sign"), long=Sum(F("sign") * F("minutes")) / NullIf(Sum("sign"), 0))
        .filter(standing__gt=0)
        .order_by()
    )
    return [ContactTally(*row) for row in _rows(contacts, by=of, what="COUNT(*), SUM(long)")]


def served(question: Question) -> list[Served]:
    """Everybody who received support, with where, from whom and as whom."""
    return [
        Served(*row) for row in _people(question, "site", "program", "peer_leader", "kind", "relation_to_treatment")
    ]


def people_by_month(question: Question) -> dict[int, int]:
    """How many different people received support in each month."""
    return dict(_rows(_people(question, "month"), by=("month",), what="COUNT(*)"))


def people_by_site(question: Question) -> dict[UUID | None, int]:
    """How many different people received support at each site."""
    return dict(_rows(_people(question, "site_id"), by=("site_id",), what="COUNT(*)"))


def people(question: Question) -> int:
    """How many different people received support."""
    return _people(question).count()


def without_record(question: Question) -> dict[int, int]:
    """How many people without a record took part, by month. Nobody knows whether they are the same people."""
    rows = lines_of(question).filter(participant=None).values_list("month").order_by()
    return dict(rows.annotate(people=Sum(F("sign") * F("people_without_record"))))


def _people(question: Question, *of: str) -> QuerySet[Any, Any]:
    """Each person once for each of these, with the times that stand."""
    rows = lines_of(question).filter(participant__isnull=False).values_list(PERSON, *of)
    return rows.annotate(times=Sum("sign")).filter(times__gt=0).order_by()


def _rows(inner: QuerySet[Any, Any], *, by: Sequence[str], what: str) -> list[tuple[Any, ...]]:
    """Group the groups of `inner` once more, which the ORM cannot; plain SQL that both databases speak."""
    sql, params = inner.query.sql_with_params()
    names = ", ".join(by)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names}, {what} FROM ({sql}) AS inside GROUP BY {names}", params)  # noqa: S608 our own names
        rows = cursor.fetchall()
    ids = [name.endswith("_id") for name in by]
    return [
        (
            *(UUID(key) if is_id and isinstance(key, str) else key for is_id, key in zip(ids, row, strict=False)),
            *row[len(by) :],
        )
        for row in rows
    ]
