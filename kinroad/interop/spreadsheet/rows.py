"""From the rows of a table to facts about people, and one sentence for every cell that cannot be used."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kinroad.interop.spreadsheet import cells as read
from kinroad.interop.spreadsheet.columns import Field, Mapped
from kinroad.interop.spreadsheet.dates import DayOrder, DayTrouble, NotADay, day_of, order_of
from kinroad.interop.spreadsheet.reading import FORMULA_WITHOUT_RESULT, Cell, Row, Table, is_blank
from kinroad.people.rules.names import fold

TOTALS = re.compile(
    r"^\W*((sub|grand )?\s*total(s|es)?|count|sum|suma|recuento|n\s*=|number of|average|promedio)\b", re.I
)
SIDE_NOTES = re.compile(
    r"^\W*(end of|end$|printed|exported|generated|updated|page \d|\d+ \w+|as of|source|note|nota|fin\b|\*)"
    r"|:|confidential",
    re.I,
)
DATES = (Field.BIRTH, Field.RECOVERY, Field.STARTED, Field.ENDED)


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell: the line in the sheet, the file's own heading, a sentence without anyone's facts."""

    row: int
    field: str
    problem: str


@dataclass(frozen=True)
class Facts:
    """What one row says of one person. `kept` are words we have no code for, with their heading."""

    number: int
    called: str = ""
    full_name: str = ""
    birth_on: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    zip: str = ""
    recovery_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    pathways: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kind: str = "recovery"
    site: str = ""
    program: str = ""
    status: str = ""
    kept: tuple[tuple[str, str], ...] = ()

    def as_words(self) -> dict[str, Any]:
        """The facts as plain words, to be sealed and compared; the row's number is no fact."""
        words = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}
        del words["number"]
        return {name: value for name, value in words.items() if value}


@dataclass
class Reading:
    """What a table came to."""

    facts: list[Facts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    read: int = 0


def read_rows(table: Table, mapped: Mapped, *, today: date, minimum_age: int) -> Reading:
    """Facts and problems of every row about a person; totals, repeated headings and side notes are passed by."""
    reading = Reading(told=[*table.told, *_told_of_columns(table.headings, mapped)])
    order = _orders(table, mapped)
    passed_by = 0
    for row in table.rows:
        if _is_heading_again(row, table.headings) or _is_no_person(row, mapped):
            passed_by += 1
            continue
        reader = _RowReader(row, table.headings, mapped, order, today, minimum_age)
        reading.read += 1
        reading.facts.append(reader.facts())
        reading.problems += reader.problems
    if passed_by:
        reading.told.append(
            _("Lines that are about nobody were passed by (totals, notes, headings): %(number)s.")
            % {"number": passed_by}
        )
    return reading


def _told_of_columns(headings: Sequence[str], mapped: Mapped) -> list[str]:
    told = []
    if Field.PERMISSION in mapped:
        told.append(_("Permission to call, text or leave a message is never brought in: ask each person."))
    left = [name for name, known in zip(headings, mapped, strict=False) if known is Field.LEFT_OUT and name]
    if left:
        told.append(_("These columns stay in your file: %(names)s.") % {"names": ", ".join(left)})
    return told


def _orders(table: Table, mapped: Mapped) -> dict[int, DayOrder]:
    """Month or day first, for each column of days: by the column itself, else as the other columns of the file."""
    places = [place for place, known in enumerate(mapped) if known in DATES]
    seen = {place: order_of(row.cells[place] for row in table.rows if place < len(row.cells)) for place in places}
    others = Counter(order for order in seen.values() if order)
    usual = others.most_common(1)[0][0] if others else DayOrder.MONTH_FIRST
    return {place: order or usual for place, order in seen.items()}


def _is_heading_again(row: Row, headings: Sequence[str]) -> bool:
    written = [(cell, headings[place]) for place, cell in enumerate(row.cells[: len(headings)]) if not is_blank(cell)]
    return len(written) > 1 and all(fold(read.text_of(cell)) == fold(name) for cell, name in written)


def _is_no_person(row: Row, mapped: Mapped) -> bool:
    """Whether this line is a total or a note under the list rather than a person."""
    written = [(place, read.text_of(cell)) for place, cell in enumerate(row.cells) if not is_blank(cell)]
    if any(TOTALS.match(text) for _place, text in written):
        return all(TOTALS.match(text) or _is_a_figure(text) for _place, text in written)
    if len(written) == 1:
        place, text = written[0]
        known = mapped[place] if place < len(mapped) else Field.LEFT_OUT
        return bool(SIDE_NOTES.search(text)) or (known is Field.LEFT_OUT and place < len(mapped))
    return False


def _is_a_figure(text: str) -> bool:
    return text == FORMULA_WITHOUT_RESULT or not re.search(r"[^\W\d_]{2}", text)


class _RowReader:
    """Reads one row, and remembers what is wrong with it."""

    def __init__(
        self, row: Row, headings: Sequence[str], mapped: Mapped, order: Mapping[int, DayOrder], today: date, age: int
    ) -> None:
        self.row, self.headings, self.mapped, self.order, self.today, self.age = (
            row,
            headings,
            mapped,
            order,
            today,
            age,
        )
        self.problems: list[Problem] = []
        self.kept: list[tuple[str, str]] = []

    def facts(self) -> Facts:
        if any(not is_blank(cell) for cell in self.row.cells[len(self.headings) :]) or any(
            not name and place < len(self.row.cells) and not is_blank(self.row.cells[place])
            for place, name in enumerate(self.headings)
        ):
            self._tell(
                "", _("This line has more cells than there are headings. Something may have slipped to the right.")
            )
        called, full_name = self._names()
        birth = self._day(Field.BIRTH)
        days = {name: self._day(name) for name in DATES[1:]}
        self._check_days(birth, days)
        return Facts(
            number=self.row.number,
            called=called,
            full_name=full_name,
            birth_on=birth,
            phone=self._phone(),
            email=self._one(Field.EMAIL, read.mail_of, _("This is not an e-mail address.")),
            address=self._text(Field.ADDRESS),
            zip=self._one(Field.ZIP, read.zip_of, _("This is not a ZIP code.")),
            recovery_on=days[Field.RECOVERY],
            started_on=days[Field.STARTED],
            ended_on=days[Field.ENDED],
            pathways=self._codes(Field.PATHWAY, read.pathways_of),
            languages=self._codes(Field.LANGUAGE, read.languages_of),
            kind="family"
            if self._cell(Field.KIND) is not None and read.is_family(self._cell(Field.KIND))
            else "recovery",
            site=self._text(Field.SITE),
            program=self._text(Field.PROGRAM),
            status=self._text(Field.STATUS),
            kept=tuple(self.kept),
        )

    def _places(self, wanted: Field) -> list[int]:
        """The columns of this field that say something in this row."""
        places = [place for place, known in enumerate(self.mapped) if known is wanted and place < len(self.row.cells)]
        for place in places:
            if read.is_broken(self.row.cells[place]):
                self._tell(self.headings[place], _("This cell holds an error or a formula without a result."))
        return [p for p in places if not read.says_nothing(self.row.cells[p]) and not read.is_broken(self.row.cells[p])]

    def _cell(self, wanted: Field) -> Cell:
        places = self._places(wanted)
        return self.row.cells[places[0]] if places else None

    def _text(self, wanted: Field) -> str:
        return read.text_of(self._cell(wanted))

    def _tell(self, heading: str, problem: str) -> None:
        found = Problem(self.row.number, heading, problem)
        if found not in self.problems:
            self.problems.append(found)

    def _tell_of(self, place: int, problem: str) -> None:
        shape = read.shape_of(self.row.cells[place])
        self._tell(
            self.headings[place], _("%(problem)s It looks like “%(shape)s”.") % {"problem": problem, "shape": shape}
        )

    def _names(self) -> tuple[str, str]:
        written = {name: self._text(name) for name in (Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME)}
        parts = [read.as_written(text) for text in written.values() if text]
        full, goes_by = read.name_of(self._text(Field.NAME)) if len(parts) < 2 else ("", "")
        full = full if len(parts) < 2 and full else " ".join(parts)
        called = read.as_written(self._text(Field.CALLED)) or goes_by or read.as_written(written[Field.FIRST_NAME])
        called = called or (full.split(" ")[0] if full else "")
        if not re.search(r"[^\W\d_]", f"{called}{full}"):
            names = (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.CALLED)
            place = next((place for place, known in enumerate(self.mapped) if known in names), 0)
            self._tell(self.headings[place], _("There is no name on this line. Write what this person is called."))
        return called[:100], full[:200]

    def _day(self, wanted: Field) -> date | None:
        for place in self._places(wanted):
            try:
                return day_of(
                    self.row.cells[place],
                    order=self.order.get(place, DayOrder.MONTH_FIRST),
                    today=self.today,
                    is_birth=wanted is Field.BIRTH,
                )
            except NotADay as trouble:
                no_such = trouble.why is DayTrouble.NO_SUCH_DAY
                self._tell_of(place, _("There is no such day.") if no_such else _("This is not a date."))
        return None

    def _check_days(self, birth: date | None, days: Mapping[Field, date | None]) -> None:
        if birth and birth > self.today:
            self._tell(self._heading(Field.BIRTH), _("The birth date is in the future."))
        elif birth and _years(birth, self.today) < self.age:
            self._tell(
                self._heading(Field.BIRTH),
                _("This person is younger than %(age)s. The program keeps no record of younger people.")
                % {"age": self.age},
            )
        for name, day in days.items():
            if day and day > self.today:
                self._tell(self._heading(name), _("This day has not come yet."))
            elif day and birth and day < birth <= self.today:
                self._tell(self._heading(name), _("This day is before the birth date."))
        started, ended = days[Field.STARTED], days[Field.ENDED]
        if started and ended and ended < started:
            self._tell(self._heading(Field.ENDED), _("Support ends before it begins."))

    def _heading(self, wanted: Field) -> str:
        return self.headings[self.mapped.index(wanted)]

    def _phone(self) -> str:
        found = ""
        for place in self._places(Field.PHONE):
            number = read.phone_of(self.row.cells[place])
            if number is None:
                self._tell_of(place, _("This is not a phone number. Write it with its area code."))
            elif not found:
                found = number[0]
                if number[1]:
                    self.kept.append((self.headings[place], _("extension %(number)s") % {"number": number[1]}))
            elif number[0] != found:
                self.kept.append((self.headings[place], read.text_of(self.row.cells[place])))
        return found

    def _one(self, wanted: Field, parse: Callable[[Cell], str | None], problem: str) -> str:
        for place in self._places(wanted):
            found = parse(self.row.cells[place])
            if found:
                return found
            self._tell_of(place, problem)
        return ""

    def _codes(self, wanted: Field, parse: Callable[[Cell], tuple[list[str], str]]) -> tuple[str, ...]:
        for place in self._places(wanted):
            codes, unknown = parse(self.row.cells[place])
            if unknown:
                self.kept.append((self.headings[place], unknown))
            return tuple(codes)
        return ()


def _years(birth: date, today: date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
