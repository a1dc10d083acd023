"""Taking over a list of meetings, again and again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

from django.db import transaction

from kinroad.audit.actions import record
from kinroad.core.time import now
from kinroad.gatherings.actions.facets import refresh_facets
from kinroad.gatherings.actions.result import ImportResult
from kinroad.gatherings.actions.writing import Shelf
from kinroad.gatherings.models import Meeting, MeetingReport, MeetingSource
from kinroad.gatherings.rules.changes import MOST_KEPT, count_by_kind, in_order
from kinroad.gatherings.rules.listing import Listing, Raw, read_row
from kinroad.gatherings.rules.matching import Kept, Pairing, pair
from kinroad.gatherings.rules.merging import merge_repeats
from kinroad.gatherings.rules.problems import BY_ITS_LIST, NO_ROW, Problem, Why
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer

REPORTS_KEPT = 20
SAME_LIST = 0.3
"""A file of which this share of rows is already in a list is that list, whatever the file is called."""


def import_rows(
    *,
    rows: Sequence[tuple[int, Raw]],
    organization: Organization,
    by: Viewer,
    file_name: str,
    source_name: str = "",
    problems: Sequence[Problem] = (),
    dry_run: bool = False,
) -> ImportResult:
    """Make one list of this organization say what these rows say, all in one transaction or not at all.

    Rows come with their number in the file. Meetings of the list that the file no longer has are marked vanished;
    what this organization corrected stays. A dry run tells the same counts and writes nothing.
    """
    readings = [
        (number, read_row(raw, row=number, zone=organization.zone, state=organization.state)) for number, raw in rows
    ]
    told = [*problems, *(problem for _, reading in readings for problem in reading.problems)]
    no_rows = sum(problem.why in NO_ROW for problem in told)
    unusable = sum(not reading.listings for _, reading in readings)
    result = ImportResult(read=len(rows) + no_rows, left_out=unusable + no_rows)
    result.problems = sorted(told, key=lambda problem: problem.row)
    if refusal := _refusal(result):
        return _refused(result, refusal)
    listings = merge_repeats([(number, each) for number, reading in readings for each in reading.listings])
    with transaction.atomic():
        return _apply(listings, result, organization, by, file_name, source_name, dry_run)


def _refusal(result: ImportResult) -> Why | None:
    if not result.read:
        return Why.FILE_EMPTY
    unusable = result.left_out - sum(problem.why in BY_ITS_LIST for problem in result.problems)
    return Why.TOO_MANY_UNUSABLE if unusable * 5 > result.read else None


def _refused(result: ImportResult, why: Why) -> ImportResult:
    """Nothing was applied: every row of a refused file is left out."""
    problems = [Problem(0, "file", why), *result.problems]
    return replace(result, left_out=result.read, refused=True, problems=problems)


def refuse_file(why: Why) -> ImportResult:
    """The answer to a file that cannot be read at all."""
    return _refused(ImportResult(), why)


def _apply(
    listings: list[tuple[Listing, tuple[int, ...]]],
    result: ImportResult,
    organization: Organization,
    by: Viewer,
    file_name: str,
    source_name: str,
    dry_run: bool,
) -> ImportResult:
    at = now()
    name = source_name or PurePath(file_name).stem or "meetings"
    source, pairing = _source_of(listings, organization, name[:120], find=not source_name)
    result.source = source.name if source else name[:120]
    if source is None and not dry_run:
        source = MeetingSource(organization=organization, name=name[:120], changed_at=at)
        source.save()
    shelf = Shelf(organization=organization, source=source, at=at)
    result.listed = shelf.listed
    outcomes = shelf.put(listings, pairing)
    result.vanished = shelf.vanish(pairing.vanishing)
    result.changes = in_order(shelf.told)
    _count(result, listings, outcomes)
    if not dry_run and source is not None:
        shelf.write()
        _sign(source, result, by, at)
    return result


def _source_of(
    listings: list[tuple[Listing, tuple[int, ...]]], organization: Organization, name: str, *, find: bool
) -> tuple[MeetingSource | None, Pairing]:
    """The list this file is, and how its rows meet it: the one of that name, else one it mostly repeats."""
    keyed = [(listing.key, listing.parts) for listing, _ in listings]
    best: tuple[MeetingSource | None, Pairing] = (None, pair([], keyed))
    sources = list(MeetingSource.objects.select_for_update().filter(organization=organization).order_by("name"))
    for source in sorted(sources, key=lambda each: each.name != name):
        if source.name != name and not find:
            continue
        pairing = pair(_kept(source), keyed)
        if source.name == name:
            return source, pairing
        if len(pairing.same) > max(SAME_LIST * len(keyed), len(best[1].same)):
            best = (source, pairing)
    return best


def _kept(source: MeetingSource) -> list[Kept]:
    rows = Meeting.objects.filter(organization=source.organization_id, source=source).order_by("id")
    return [
        Kept(id=id, key=key, parts=tuple(parts), vanished=vanished is not None)
        for id, key, parts, vanished in rows.values_list("id", "source_key", "source_parts", "vanished_at")
    ]


def _count(result: ImportResult, listings: list[tuple[Listing, tuple[int, ...]]], outcomes: list[str]) -> None:
    """Count rows, not weekdays: a row is created when all its days are, unchanged when none changed, else updated."""
    of_row: dict[int, set[str]] = {}
    repeats: set[int] = set()
    for (_, numbers), outcome in zip(listings, outcomes, strict=True):
        of_row.setdefault(numbers[0], set()).add(outcome)
        repeats.update(numbers[1:])
    for found in of_row.values():
        word = next(iter(found)) if len(found) == 1 else "updated"
        setattr(result, word, getattr(result, word) + 1)
    result.unchanged += len(repeats - set(of_row))


def _sign(source: MeetingSource, result: ImportResult, by: Viewer, at: datetime) -> None:
    source.imported_at = at
    # What its address last answered is no longer what we show, unless whoever asked there says so next.
    source.shown, source.digest, source.etag, source.last_modified = False, "", "", ""
    if result.created or result.updated or result.vanished:
        source.changed_at = at
        refresh_facets(source)
    source.save()
    record(what="meetings.imported", about=source, by=by, fields=("meetings",))
    if result.changes:
        _report(source, result, by, at)


def _report(source: MeetingSource, result: ImportResult, by: Viewer, at: datetime) -> None:
    """Keep what changed, to read afterwards; older reports of this list go."""
    MeetingReport(
        organization_id=source.organization_id,
        source=source,
        at=at,
        alone=by.account_id is None,
        counts={"read": result.read, "left_out": result.left_out, **count_by_kind(result.changes)},
        changes=[each.as_json() for each in result.changes[:MOST_KEPT]],
    ).save()
    mine = MeetingReport.objects.filter(organization=source.organization_id, source=source)
    kept = list(mine.order_by("-at", "-id").values_list("pk", flat=True)[:REPORTS_KEPT])
    mine.exclude(pk__in=kept).delete()
