"""Bringing a roster in: all of it or nothing, and told in sentences."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.core.ids import uuid7
from kinroad.core.time import today
from kinroad.interop.actions import rosters
from kinroad.interop.models import RosterImport, RosterMapping, RosterRow
from kinroad.interop.spreadsheet import columns, rows
from kinroad.interop.spreadsheet.columns import Field, Mapped
from kinroad.interop.spreadsheet.matching import Plan, plan
from kinroad.interop.spreadsheet.places import Places, how_it_ended
from kinroad.interop.spreadsheet.reading import Table, Unreadable, read_table
from kinroad.interop.spreadsheet.rows import Facts, Problem
from kinroad.people.actions.participants import change_facts
from kinroad.people.actions.registering import NewParticipant, register_participants
from kinroad.people.models import Organization, Participant, RecoveryDate
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

PERSON_FIELDS = ("called", "full_name", "birth_on", "phone", "email", "address", "zip", "languages")
COMPARED = (*PERSON_FIELDS, "pathways")
TOLD_LINES = 20
SHOWN = 10  # rows in a preview


@dataclass
class ImportResult:
    """What became of a roster, or what would. `read` is the sum of the four that follow it."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    vanished: int = 0
    left_out: int = 0
    problems: list[Problem] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    roster: RosterImport | None = None
    headings: tuple[str, ...] = ()
    mapped: Mapped = ()
    preview: list[Facts] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        return bool(self.problems)

    def as_dict(self) -> dict[str, Any]:
        """Counts and problems in the shape that commands print as JSON."""
        names = ("read", "created", "updated", "unchanged", "vanished", "left_out")
        return {**{name: getattr(self, name) for name in names}, "problems": [asdict(each) for each in self.problems]}


def import_people(
    *,
    organization: Organization,
    path: Path | str | None = None,
    data: bytes | None = None,
    by: Viewer | None = None,
    dry_run: bool = False,
    mapping: Sequence[str] | None = None,
    roster: RosterImport | None = None,
) -> ImportResult:
    """Bring in a roster of people, from a path or from bytes; any problem refuses it all and writes nothing.

    `mapping` names the field of each column; without it the remembered one, else a guess. `by` is the command itself
    when nobody is named. A dry run says what would happen.
    """
    by = by or Viewer.system(organization.pk, organization.zone)
    content = data if data is not None else Path(path or "").read_bytes()
    try:
        table = read_table(content)
    except Unreadable as unreadable:
        return ImportResult(problems=[Problem(1, "", str(unreadable))])
    mapped = mapping_for(table, organization=organization, chosen=mapping)
    if not columns.has_a_name(mapped):
        sentence = _("We found no column with names. Say which column holds them, or give it the heading “Name”.")
        problem = Problem(table.line, "", sentence)
        return ImportResult(problems=[problem], headings=table.headings, mapped=mapped)
    policy = policy_of(organization.pk)
    reading = rows.read_rows(table, mapped, today=today(organization.zone), minimum_age=policy.request.minimum_age)
    result = ImportResult(read=reading.read, problems=reading.problems, told=reading.told)
    result.headings, result.mapped, result.preview = table.headings, mapped, reading.facts[:SHOWN]
    places = Places(organization)
    if places.missing and not reading.problems:
        result.problems.append(Problem(table.line, "", places.missing))
    if result.refused:
        result.left_out = result.read
        return result
    with transaction.atomic():
        plans = plan(reading.facts, by=by)
        _Bringing(plans, places, result, by).carry_out(
            roster=roster, headings_key=columns.key_of(table.headings), dry_run=dry_run
        )
    return result


def bring_in(*, roster: RosterImport, by: Viewer) -> ImportResult:
    """Bring a waiting roster in. A roster with a problem stays waiting; see the result."""
    organization = Organization.objects.get(pk=by.organization_id)
    return import_people(data=rosters.file_of(roster), organization=organization, by=by, roster=roster)


def mapping_for(table: Table, *, organization: Organization, chosen: Sequence[str] | None = None) -> Mapped:
    """The field of each column: as chosen, as remembered for these headings, or as guessed."""
    key = columns.key_of(table.headings)
    remembered = RosterMapping.objects.filter(organization_id=organization.pk, headings_key=key).first()
    fields = chosen if chosen is not None else remembered.fields if remembered else None
    if fields is None or len(fields) != len(table.headings):
        return columns.guess(table.headings)
    return tuple(Field(each) for each in fields)


class _Bringing:
    """One roster on its way in."""

    def __init__(self, plans: list[Plan], places: Places, result: ImportResult, by: Viewer) -> None:
        self.plans, self.places, self.result, self.by = plans, places, result, by
        self.today = today(by.organization_zone)
        self.rows: list[RosterRow] = []
        self.kept_as_they_are = self.ended = self.unknown_words = 0

    def carry_out(self, *, roster: RosterImport | None, headings_key: str, dry_run: bool) -> None:
        self.roster = roster or RosterImport(id=uuid7(), organization_id=self.by.organization_id)
        for each in self.plans:
            self._bring(each, dry_run=dry_run)
        self._tell()
        if not dry_run:
            self._write_new_ones()
        if dry_run or (roster is None and not self.rows):
            return
        if roster is None:
            self.roster = rosters.keep_file(data=b"", headings_key=headings_key, by=self.by, id=self.roster.pk)
        rosters.finish(roster=self.roster, rows=self.rows, counts=vars(self.result), by=self.by)
        self.result.roster = self.roster

    def _write_new_ones(self) -> None:
        new = [each for each in self.plans if each.made is not None]
        made = register_participants(new=[each.made for each in new if each.made], by=self.by)
        for each, participant in zip(new, made, strict=True):
            each.participant = participant
            self._note(each, participant, RosterRow.Outcome.CREATED, {})
        for each in self.plans:
            if each.same_as is not None and each.same_as.participant is not None:
                self._note(each, each.same_as.participant, RosterRow.Outcome.UNCHANGED, {})

    def _bring(self, each: Plan, *, dry_run: bool) -> None:
        if each.known is not None or each.repeats:
            self.result.unchanged += 1
        elif each.same_as is not None:
            self._count("updated" if each.fills else "unchanged")
        elif each.participant is not None:
            self._update(each, each.participant, dry_run=dry_run)
        else:
            self._create(each)

    def _count(self, name: str) -> None:
        setattr(self.result, name, getattr(self.result, name) + 1)

    def _create(self, each: Plan) -> None:
        facts = each.facts
        self._count("created")
        self.unknown_words += bool(facts.kept)
        ending = how_it_ended(facts.status, facts.ended_on)
        self.ended += ending is not None
        site, program = self.places.of(facts)
        each.made = NewParticipant(
            facts={name: _fact(facts, name) for name in (*COMPARED, "kind") if getattr(facts, name)},
            site=site,
            program=program,
            on=facts.started_on or facts.ended_on or self.today,
            recovery_dates=[(facts.recovery_on, "")] if facts.recovery_on else [],
            ended_on=(facts.ended_on or self.today) if ending else None,
            reason=ending or "",
        )

    def _update(self, each: Plan, participant: Participant, *, dry_run: bool) -> None:
        """Three sides are weighed: what the last roster said, what the page says now, what this roster says.

        Somebody's own correction on the page is never overwritten by an older list.
        """
        last = (
            RosterRow.objects.filter(organization_id=self.by.organization_id, participant=participant)
            .order_by("-pk")
            .first()
        )
        said = json.loads(last.words)["facts"] if last and last.words else {}
        changes: dict[str, Any] = {}
        before: dict[str, Any] = {}
        for name in COMPARED:
            current = rosters.as_plain(getattr(participant.person if name in PERSON_FIELDS else participant, name))
            new = rosters.as_plain(getattr(each.facts, name))
            if not new or new == current:
                continue
            if current is None or current == said.get(name):
                changes[name], before[name] = _fact(each.facts, name), current
            else:
                self.kept_as_they_are += 1
        dates = self._new_dates(each.facts, participant, said, before)
        outcome = RosterRow.Outcome.UPDATED if changes or dates else RosterRow.Outcome.UNCHANGED
        self._count(str(outcome))
        if dry_run:
            return
        if changes or dates:
            change_facts(participant=participant, facts=changes, by=self.by, recovery_dates=dates)
        self._note(each, participant, outcome, before)

    def _new_dates(
        self, facts: Facts, participant: Participant, said: dict[str, Any], before: dict[str, Any]
    ) -> list[tuple[date, str]] | None:
        if facts.recovery_on is None:
            return None
        rows_here = RecoveryDate.objects.filter(organization_id=self.by.organization_id, participant=participant)
        here = [day.isoformat() for day in rows_here.values_list("on", flat=True)]
        if facts.recovery_on.isoformat() in here:
            return None
        if here and here != [said.get("recovery_on")]:
            self.kept_as_they_are += 1
            return None
        before["recovery_on"] = here[0] if here else None
        return [(facts.recovery_on, "")]

    def _note(self, each: Plan, participant: Participant, outcome: str, before: dict[str, Any]) -> None:
        words = {"facts": each.facts.as_words(), "before": before}
        self.rows.append(
            RosterRow(
                organization_id=self.by.organization_id,
                roster=self.roster,
                participant=participant,
                number=each.facts.number,
                fingerprint=each.fingerprint,
                outcome=outcome,
                words=json.dumps(words, ensure_ascii=False),
            )
        )

    def _tell(self) -> None:
        told = self.result.told
        told += self.places.told
        same = [f"{each.same_as.facts.number} = {each.facts.number}" for each in self.plans if each.same_as]
        if same:
            told.append(
                _("Lines that seem to be of one person, and became one: %(lines)s.")
                % {"lines": ", ".join(same[:TOLD_LINES])}
            )
        if self.unknown_words:
            told.append(
                _("Words we have no code for are kept beside the import: %(number)s lines.")
                % {"number": self.unknown_words}
            )
        if self.ended:
            told.append(
                _("Support has ended for %(number)s people on this list. The door stays open.") % {"number": self.ended}
            )
        if self.kept_as_they_are:
            told.append(
                _("Their own pages say something else than the list, and stay as they are: %(number)s facts.")
                % {"number": self.kept_as_they_are}
            )


def _fact(facts: Facts, name: str) -> Any:
    value = getattr(facts, name)
    return list(value) if isinstance(value, tuple) else value
