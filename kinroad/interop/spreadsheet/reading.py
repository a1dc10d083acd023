"""From the bytes of a file to a table: CSV in any encoding and separator, and XLSX. No bytes may crash it."""

import codecs
import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import Any, Literal

from django.utils.translation import gettext as _

from kinroad.interop.spreadsheet.columns import Field, recognized

Cell = str | int | float | bool | date | datetime | time | None

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000  # characters; longer ones come from a quotation mark that was never closed
MOST_UNPACKED = 100 * 1024 * 1024  # bytes
MOST_TIMES_SMALLER = 200  # a sheet packs 5 to 30 times smaller; far more than that is a trap
LOOK_FOR_HEADINGS = 30  # rows
SEPARATORS = ",;\t|"
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
AS_TEXT = re.compile(r"""^\s*(?:="(.*)"|'([\d+].*))\s*$""")  # how people keep a spreadsheet from changing a number
FORMULA_WITHOUT_RESULT = "#FORMULA"


class Unreadable(Exception):
    """The file cannot be read at all. Its words are a sentence for the person who chose it."""


@dataclass(frozen=True)
class Row:
    """One line of the sheet; `number` is the line as a person sees it in a spreadsheet, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """The line of headings and the lines below it, blank ones left out."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int = 1  # where the headings stand
    told: tuple[str, ...] = field(default=())


def read_table(data: bytes) -> Table:
    """The table in a file. Raises Unreadable with a sentence."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 5 MB. Split it, or leave out pictures."))
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(_("This file is empty."))
    if data.startswith(b"PK\x03\x04"):
        return _from_sheets(list(_sheets(data)))
    if data.startswith(OLD_EXCEL):
        raise Unreadable(_("This is an old Excel file, or one with a password. Save it as .xlsx without a password."))
    return _as_table(_from_text(_decoded(data)))


def is_blank(cell: Cell) -> bool:
    """Whether nothing is written there."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _decoded(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _clean(data[len(mark) :].decode(encoding, errors="replace"))
    head = data[:2000]
    if head.count(b"\0") > len(head) / 4:
        little = head[1::2].count(b"\0") >= head[0::2].count(b"\0")
        return _clean(data.decode("utf-16-le" if little else "utf-16-be", errors="replace"))
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _clean(data.decode("cp1252", errors="replace"))


def _clean(text: str) -> str:
    odd = sum(1 for letter in text[:5000] if letter == "\ufffd" or (letter < " " and letter not in "\t\r\n\f\v"))
    if odd > max(3, len(text[:5000]) / 50):
        raise Unreadable(_("This is not a spreadsheet we can read. Save it as CSV or XLSX and try again."))
    return text.replace("\0", "").replace("\ufeff", "")


def _from_text(text: str) -> list[list[Cell]]:
    first, _end, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        text = rest
    records = max((_split(text, separator) for separator in SEPARATORS), key=_how_regular)
    if len(records) > MOST_ROWS + LOOK_FOR_HEADINGS:
        raise Unreadable(_("This file has more than 20,000 lines. Split it and bring in the parts."))
    return [[AS_TEXT.sub(r"\1\2", cell) for cell in record] for record in records]


def _split(text: str, separator: str) -> list[list[str]]:
    try:
        records = _records(text, separator, csv.QUOTE_MINIMAL)
    except csv.Error:
        records = []
    if not records or any(len(cell) > LONGEST_CELL for record in records for cell in record):
        # A quotation mark was opened and never closed: take every mark as an ordinary letter.
        records = _records(text, separator, csv.QUOTE_NONE)
    return records


def _records(text: str, separator: str, quoting: Literal[0, 3]) -> list[list[str]]:
    csv.field_size_limit(MOST_BYTES)
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    reader = csv.reader(lines, delimiter=separator, quoting=quoting, skipinitialspace=True)
    return list(islice(reader, MOST_ROWS + LOOK_FOR_HEADINGS + 1))


def _how_regular(records: list[list[str]]) -> tuple[int, float, int]:
    """How much this looks like the right separator: headings we know, then lines of the same width."""
    known = max((len(recognized(record)) for record in records[:LOOK_FOR_HEADINGS]), default=0)
    widths = Counter(len(record) for record in records[:300] if any(cell.strip() for cell in record))
    if not widths:
        return known, 0.0, 0
    width, times = widths.most_common(1)[0]
    return known, times / sum(widths.values()) if width > 1 else 0.0, width


def _sheets(data: bytes) -> Iterator[tuple[str, list[list[Cell]]]]:
    """The visible sheets of a workbook, each with its name and lines."""
    try:
        has_formulas = _look_into(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import openpyxl  # it loads slowly, and only a workbook needs it

            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            bare = openpyxl.load_workbook(io.BytesIO(data), read_only=True) if has_formulas else None
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    yield sheet.title, _lines(sheet, bare[sheet.title] if bare else None)
    except Unreadable:
        raise
    except Exception as broken:
        # openpyxl raises whatever its parts raise (KeyError, ValueError, ParseError, BadZipFile ...).
        raise Unreadable(
            _("We cannot open this workbook. Open it in your spreadsheet, save it again as .xlsx.")
        ) from broken


def _look_into(data: bytes) -> bool:
    """Refuse a workbook that unpacks into far too much. Returns whether formulas stand in it."""
    formulas = False
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > 2000 or unpacked > MOST_UNPACKED or unpacked > MOST_TIMES_SMALLER * max(len(data), 50_000):
            raise Unreadable(_("This workbook unpacks into far more than it should. Save only the sheet with people."))
        if "xl/workbook.xml" not in packed.namelist():
            raise Unreadable(_("This is not a spreadsheet we can read. Save it as CSV or XLSX and try again."))
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with packed.open(part) as opened:
                    words = opened.read()
                if b"<!DOCTYPE" in words[:4096] or b"<!ENTITY" in words[:4096]:
                    raise Unreadable(
                        _("This workbook holds something a spreadsheet should not. Save it again as .xlsx.")
                    )
                formulas = formulas or (part.filename.startswith("xl/worksheets/") and b"<f" in words)
    return formulas


def _lines(sheet: Any, bare: Any) -> list[list[Cell]]:
    sheet.reset_dimensions()
    lines: list[list[Cell]] = []
    blank_since = 0
    for values in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
        line = list(values)
        blank_since = 0 if any(not is_blank(cell) for cell in line) else blank_since + 1
        lines.append(line)
        if blank_since > 1000:
            break
        if len(lines) - blank_since > MOST_ROWS + LOOK_FOR_HEADINGS:
            raise Unreadable(_("This file has more than 20,000 lines. Split it and bring in the parts."))
    if bare is not None:
        _mark_formulas(lines, bare)
    return lines


def _mark_formulas(lines: list[list[Cell]], bare: Any) -> None:
    """Where a formula stands whose result was never saved, say so instead of taking the cell for blank."""
    bare.reset_dimensions()
    written = bare.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    for line, formulas in zip(lines, written, strict=False):
        for place, formula in enumerate(formulas[: len(line)]):
            if line[place] is None and formula is not None:
                line[place] = FORMULA_WITHOUT_RESULT


def _from_sheets(sheets: list[tuple[str, list[list[Cell]]]]) -> Table:
    filled = [(name, lines) for name, lines in sheets if any(not is_blank(cell) for line in lines for cell in line)]
    if not filled:
        raise Unreadable(_("This file is empty."))
    name, lines = max(filled, key=lambda sheet: max(map(_known_headings, sheet[1][:LOOK_FOR_HEADINGS])))
    told = () if len(filled) == 1 else (_("Only the sheet “%(name)s” was read.") % {"name": name},)
    return _as_table(lines, told)


def _known_headings(line: list[Cell]) -> int:
    return len(recognized([_as_heading(cell) for cell in line]))


def _as_heading(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _as_table(lines: list[list[Cell]], told: tuple[str, ...] = ()) -> Table:
    numbered = [Row(number, tuple(line)) for number, line in enumerate(lines, start=1)]
    filled = [row for row in numbered if any(not is_blank(cell) for cell in row.cells)]
    if not filled:
        raise Unreadable(_("This file is empty."))
    heading = max(filled[:LOOK_FOR_HEADINGS], key=_how_much_a_heading)
    if not _known_headings(list(heading.cells)):
        heading = next((row for row in filled[:LOOK_FOR_HEADINGS] if _could_be_headings(row)), filled[0])
    headings = [_as_heading(cell) or (str(cell) if not is_blank(cell) else "") for cell in heading.cells]
    while headings and not headings[-1]:
        headings.pop()
    below = [row for row in filled if row.number > heading.number]
    if len(below) > MOST_ROWS:
        raise Unreadable(_("This file has more than 20,000 lines. Split it and bring in the parts."))
    if not below:
        raise Unreadable(_("There is a line of headings and nobody below it."))
    return _with_named_columns(tuple(headings), below, heading.number, told)


def _how_much_a_heading(row: Row) -> tuple[int, int]:
    return _known_headings(list(row.cells)), sum(not is_blank(cell) for cell in row.cells)


def _could_be_headings(row: Row) -> bool:
    words = [cell for cell in row.cells if not is_blank(cell)]
    return len(words) > 1 and all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in words)


def _with_named_columns(headings: tuple[str, ...], rows: list[Row], line: int, told: tuple[str, ...]) -> Table:
    """Take out columns without a heading that are filled throughout; join the second half of a merged heading."""

    def filled(place: int) -> bool:
        written = sum(len(row.cells) > place and not is_blank(row.cells[place]) for row in rows)
        return written >= 3 and written > len(rows) / 2

    widest = max(len(row.cells) for row in rows)
    nameless = {place for place in range(widest) if (place >= len(headings) or not headings[place]) and filled(place)}
    joined = {
        place for place in nameless if 0 < place <= len(headings) and Field.NAME in recognized([headings[place - 1]])
    }
    if nameless - joined:
        told = (*told, _("A column without a heading is left out."))
    kept = []
    for row in rows:
        cells = list(row.cells)
        for place in sorted(joined & set(range(len(cells)))):
            cells[place - 1] = f"{cells[place - 1] or ''} {cells[place] or ''}".strip()
        kept.append(Row(row.number, tuple(cell for place, cell in enumerate(cells) if place not in nameless)))
    names = tuple(name for place, name in enumerate(headings) if place not in nameless)
    return Table(names, tuple(kept), line, told)
