"""The report as files: every cell as the page shows it, hidden ones too."""

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kinroad.core.months import write_month
from kinroad.core.small_cells import Cell
from kinroad.core.spreadsheets import harmless
from kinroad.reporting.rules.asked import Asked
from kinroad.reporting.rules.report import Report, Row
from kinroad.reporting.views.words import Words
from kinroad.service_log.rules.tally import TYPES

MEASURES = ("times", "contacts", "people", "minutes_given")
TABLES = (
    ("sites", "sites"),
    ("programs", "programs"),
    ("peer_leaders", "peer_leaders"),
    ("kinds", "kinds"),
    ("relations", "relations"),
)


def said(cell: Cell | None) -> str | int:
    """A cell in a spreadsheet."""
    if cell is None:
        return ""
    if cell.value is not None:
        return cell.value
    if cell.small:
        return "<11"
    return _("at least %(count)s") % {"count": cell.at_least} if cell.at_least else _("hidden")


def csv_file(report: Report, asked: Asked, words: Words) -> HttpResponse:
    """One table with a line for each month, site, and so on. Its first mark lets spreadsheets read accents."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"report-{write_month(asked.first)}-{write_month(asked.last)}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(answer)
    types = [_("Emotional"), _("Informational"), _("Instrumental"), _("Affiliational")]
    measures = [_("Times"), _("Contacts"), _("People"), _("Peer leader minutes")]
    writer.writerow([_("Table"), _("Month"), _("Name"), *types, *measures])
    for table, month, called, row in _lines(report, words):
        cells = [*(row.types.get(kind) for kind in TYPES), *(getattr(row, measure) for measure in MEASURES)]
        writer.writerow([table, month, harmless(called), *map(said, cells)])
    for called, cell in (
        (_("Minutes received"), report.minutes_received),
        (_("People without a record"), report.without_record),
    ):
        if cell is not None:
            writer.writerow([_("Apart"), "", called, *[""] * 4, said(cell)])
    return answer


def _lines(report: Report, words: Words) -> Iterator[tuple[str, str, str, Row]]:
    yield _("All"), "", "", _with_people(report)
    for row in report.months:
        yield _("Months"), write_month(row.key), "", row  # type: ignore[arg-type]
    for row in report.activities:
        yield _("Activities"), "", words.named("activities", row.key), row
    for month, row in report.month_activities:
        yield _("Activities by month"), write_month(month), words.named("activities", row.key), row
    tables = (_("Sites"), _("Programs"), _("Peer leaders"), _("Who received it"), _("Beside treatment"))
    for called, (what, names) in zip(tables, TABLES, strict=True):
        for row in getattr(report, what):
            yield called, "", words.named(names, row.key), row


def _with_people(report: Report) -> Row:
    whole = report.whole
    return Row("", whole.types, whole.times, whole.contacts, report.people, whole.minutes_given)


def as_json(report: Report, asked: Asked, words: Words) -> dict[str, Any]:
    """The same for programs: a number, or what stands for a hidden one."""

    def rows(found: Sequence[Row], names: str | None = None) -> list[dict[str, Any]]:
        return [_row(row, words.named(names, row.key) if names else None) for row in found]

    return {
        "version": "to_share" if report.shared else "program",
        "from": write_month(report.first),
        "to": write_month(report.last),
        "site": asked.site,
        "program": asked.program,
        "peer_leader": asked.peer_leader,
        "all": _row(_with_people(report), None),
        "minutes_received": _cell(report.minutes_received),
        "people_without_record": _cell(report.without_record),
        "months": [{**_row(row, None), "month": write_month(row.key)} for row in report.months],  # type: ignore[arg-type]
        "activities": rows(report.activities, "activities"),
        "months_and_activities": [
            {**_row(row, words.named("activities", row.key)), "month": write_month(month)}
            for month, row in report.month_activities
        ],
        **{what: rows(getattr(report, what), names) for what, names in TABLES},
    }


def _row(row: Row, name: str | None) -> dict[str, Any]:
    named = {} if name is None else {"id": row.key, "name": name}
    cells = {**row.types, **{measure: getattr(row, measure) for measure in MEASURES}}
    return named | {what: _cell(cell) for what, cell in cells.items() if cell is not None}


def _cell(cell: Cell | None) -> object:
    if cell is None or not cell.hidden:
        return cell and cell.value
    return {"hidden": "<11" if cell.small else "hidden", **({"at_least": cell.at_least} if cell.at_least else {})}
