"""Reading the trail of an organization as its administrator does: by account, day and kind; ids and codes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from kinroad.audit.models import Change, Door, Look
from kinroad.core.ids import first_of

KINDS = ("change", "look", "door")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, who, the code of what happened, the id it was about, and how many ids a list showed."""

    id: UUID
    at: datetime
    account_id: UUID | None
    person_id: UUID | None
    kind: str
    code: str
    why: str
    about_id: UUID | None
    many: int


def lines_of(
    organization_id: UUID,
    *,
    most: int,
    kinds: Collection[str] = KINDS,
    account_id: UUID | None = None,
    day: tuple[datetime, datetime] | None = None,
    before: UUID | None = None,
    hidden: Exists,
    hidden_codes: Q,
) -> list[Line]:
    """The newest lines of these kinds, at most so many; `before` is the id of the last one already shown.

    `hidden` says which changes and looks are left out, row by row; `hidden_codes` which lines by their `code`.
    """

    def wanted(rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = rows.filter(organization_id=organization_id)
        if account_id:
            rows = rows.filter(account_id=account_id)
        if day:
            rows = rows.filter(pk__gte=first_of(day[0]), pk__lt=first_of(day[1]))
        if before:
            rows = rows.filter(pk__lt=before)
        return rows.order_by("-pk")

    found: list[list[Line]] = []
    if "change" in kinds:
        changes = wanted(Change.objects.filter(~hidden).exclude(_named(hidden_codes, "what")))
        change = ("pk", "at", "account_id", "person_id", "what", "participant_id", "about_id")
        found.append(
            [
                Line(pk, at, account, person, "change", what, "", participant or about, 0)
                for pk, at, account, person, what, participant, about in changes.values_list(*change)[:most]
            ]
        )
    if "look" in kinds:
        looks = wanted(Look.objects.filter(~hidden).exclude(_named(hidden_codes, "page")))
        seen = ("pk", "at", "account_id", "person_id", "page", "why", "participant_id", "shown")
        found.append(
            [
                Line(pk, at, account, person, "look", page, why, participant, len(shown or ()))
                for pk, at, account, person, page, why, participant, shown in looks.values_list(*seen)[:most]
            ]
        )
    if "door" in kinds:
        doors = wanted(Door.objects.exclude(_named(hidden_codes, "page")))
        passed = ("pk", "at", "account_id", "person_id", "what", "page", "about_id", "place")
        found.append(
            [
                Line(pk, at, account, person, "door", f"{what} {page}".strip(), place[:6], about, 0)
                for pk, at, account, person, what, page, about, place in doors.values_list(*passed)[:most]
            ]
        )
    return list(islice(merge(*found, key=lambda line: line.id, reverse=True), most))


def _named(codes: Q, column: str) -> Q:
    """The same words asked of this column: `code__startswith` becomes `what__startswith`."""
    named = Q(_connector=codes.connector)
    for each in codes.children:
        assert isinstance(each, tuple)
        named.children.append((f"{column}{each[0].removeprefix('code')}", each[1]))
    return named
