import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinroad.interop.spreadsheet import columns, rows
from kinroad.interop.spreadsheet.columns import Field
from kinroad.interop.spreadsheet.reading import MOST_BYTES, Table, Unreadable, read_table

TODAY = date(2026, 11, 22)
BORN = datetime(1980, 1, 2)  # noqa: DTZ001  # as a workbook holds it
PLAIN = "Name,DOB,Phone\nAna Núñez,1/2/1980,5155550101\nBo Li,2/3/1981,5155550102\n"


def read(data: bytes | str, encoding: str = "utf-8"):
    """What a file comes to, with the columns as guessed."""
    table = read_table(data.encode(encoding) if isinstance(data, str) else data)
    return rows.read_rows(table, columns.guess(table.headings), today=TODAY, minimum_age=18)


def workbook(*lines, title="People", others=(), hidden=(), change=None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in ((title, lines), *others):
        sheet = book.create_sheet(name)
        for line in content:
            sheet.append(line)
    for name in hidden:
        book[name].sheet_state = "hidden"
    if change:
        change(book[title])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def names(reading) -> list[str]:
    return [each.full_name for each in reading.facts]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_encoding_and_separator_gives_the_same_people(encoding, separator):
    reading = read(PLAIN.replace(",", separator), encoding)

    assert names(reading) == ["Ana Núñez", "Bo Li"]
    assert reading.facts[0].birth_on == date(1980, 1, 2)
    assert not reading.problems


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_any_end_of_line(ending):
    assert names(read(PLAIN.replace("\n", ending))) == ["Ana Núñez", "Bo Li"]


def test_what_a_spreadsheet_program_puts_on_the_first_line_is_no_row():
    assert names(read("sep=;\n" + PLAIN.replace(",", ";"))) == ["Ana Núñez", "Bo Li"]


def test_titles_blank_lines_repeated_headings_and_totals_are_nobody():
    reading = read(
        "Juniper Street,,\nas of 10/31/2026,,\n,,\nName,DOB,Phone\nAna Ruiz,1/2/1980,\n,,\nName,DOB,Phone\n"
        "Bo Li,2/3/1981,\n,,\nTotal,2,\nTotal participants: 2,,\nPrinted by the office,,\n"
    )

    assert names(reading) == ["Ana Ruiz", "Bo Li"]
    assert [each.number for each in reading.facts] == [5, 8]
    assert reading.read == 2
    assert any("passed by" in told for told in reading.told)


def test_a_line_break_in_a_cell_keeps_the_count_of_lines():
    reading = read('Name,Address,DOB\n"Ana Ruiz","1 Main\nApt 2",1/2/1980\nBo Li,,13/13/1981\n')

    assert reading.facts[0].address == "1 Main Apt 2"
    assert reading.problems[0].row == 3


def test_a_quotation_mark_that_is_never_closed_swallows_nobody():
    lines = "".join(f"Person{number},1/2/1980\n" for number in range(2000))

    assert read(f'Name,DOB\n"Ana Ruiz,1/2/1980\n{lines}').read == 2001


def test_trailing_empty_columns_are_nothing():
    reading = read("Name,DOB,,,\nAna Ruiz,1/2/1980,,,\nBo Li,2/3/1981,,,,,,\n")

    assert not reading.problems
    assert len(reading.facts) == 2


def test_a_column_without_a_heading_is_left_out_and_told():
    reading = read("Name,DOB,,Zip\n" + "".join(f"Person {n},1/2/1980,note{n},50309\n" for n in "abcd"))

    assert not reading.problems
    assert reading.facts[0].zip == "50309"
    assert any("without a heading" in told for told in reading.told)


def test_a_heading_merged_over_two_columns_joins_them():
    sheet = workbook(("Name", None, "DOB"), *[("Ana", f"Ruiz{n}", BORN) for n in "abc"])

    assert names(read(sheet)) == ["Ana Ruiza", "Ana Ruizb", "Ana Ruizc"]


def test_a_cell_too_many_is_a_problem_of_that_line():
    reading = read("Name,DOB\nAna Ruiz,1/2/1980\nBo Li,2/3/1981,extra\nCy Fox,1/2/1980\n")

    assert [(each.row, each.field) for each in reading.problems] == [(3, "")]


def test_the_sheet_with_people_is_read_and_hidden_ones_are_not():
    sheet = workbook(
        ("Name", "DOB"),
        ("Ana Ruiz", BORN),
        others=[
            ("Notes", [("Call the printer",)]),
            ("Old", [("Name", "DOB", "Phone"), ("Not Here", BORN, "5155550101")]),
        ],
        hidden=["Old"],
    )

    reading = read(sheet)

    assert names(reading) == ["Ana Ruiz"]
    assert any("Only the sheet" in told for told in reading.told)


def test_numbers_dates_and_leading_zeros_of_a_workbook():
    reading = read(workbook(("Name", "DOB", "Phone", "Zip"), ("Ana Ruiz", 32650, 5155550101.0, 2139)))

    assert reading.facts[0].birth_on == date(1989, 5, 22)
    assert (reading.facts[0].phone, reading.facts[0].zip) == ("+15155550101", "02139")


def test_a_formula_whose_result_was_never_saved_is_a_problem_and_no_blank():
    reading = read(workbook(("Name", "DOB"), ("Ana Ruiz", "=DATE(1980,1,2)"), ("#REF!", BORN)))

    assert [(each.row, each.field) for each in reading.problems if "formula" in each.problem] == [
        (2, "DOB"),
        (3, "Name"),
    ]


def test_a_total_and_a_full_name_made_by_formulas_refuse_nothing():
    reading = read(
        workbook(
            ("First name", "Last name", "Full name", "DOB"),
            ("Ana", "Ruiz", '=A2&" "&B2', BORN),
            ("Total", None, "=COUNTA(A2:A2)", None),
        )
    )

    assert names(reading) == ["Ana Ruiz"]
    assert not reading.problems


def test_numbers_kept_from_the_spreadsheet_by_a_mark_are_numbers():
    reading = read('Participants,,\nName,Zip,Phone\nAna Ruiz,"=""02139""",\'5155550101\n12 people,,\n')

    assert (reading.facts[0].zip, reading.facts[0].phone, reading.read) == ("02139", "+15155550101", 1)


def test_a_workbook_with_titles_and_merged_cells():
    def merge(sheet):
        sheet.merge_cells("A1:C1")

    reading = read(
        workbook(("Participants", None, None), (None,), ("Participant", "Cell"), ("Ana Ruiz", 5155550101), change=merge)
    )

    assert [each.number for each in reading.facts] == [4]


def sentence_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_table(data)
    return str(refused.value)


def test_what_cannot_be_read_is_refused_in_a_sentence():
    old_excel = b"\xd0\xcf\x11\xe0" + bytes(600)
    assert "larger than 5 MB" in sentence_of(b"a" * (MOST_BYTES + 1))
    assert "empty" in sentence_of(b"\n \t \n")
    assert "old Excel file" in sentence_of(old_excel)
    assert "nobody below" in sentence_of(b"Name,DOB\n")
    assert "20,000 lines" in sentence_of(b"Name\n" + b"Ana\n" * 20_100)
    assert "not a spreadsheet" in sentence_of(b"%PDF-1.7\x00\x01\x02\x03\x04\x05\x06\x07\x08" * 20)
    assert "cannot open" in sentence_of(b"PK\x03\x04" + b"x" * 300)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, words in parts.items():
            file.writestr(name.replace("__", "/"), words)
    return out.getvalue()


def test_a_trap_in_a_workbook_is_not_unpacked():
    assert "unpacks into far more" in sentence_of(packed(**{"xl/workbook.xml": b"0" * 101 * 1024 * 1024}))
    assert "not a spreadsheet" in sentence_of(packed(**{"word/document.xml": b"<a/>"}))
    trap = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "should not" in sentence_of(packed(**{"xl/workbook.xml": trap}))


def test_a_workbook_of_one_blank_sheet_is_empty():
    assert "empty" in sentence_of(workbook((None,)))


def test_a_workbook_with_too_many_lines_is_refused():
    assert "20,000 lines" in sentence_of(workbook(*[("Name",)] * 20_100))


@given(st.binary(max_size=3000))
def test_no_bytes_crash_the_reader(data):
    check_any(data)


@given(st.text(alphabet="aA1/,;\t|\"'\n\r ñ-.()#=", max_size=400))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_text_crashes_the_reader(text):
    check_any(f"Name,DOB,Phone,Recovery date\n{text}".encode())
    check_any(text.encode("cp1252"))


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_no_broken_workbook_crashes_the_reader(place, broken):
    whole = workbook(("Name", "DOB"), ("Ana Ruiz", BORN))
    check_any(whole[: place % len(whole)] + broken + whole[place % len(whole) + len(broken) :])


def check_sentence(refused: Unreadable) -> None:
    assert str(refused).endswith(".")


def check_any(data: bytes) -> None:
    try:
        table = read_table(data)
    except Unreadable as unreadable:
        check_sentence(unreadable)
        return
    assert isinstance(table, Table)
    reading = rows.read_rows(table, columns.guess(table.headings), today=TODAY, minimum_age=18)
    assert all(each.problem.endswith((".", "”.")) for each in reading.problems)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("First Name", Field.FIRST_NAME), ("LAST NAME", Field.LAST_NAME), ("Participant", Field.NAME),
        ("Client name", Field.NAME), ("Fecha de nacimiento", Field.BIRTH), ("Teléfono celular", Field.PHONE),
        ("Correo electrónico", Field.EMAIL), ("Código Postal", Field.ZIP), ("Sober since", Field.RECOVERY),
        ("Fecha de recuperación", Field.RECOVERY), ("Date Enrolled", Field.STARTED), ("OK to text?", Field.PERMISSION),
        ("May we leave a message", Field.PERMISSION), ("Emergency contact", Field.LEFT_OUT),
        ("Emergency phone", Field.LEFT_OUT), ("Mother's name", Field.LEFT_OUT), ("Probation officer", Field.LEFT_OUT),
        ("Sponsor name", Field.LEFT_OUT), ("Cell #", Field.PHONE), ("Preferred language", Field.LANGUAGE),
        ("Nombre", Field.NAME), ("Apellidos", Field.LAST_NAME), ("Notes", Field.LEFT_OUT), ("", Field.LEFT_OUT),
        ("Middle name", Field.MIDDLE_NAME), ("Participant last name", Field.LAST_NAME),
        ("Goes by (name)", Field.CALLED),
        ("Recovery pathway they like", Field.PATHWAY), ("Discharge day", Field.ENDED),
        ("Their middle name", Field.MIDDLE_NAME),
        ("Su apellido", Field.LAST_NAME), ("Intake done", Field.STARTED), ("Birth year and day", Field.BIRTH),
        ("Zip/Postal", Field.ZIP), ("Work email", Field.EMAIL), ("Idioma en casa", Field.LANGUAGE),
    ],
)  # fmt: skip
def test_headings_in_other_words(heading, field):
    assert columns.field_of(heading) is field


def test_nombre_beside_apellidos_is_the_first_name():
    assert columns.guess(["Nombre", "Apellidos"]) == (Field.FIRST_NAME, Field.LAST_NAME)
