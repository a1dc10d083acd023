"""The sheet of a session: who stands on it, who may be expected, and what it counts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kinroad.core.fields import open_sealed
from kinroad.core.seal import blind
from kinroad.gatherings.models import Attended, Coming, Session, Sheet, SheetVersion
from kinroad.gatherings.queries.coming import current, survivor
from kinroad.gatherings.rules.attendance import MOST_PEOPLE, Count, Mark, count
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.queries.finding import find_participants
from kinroad.people.queries.shown import Shown, shown_people
from kinroad.people.rules.viewer import Viewer

REGULARS_OF = 4  # sessions back
FOUND = 6
MOST_VERSIONS = 50


@dataclass(frozen=True)
class Row:
    """One line of the sheet. `called` is what this viewer may read of them: nothing for who only checked in.

    `key` names the line on the page: the row itself once it is saved, else what made us expect them.
    """

    key: UUID
    called: str
    mark: Mark
    participant_id: UUID | None = None
    attended_id: UUID | None = None
    said_they_come: bool = False
    in_sight: bool = False


def sheet_of(session: Session) -> Sheet | None:
    """The sheet of this session, when there is one."""
    return Sheet.objects.filter(organization_id=session.organization_id, session=session).first()


def attended_of(sheet: Sheet | None) -> QuerySet[Attended]:
    """Everyone on this sheet."""
    if sheet is None:
        return Attended.objects.none()
    return Attended.objects.filter(organization_id=sheet.organization_id, sheet=sheet)


def said_key(kind: str, words: str, *, organization_id: UUID) -> str:
    """By what a person without a record is known on a sheet: a keyed hash."""
    return blind(kind, words, organization_id)


def rows_of(session: Session, *, viewer: Viewer) -> list[Row]:
    """Everyone on the sheet, and those who may be expected, by what they go by. A fixed number of questions."""
    sheet = sheet_of(session)
    people = list(
        attended_of(sheet)
        .order_by("pk")
        .values_list(
            "pk",
            "participant_id",
            "goes_by",
            "by_name",
            "came",
            "guests",
            "children",
            "online",
            "said_key",
            "participant__person_id",
            "participant__person__called",
        )[:MOST_PEOPLE]
    )
    expected = expected_at(session)
    named = [row[1] for row in people if row[1]] + [row.participant_id for row in expected if row.participant_id]
    seen = set(participants_seen_by(viewer).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    rows = [_row(*row, seen=seen) for row in people]
    there = {row.participant_id for row in rows if row.participant_id} | {row[8] for row in people if row[8]}
    for each in expected:
        mark = said_key("key", str(each.key), organization_id=session.organization_id)
        if (each.participant_id or mark) not in there:
            rows.append(replace(each, in_sight=each.participant_id in seen))
    return sorted(rows, key=lambda row: (not row.said_they_come, not row.called, row.called.casefold(), row.key))


def _row(
    pk: UUID,
    participant_id: UUID | None,
    goes_by: Any,
    by_name: bool,
    came: bool,
    guests: int,
    children: int,
    online: bool,
    _said: str,
    person_id: UUID | None,
    called: Any,
    *,
    seen: set[UUID],
) -> Row:
    if person_id is not None and (by_name or participant_id in seen):
        words = open_sealed(Person, "called", person_id, called)
    else:
        words = open_sealed(Attended, "goes_by", pk, goes_by) or ""
    mark = Mark(came=came, guests=guests, children=children, online=online, has_record=participant_id is not None)
    return Row(pk, words, mark, participant_id, pk, in_sight=participant_id in seen)


def expected_at(session: Session, *, also_cancelled: bool = False) -> list[Row]:
    """Those who said they come, and those who came to one of the last sessions and are known by name there, as lines
    that nobody ticked yet. `also_cancelled`: a page may have been drawn before somebody took it back."""
    lines: dict[Any, Row] = {}
    for line in [*_said_they_come(session, also_cancelled=also_cancelled), *_regulars(session)]:
        lines.setdefault(line.participant_id or (line.said_they_come and line.key) or line.called.casefold(), line)
    return list(lines.values())


def _said_they_come(session: Session, *, also_cancelled: bool) -> Iterable[Row]:
    if also_cancelled:
        of = {"organization_id": session.organization_id, "session": session}
        rows = Coming.objects.filter(**of).select_related("participant__person", "participant__merged_into__person")
    else:
        rows = current(session).exclude(state=Coming.State.WAITING)
    for row in rows.order_by("signed_up_at", "pk")[:MOST_PEOPLE]:
        them = survivor(row)
        called = (them.person.called if them else row.called) or ""
        mark = Mark(came=False, guests=row.guests, children=row.children, has_record=them is not None)
        yield Row(row.pk, called, mark, them.pk if them else None, said_they_come=True)


def _regulars(session: Session) -> Iterable[Row]:
    before = Session.objects.filter(
        organization_id=session.organization_id, gathering=session.gathering_id, starts_at__lt=session.starts_at
    )
    lately = before.order_by("-starts_at").values_list("pk", flat=True)[:REGULARS_OF]
    for pk, participant_id, goes_by, person_id, called in _came_to(
        list(lately), organization_id=session.organization_id
    ):
        words = open_sealed(Person, "called", person_id, called) if person_id else ""
        words = words or open_sealed(Attended, "goes_by", pk, goes_by) or ""
        if words:
            yield Row(pk, words, Mark(came=False, has_record=participant_id is not None), participant_id)


def _came_to(sessions: list[UUID], *, organization_id: UUID) -> Iterable[tuple[Any, ...]]:
    sheets = Sheet.objects.filter(organization_id=organization_id, session__in=sessions)
    rows = Attended.objects.filter(
        organization_id=organization_id,
        sheet__in=sheets,
        came=True,
        by_name=True,
        participant__merged_into=None,
        participant__died_on=None,
    )
    return rows.order_by("-pk").values_list(
        "pk", "participant_id", "goes_by", "participant__person_id", "participant__person__called"
    )[:MOST_PEOPLE]


def counted(sheet: Sheet | None) -> Count:
    """What the sheet counts now."""
    if sheet is None:
        return count(())
    marks = attended_of(sheet).values_list("came", "guests", "children", "online", "participant_id")
    return count(
        (Mark(came, guests, children, online, who is not None) for came, guests, children, online, who in marks),
        heads=sheet.head_count,
        children=sheet.children,
    )


def find_for_sheet(words: str, *, session: Session, viewer: Viewer) -> list[tuple[UUID, str]]:
    """Participants who go by this name, among those the viewer sees and those who came to this gathering before.

    Nobody else is found: a sheet is no way to find out who is a participant.
    """
    wanted = words.casefold().strip()
    known = {row.participant_id: row.called for row in rows_of(session, viewer=viewer) if row.participant_id}
    found = {pk: called for pk, called in known.items() if called.casefold() == wanted}
    found |= {each.participant_id: each.full_name or each.called for each in find_participants(words, viewer=viewer)}
    alive = Participant.objects.filter(organization_id=viewer.organization_id, pk__in=found, died_on=None)
    here = set(alive.values_list("pk", flat=True))
    return [(pk, called) for pk, called in found.items() if pk in here][:FOUND]


@dataclass(frozen=True)
class Saved:
    """The sheet as it stood after one save: when, by whom, how many were there."""

    number: int
    at: datetime
    who: Shown | None
    everyone: int
    before: int | None
    minutes: int


def history_of(sheet: Sheet | None) -> list[Saved]:
    """Every save, newest first, with what it counted and what was counted before (at most 50). Two questions."""
    if sheet is None:
        return []
    rows = SheetVersion.objects.filter(organization_id=sheet.organization_id, sheet=sheet)
    found = list(rows.order_by("-number").values_list("number", "written_at", "written_by_id", "facts")[:MOST_VERSIONS])
    people = shown_people((row[2] for row in found), organization_id=sheet.organization_id)
    counts = [facts["everyone"] for _number, _at, _by, facts in found]
    return [
        Saved(number, at, people.get(by), facts["everyone"], before, facts["minutes"])
        for (number, at, by, facts), before in zip(found, [*counts[1:], None], strict=True)
    ]
