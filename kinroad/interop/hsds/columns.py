"""A plain CSV file of resources becomes rows under our own headings."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from kinroad.interop.tables import TITLE_ROWS, lines
from kinroad.resources.rules.line import Line
from kinroad.resources.rules.listed_words import folded
from kinroad.resources.rules.problems import Problem, Why
from kinroad.resources.rules.taxonomy import terms

LONGEST_CELL = 20_000
"""Characters: nobody writes more about a service; more is a quotation mark never closed, or worse."""
MOST_ROWS = 250_000
MOST_COLUMNS = 200
LEFT_OUT = "-"
"""What somebody maps a heading to that shall stay in the file."""

# Our heading: the words that lists use for it. The first that a file has is taken.
_WORDS: dict[str, str] = {
    "id": "id|resource id|record id|key|site id|program id|taxonomy id",
    "agency": "agency|organization|organization name|agency name|provider|provider name|name|facility|facility name"
    "|site name|company|agencia|organización|nombre",
    "service": "service|service name|services offered|program name|program|type|service type|classification"
    "|category|servicio|tipo",
    "description": "description|about|notes|details|comments|descripción",
    "need": "need|needs|taxonomy|taxonomy terms|categories|keywords|necesidad",
    "street": "street|street address|address 1|address1|address line 1|physical address|calle",
    "street_2": "street 2|address 2|address2|address line 2|suite|unit",
    "address": "address|full address|location|location address|search_address|dirección",
    "city": "city|town|municipality|ciudad",
    "state": "state|province|estado",
    "zip": "zip|zip code|zipcode|postal code|postcode|código postal",
    "county": "county|condado",
    "lat": "latitude|lat|y",
    "lon": "longitude|lon|lng|long|x",
    "phone": "phone|phone number|phones|telephone|main phone|teléfono",
    "email": "email|e-mail|email address|correo",
    "url": "url|website|web site|web|link|sitio web",
    "hours": "hours|hours of operation|open hours|horario",
    "days": "days|days open|open days|días",
    "fees": "fees|fee|cost|costs|fee structure|payment|costo",
    "eligibility": "eligibility|who can come|requirements|elegibilidad",
    "apply": "application process|how to apply|intake procedure|intake",
    "documents": "required documents|documents|documents required|what to bring|documentos",
    "languages": "languages|language|idiomas",
    "areas": "service area|area served|coverage|geographic area",
    "tags": "tags|terms|etiquetas",
    "minimum_age": "minimum age|min age|age from",
    "maximum_age": "maximum age|max age|age to",
    "gender": "gender|genders served",
    "male": "male|males|men served",
    "female": "female|females|women served",
    "confidential": "confidential|confidential address|address confidential|hide address|confidencial",
    # Columns that say yes or no to one word of our taxonomy.
    "tag:recovery_housing": "recovery housing|recoveryhousing|sober living|transitional housing",
    "tag:residential": "residential|residential treatment",
    "tag:support_group": "groups|support groups|twelve_step|twelve step|12 step",
    "tag:inpatient": "inpatient|inpatient treatment|inpatienttreatment",
    "tag:intensive_outpatient": "intensive outpatient|intensive_outpatient|iop",
    "tag:outpatient": "outpatient|outpatient treatment|outpatienttreatment",
    "tag:medications": "medications|mat|moud|medication assisted treatment",
    "tag:mental_health": "trauma ptsd|trauma_ptsd|trauma|mental health|dual diagnosis",
    "tag:family": "family|family services",
    "tag:veterans": "veterans|veteran",
    "tag:faith": "religious based|religiousbased|faith based|faith",
    "tag:families": "families|families together|accepts families",
    "tag:youth": "minors|youth|adolescents|under 18",
    "tag:pets": "pets|pets allowed|pets welcome",
    "tag:accepts_medication": "accepts medication|accepts mat|mat friendly|accepts people on medication",
    "tag:accepts_record": "accepts record|accepts felony|felon friendly|accepts people with a record",
    "tag:same_day": "same day|walk in|walk ins",
    "tag:no_insurance": "no insurance|uninsured|no insurance needed",
    "tag:free": "free|no cost",
    "tag:sliding_scale": "sliding scale|sliding fee",
    "tag:medicaid": "medicaid|accepts medicaid",
    "tag:detox": "detox|detoxification",
}
_HEADING_OF = {
    folded(word.replace("_", " ")): (ours, rank)
    for ours, words in _WORDS.items()
    for rank, word in enumerate(words.split("|"))
}
# A formula, not a negative number, a phone or the "=""0123""" by which people keep a zero.
_FORMULA = re.compile(
    r"^\s*(?:=(?!\s*\"[^\"]*\"\s*$)|@\w+\s*\(|[+\-](?![\d\s().\-–/]+(?:x|ext)?\.?\s*\d*\s*$)(?=[^\n]{0,200}[|!(=]))"
)
_AS_TEXT = re.compile(r'^\s*="(.*)"\s*$')


@dataclass(slots=True)
class Parsed:
    """Rows with their number in the file, what could not be read, and which column became what.

    `unreadable`: the whole file is refused, and why.
    """

    rows: list[tuple[int, Line | Mapping[str, str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    unreadable: Problem | None = None


def refuse(why: Why, *, row: int = 0, column: str = "file", said: str = "") -> Parsed:
    return Parsed(unreadable=Problem(row, column, why, said[:60]))


def known_headings() -> set[str]:
    """What `--column THEIRS=OURS` may name."""
    return {*_WORDS, *(f"tag:{code}" for code in terms())}


def parse_csv(text: str, *, mapping: Mapping[str, str]) -> Parsed:
    """CSV with a heading line, possibly below a title; comma, semicolon, tab or bar between cells."""
    csv.field_size_limit(LONGEST_CELL * 4)
    table: list[tuple[int, list[str]]] = []
    headings: list[str] | None = None
    columns: dict[str, int] = {}
    try:
        for number, cells in lines(text):
            if not any(cell.strip() for cell in cells):
                continue
            if refused := _refused(number, cells):
                return refused
            if headings is None and len(table) < TITLE_ROWS:
                found = map_columns(cells, mapping)
                if len(found) > 1 and {"agency", "service"} & set(found):
                    headings, columns, table = cells, found, []
                    continue
            if len(table) >= MOST_ROWS:
                return refuse(Why.TOO_MANY_ROWS)
            table.append((number, cells))
    except csv.Error:
        return refuse(Why.CELL_TOO_LONG)
    if headings is None:
        return refuse(Why.NO_COLUMNS if len(table) > 1 else Why.FILE_UNREAD)
    return _rows(table, columns, headings)


def headings_of(text: str, mapping: Mapping[str, str]) -> list[str]:
    """The heading line of a CSV file: the first that we know, else the first that has two words."""
    first: list[str] = []
    try:
        for _number, cells in islice(lines(text), TITLE_ROWS):
            if len(map_columns(cells, mapping)) > 1:
                return cells[:MOST_COLUMNS]
            first = first or (cells[:MOST_COLUMNS] if sum(bool(cell.strip()) for cell in cells) > 1 else [])
    except csv.Error:
        return []
    return first


def _refused(number: int, cells: list[str]) -> Parsed | None:
    if len(cells) > MOST_COLUMNS:
        return refuse(Why.FILE_UNREAD, row=number)
    for cell in cells:
        if len(cell) > LONGEST_CELL:
            return refuse(Why.CELL_TOO_LONG, row=number)
        if cell[:1] in "=@+- \t\r\n" and _FORMULA.match(cell):
            return refuse(Why.FORMULA, row=number, said=cell.strip())
    return None


def map_columns(headings: list[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Our heading to the place of the column: what somebody mapped, then the nearest of our words."""
    known = {*known_headings(), LEFT_OUT}
    chosen = {folded(theirs): ours for theirs, ours in mapping.items() if ours in known}
    best: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings[:MOST_COLUMNS]):
        plain = folded(heading)
        ours, rank = (chosen[plain], -1) if plain in chosen else _HEADING_OF.get(plain, ("", 0))
        if ours and ours != LEFT_OUT and (ours not in best or rank < best[ours][0]):
            best[ours] = (rank, place)
    return {ours: place for ours, (_, place) in best.items()}


def _rows(table: list[tuple[int, list[str]]], columns: dict[str, int], headings: list[str]) -> Parsed:
    parsed = Parsed(columns={headings[place]: ours for ours, place in columns.items()})
    for number, cells in table:
        if any(cell.strip() for cell in cells[len(headings) :]):
            parsed.problems.append(Problem(number, "row", Why.TOO_MANY_CELLS))
            continue
        said = {ours: _AS_TEXT.sub(r"\1", cells[place]) for ours, place in columns.items() if place < len(cells)}
        parsed.rows.append((number, said))
    return parsed
