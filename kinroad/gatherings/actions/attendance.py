"""Saving the sheet of a session: who came, how many, and with it the lines of the service log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.time import now
from kinroad.gatherings.models import Attended, Session, Sheet, SheetVersion, State
from kinroad.gatherings.queries.leading import leaders_of
from kinroad.gatherings.queries.sheet import attended_of, counted, expected_at, said_key
from kinroad.gatherings.rules.attendance import MOST_PEOPLE, merged
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.service_log import actions as service_log

SOURCE = "attendance"
NUMBERS = ("head_count", "children", "volunteers", "minutes", "leaders")
MARKS = ("came", "guests", "children", "online")
EARLY = timedelta(hours=2)  # people come before a session begins


class ChangedMeanwhile(ValidationError):
    """Two people said different things; `names` are those of the form."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(_("Someone else changed this while you were writing. Look at what stands now, then save."))
        self.names = names


@dataclass(frozen=True)
class Added:
    """Someone who is added to the sheet: a participant, or what a person without a record goes by.

    `id` was made when the form was drawn, so that a second submit adds nobody twice.
    """

    id: UUID
    participant_id: UUID | None = None
    goes_by: str = ""


@transaction.atomic
def save_sheet(
    *,
    session: Session,
    said: Mapping[str, Any],
    drawn: Mapping[str, Any],
    by: Viewer,
    added: Added | None = None,
) -> Sheet:
    """Save who came, and write the service log anew where the count changed.

    `said` and `drawn` map `NUMBERS`, and `came-KEY`, `guests-KEY`, `children-KEY`, `online-KEY` of every line, to
    what is wanted and to what the page showed when it was drawn: what others wrote in between stays. `minutes` were
    received by each person. Raises ChangedMeanwhile when two said different things, and ValidationError for a session
    that is cancelled or has not begun.
    """
    mine = locked(session)
    refuse_too_soon(mine)
    sheet = the_sheet(mine)
    lines = _Lines(mine, sheet)
    wanted = {name: value for name, value in said.items() if name in NUMBERS or lines.knows(name)}
    stands = {name: lines.value(name) for name in wanted}
    result = merged(drawn=drawn, mine=wanted, theirs=stands)
    if result.clashes:
        raise ChangedMeanwhile(result.clashes)
    changed = {name for name, value in result.values.items() if value != stands[name]}
    for name in sorted(changed):
        lines.put(name, result.values[name])
    new = lines.save()
    if added is not None:
        new |= add_to(sheet, added)
    if changed or new or sheet.state == Sheet.State.OPEN:
        keep(sheet, by=by, fields=changed)
    return sheet


def locked(session: Session) -> Session:
    """The session, for one writer of its sheet at a time."""
    row = Session.objects.select_for_update(of=("self",)).select_related("gathering")
    found: Session = row.get(organization_id=session.organization_id, pk=session.pk)
    return found


def refuse_too_soon(session: Session) -> None:
    """Raise ValidationError for a session that is cancelled or still to come."""
    if session.state == State.CANCELLED:
        raise ValidationError(_("This session was cancelled, so nobody can have come."))
    if now() < session.starts_at - EARLY:
        raise ValidationError(_("This session has not begun. Come back when people arrive."))


def the_sheet(session: Session) -> Sheet:
    """The sheet of a locked session, made when there is none."""
    sheet = Sheet.objects.filter(organization_id=session.organization_id, session=session).first()
    if sheet is None:
        minutes = int((session.ends_at - session.starts_at).total_seconds() // 60)
        leaders = leaders_of(session)
        sheet = Sheet(
            organization_id=session.organization_id,
            session=session,
            minutes=max(1, min(1440, minutes)),
            leaders=[str(each.id) for each in leaders],
        )
        sheet.save()
    return sheet


def add_to(sheet: Sheet, added: Added) -> bool:
    """Put someone on the sheet as there. Answers whether they were not there before."""
    people = attended_of(sheet)
    if people.filter(pk=added.id).exists():
        return False
    if people.count() >= MOST_PEOPLE:
        raise ValidationError(_("This sheet is full. Count further people by number."))
    known = people.filter(participant=added.participant_id).first() if added.participant_id else None
    if known is not None:
        was = known.came
        known.came = True
        known.save()
        return not was
    Attended(
        id=added.id,
        organization_id=sheet.organization_id,
        sheet=sheet,
        participant_id=added.participant_id,
        goes_by=added.goes_by or None,
        at=now(),
    ).save(force_insert=True)
    return True


def keep(sheet: Sheet, *, by: Viewer, fields: Iterable[str] = ()) -> None:
    """Keep how the sheet stands now as its next version, and write the service log anew."""
    session = sheet.session
    sheet.led_by_id = _peer_leader(sheet, session)
    sheet.version += 1
    sheet.state = Sheet.State.SAVED
    sheet.saved_at = now()
    sheet.saved_by_id = by.person_id
    sheet.save()
    _write_log(sheet)
    people = {
        str(pk): [came, guests, children, online]
        for pk, came, guests, children, online in attended_of(sheet).values_list("pk", *MARKS)
    }
    facts = {name: getattr(sheet, name) for name in NUMBERS}
    SheetVersion(
        organization_id=sheet.organization_id,
        sheet=sheet,
        number=sheet.version,
        facts={**facts, "people": people, "everyone": counted(sheet).everyone},
        written_at=sheet.saved_at,
        written_by_id=by.person_id,
    ).save()
    names = {name.split("-")[0] for name in fields}
    audit.record(what="sheet.saved", about=sheet, by=by, fields=names)


def settle_sheets(*, organization_id: UUID, by: Viewer, today: date, most: int = 100) -> int:
    """Save the sheets that only the door wrote on, once whoever leads can open them no more. Answers how many."""
    days = policy_of(organization_id).gatherings.sheet_days
    rows = Sheet.objects.filter(
        organization_id=organization_id, state=Sheet.State.OPEN, session__on__lt=today - timedelta(days=days)
    )
    waiting = list(rows.order_by("pk").select_related("session")[:most])
    for each in waiting:
        with transaction.atomic():
            sheet = the_sheet(locked(each.session))
            if sheet.state == Sheet.State.OPEN:
                keep(sheet, by=by)
    return len(waiting)


def _peer_leader(sheet: Sheet, session: Session) -> UUID | None:
    there = set(sheet.leaders)
    return next(
        (each.peer_leader_id for each in leaders_of(session) if str(each.id) in there and each.peer_leader_id), None
    )


def _write_log(sheet: Sheet) -> None:
    """Reverse what stands and write anew: one line for each participant, one with the number of everyone else."""
    service_log.reverse(source=SOURCE, source_id=sheet.pk, organization_id=sheet.organization_id, occasion=sheet.pk)
    gathering, session = sheet.session.gathering, sheet.session
    came = attended_of(sheet).filter(came=True, participant__isnull=False).select_related("participant")
    people = list(came)
    in_the_room = gathering.in_person
    occasion = service_log.Occasion(
        id=sheet.pk,
        organization_id=sheet.organization_id,
        on=session.on,
        minutes=sheet.minutes,
        how="person" if in_the_room else "online",
        where_at=("other" if gathering.address else "center") if in_the_room else "",
        support=frozenset(kind for kind in service_log.SUPPORT_TYPES if getattr(gathering, kind)),
        activity=gathering.activity,
        peer_leader_id=sheet.led_by_id,
        site_id=gathering.site_id,
        program_id=gathering.program_id,
        source=SOURCE,
        source_id=sheet.pk,
    )
    here = [each.participant for each in people if each.participant and not (each.online and in_the_room)]
    service_log.record(occasion=occasion, participants=here, people_without_record=counted(sheet).without_record)
    joined = [each.participant for each in people if each.participant and each.online and in_the_room]
    if joined:
        service_log.record(occasion=replace(occasion, how="online", where_at=""), participants=joined)


class _Lines:
    """The lines of a sheet by the keys of a page: those that stand, and those that were expected when it was drawn."""

    def __init__(self, session: Session, sheet: Sheet) -> None:
        self.sheet = sheet
        rows = list(attended_of(sheet))
        self.by_key: dict[str, Attended] = {str(row.pk): row for row in rows}
        self.touched: set[UUID] = set()
        self.standing = {row.pk for row in rows}
        self.numbers = False
        by_participant = {row.participant_id: row for row in rows if row.participant_id}
        by_said = {row.said_key: row for row in rows if row.said_key}
        for line in expected_at(session, also_cancelled=True):
            mark = said_key("key", str(line.key), organization_id=sheet.organization_id)
            row = by_participant.get(line.participant_id) if line.participant_id else by_said.get(mark)
            self.by_key[str(line.key)] = row or Attended(
                organization_id=sheet.organization_id,
                sheet=sheet,
                participant_id=line.participant_id,
                goes_by=None if line.participant_id else line.called,
                said_key="" if line.participant_id else mark,
                came=False,
                guests=line.mark.guests,
                children=line.mark.children,
                at=now(),
            )

    def knows(self, name: str) -> bool:
        kind, _dash, key = name.partition("-")
        return kind in MARKS and key in self.by_key

    def value(self, name: str) -> Any:
        if name in NUMBERS:
            return getattr(self.sheet, name)
        kind, _dash, key = name.partition("-")
        return getattr(self.by_key[key], kind)

    def put(self, name: str, value: Any) -> None:
        if name in NUMBERS:
            setattr(self.sheet, name, value)
            return
        kind, _dash, key = name.partition("-")
        setattr(self.by_key[key], kind, value)
        self.touched.add(self.by_key[key].pk)

    def save(self) -> bool:
        """Save what was touched; of those who were expected only who came. Answers whether anybody is new."""
        new = False
        for row in {id(each): each for each in self.by_key.values()}.values():
            if row.pk not in self.touched:
                continue
            if row.pk in self.standing:
                row.save()
            elif row.came:
                row.save(force_insert=True)
                new = True
        return new
