"""Taking over a directory, again and again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db import transaction

from kinroad.audit.actions import record
from kinroad.core.time import now
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.double import lend_again
from kinroad.resources.actions.finding import index_places
from kinroad.resources.actions.proposing import propose_doubles
from kinroad.resources.actions.result import ImportResult, together
from kinroad.resources.actions.secret import without_secrets
from kinroad.resources.actions.shelf import Shelf
from kinroad.resources.models import ResourceSource, ServiceAtLocation
from kinroad.resources.rules.line import Line, merge_repeats
from kinroad.resources.rules.listed_words import folded
from kinroad.resources.rules.problems import NO_ROW, Problem, Why
from kinroad.resources.rules.raw import read_row

Row = tuple[int, Line | Mapping[str, str]]
SAME_LIST = 0.5
"""A file of which this share of rows is already in a list is that list, whatever the file is called."""


@dataclass(frozen=True, slots=True)
class File:
    """What stands in one file: rows with their number, as lines or under our own headings.

    `unreadable`: the file cannot be used at all. `source` names the list; without it the file finds the list it
    repeats.
    """

    name: str
    rows: Sequence[Row] = ()
    problems: Sequence[Problem] = ()
    unreadable: Problem | None = None
    source: str = ""


def import_files(
    *, files: Sequence[File], organization: Organization, by: Viewer, dry_run: bool = False
) -> ImportResult:
    """Make the lists of this organization say what these files say, all in one transaction or not at all.

    Places of a list that its file no longer has are marked vanished; what this organization knows better stays. A dry
    run tells the same counts and writes nothing.
    """
    with transaction.atomic():
        results = [(file.name, _import(file, organization, by)) for file in files]
        refused = any(result.refused for _, result in results)
        if refused or dry_run:
            transaction.set_rollback(True)
    if refused:
        results = [(name, each if each.refused else _refused(each, Problem(0, "file", Why.ANOTHER_FILE)))
                   for name, each in results]  # fmt: skip
    return together(results)


def _import(file: File, organization: Organization, by: Viewer) -> ImportResult:
    if file.unreadable:
        return _refused(ImportResult(), file.unreadable)
    told: list[Problem]
    lines: list[tuple[int, Line]]
    told, lines, left_out = list(file.problems), [], 0
    for number, each in file.rows:
        if isinstance(each, Line):
            lines.append((number, each))
            continue
        reading = read_row(each, row=number, state=organization.state)
        told += reading.problems
        if reading.line is None:
            left_out += 1
        else:
            lines.append((number, reading.line))
    no_rows = sum(problem.why in NO_ROW or problem.why is Why.NO_AGENCY for problem in told)
    result = ImportResult(read=len(file.rows) + no_rows, left_out=left_out + no_rows)
    result.problems = sorted(told, key=lambda problem: problem.row)
    if not result.read:
        return _refused(result, Problem(0, "file", Why.FILE_EMPTY))
    if result.left_out * 5 > result.read:
        return _refused(result, Problem(0, "file", Why.TOO_MANY_UNUSABLE))
    _apply(merge_repeats(lines), result, organization, by, file)
    return result


def _refused(result: ImportResult, problem: Problem) -> ImportResult:
    """Nothing was applied: every row of a refused file is left out."""
    problems = [problem, *result.problems]
    return ImportResult(read=result.read, left_out=result.read, problems=problems, refused=True, source=result.source)


def _apply(
    lines: list[tuple[Line, tuple[int, ...]]],
    result: ImportResult,
    organization: Organization,
    by: Viewer,
    file: File,
) -> None:
    at = now()
    name = (file.source or PurePath(file.name).stem or "resources")[:120]
    source = _source_of([line for line, _ in lines], organization, name, find=not file.source)
    if source is None:
        source = ResourceSource(organization=organization, name=name, changed_at=at)
        source.save()
    result.source = source.name
    lines, secret = without_secrets(lines, organization=organization, source=source)
    result.left_out += len(secret)
    result.problems = sorted([*result.problems, *secret], key=lambda problem: problem.row)
    shelf = Shelf(organization=organization, source=source, at=at)
    for line, numbers in lines:
        outcome = shelf.put(line)
        setattr(result, outcome, getattr(result, outcome) + 1)
        result.unchanged += len(numbers) - 1
    result.vanished = shelf.vanish()
    shelf.write()
    touched = shelf.touched()
    lent = lend_again(shelf.written(), organization_id=organization.pk)
    index_places([*shelf.written(), *sorted(lent)], organization_id=organization.pk)
    result.proposed = propose_doubles(organization_id=organization.pk, ids=touched, at=at)
    source.imported_at = at
    if touched or result.vanished:
        source.changed_at = at
    source.save()
    record(what="resources.imported", about=source, by=by, fields=("places",))


def _source_of(lines: list[Line], organization: Organization, name: str, *, find: bool) -> ResourceSource | None:
    """The list this file is: the one of that name, else one it mostly repeats."""
    sources = list(ResourceSource.objects.select_for_update().filter(organization=organization).order_by("name"))
    own = next((source for source in sources if source.name == name), None)
    if own is not None or not find:
        return own
    told = {(line.place.key, folded(line.agency.facts["name"])) for line in lines}
    for source in sources:
        mine = ServiceAtLocation.objects.filter(organization=organization, source=source)
        kept: Any = mine.values_list("source_key", "service__agency__name")
        if sum((key, folded(agency)) in told for key, agency in kept) > SAME_LIST * len(told):
            return source
    return None
