"""Counts of support given, from the log alone. Reversed lines are taken off; merged participants count once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, NullIf

from kinroad.people.models import Participant
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
    return [ContactTally(*row) for row in _rows(contacts, by=of, what="COUNT(*), CAST(SUM(long) AS bigint)")]


def served(question: Question) -> list[Served]:
    """Everybody who received support, with where, from whom and as whom."""
    survivor = merged_into(question)
    rows = _each_once(question, "participant", "site", "program", "peer_leader", "kind", "relation_to_treatment")
    return [Served(survivor.get(participant, participant), *rest) for participant, *rest in rows]


def people_by_month(question: Question) -> dict[int, int]:
    """How many different people received support in each month."""
    return _people(question, "month")


def people_by_site(question: Question) -> dict[UUID | None, int]:
    """How many different people received support at each site."""
    return _people(question, "site_id")


def people(question: Question) -> int:
    """How many different people received support."""
    return _people(question, "organization_id").get(question.organization_id, 0)


def without_record(question: Question) -> dict[int, int]:
    """How many people without a record took part, by month. Nobody knows whether they are the same people."""
    rows = lines_of(question).filter(participant=None).values_list("month").order_by()
    return dict(rows.annotate(people=Sum(F("sign") * F("people_without_record"))))


def merged_into(question: Question) -> dict[UUID, UUID]:
    """Who stands for whom: merging points, it never rewrites."""
    merged = Participant.objects.filter(organization_id=question.organization_id, merged_into__isnull=False)
    return {pk: survivor for pk, survivor in merged.values_list("pk", "merged_into") if survivor}


def _each_once(question: Question, *of: str) -> QuerySet[Any, Any]:
    """Each of these once, with the times that stand."""
    rows = lines_of(question).filter(participant__isnull=False).values_list(*of)
    return rows.annotate(times=Sum("sign")).filter(times__gt=0).order_by()


def _people(question: Question, by: str) -> dict[Any, int]:
    """How many different people, in each group: counted by record, less the records that stand for the same person.

    Joining a million lines to their participants would cost more than all the rest; few records are ever merged.
    """
    counts = dict(_rows(_each_once(question, by, "participant_id"), by=(by,), what="COUNT(*)"))
    survivor = merged_into(question)
    if survivor:
        ours = Participant.objects.filter(organization_id=question.organization_id)
        pointed = ours.filter(merged_into__isnull=False)
        joined = ours.filter(Q(pk__in=pointed.values("pk")) | Q(pk__in=pointed.values("merged_into")))
        rows = _each_once(question, by, "participant_id").filter(participant__in=joined.values("pk"))
        met: set[tuple[Any, UUID]] = set()
        for group, participant, _times in rows:
            person = (group, survivor.get(participant, participant))
            counts[group] -= person in met
            met.add(person)
    return counts


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
