"""Counts of support given, from the log alone. Reversed lines are taken off; merged participants count once."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

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
        .annotate(
            Sum("sign"),
            *(Sum("sign", filter=Q(**{kind: True}), default=0) for kind in TYPES),
            Sum(F("sign") * F("minutes")),
        )
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
        .annotate(standing=Sum("sign"), minutes_in_it=Sum(F("sign") * F("minutes")) / Sum("sign"))
        .filter(standing__gt=0)
        .order_by()
    )
    uuids = [Line._meta.get_field(name) for name in ("site", "program", "peer_leader")]
    return [
        ContactTally(month, *(_uuid(field, value) for field, value in zip(uuids, keys, strict=True)), count, minutes)  # type: ignore[arg-type]
        for month, *keys, count, minutes in _count(contacts, by=of, what="COUNT(*), SUM(minutes_in_it)")
    ]


def served(question: Question) -> list[Served]:
    """Everybody who received support, with where, from whom and as whom."""
    rows = (
        lines_of(question)
        .filter(participant__isnull=False)
        .values_list(PERSON, "site", "program", "peer_leader", "kind", "relation_to_treatment")
        .annotate(times=Sum("sign"))
        .filter(times__gt=0)
        .order_by()
    )
    return [Served(*row) for row in rows.iterator(chunk_size=5000)]
