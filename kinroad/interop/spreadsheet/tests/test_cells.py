from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.interop.spreadsheet import cells
from kinroad.interop.spreadsheet.dates import DayOrder, DayTrouble, NotADay, day_of, order_of
from kinroad.interop.spreadsheet.places import how_it_ended
from kinroad.interop.spreadsheet.tests.test_reading import names, read

TODAY = date(2026, 11, 22)


def day(cell, *, order=DayOrder.MONTH_FIRST, is_birth=True):
    return day_of(cell, order=order, today=TODAY, is_birth=is_birth)


@pytest.mark.parametrize(
    "written",
    ["05/22/1989", "5/22/89", "5-22-1989", "5.22.1989", "1989-05-22", "1989/5/22", "May 22, 1989", "22 May 1989",
     "22-May-1989", "22-may-89", "Mon, May 22nd 1989", "22 de mayo de 1989", "mayo 22, 1989", "19890522", "32650",
     32650, 32650.0, 19890522, "1989-05-22 00:00:00", "1989-05-22T00:00:00", "5/22/1989 12:00 AM", "5/22/'89",
     datetime(1989, 5, 22), date(1989, 5, 22)],  # noqa: DTZ001
)  # fmt: skip
def test_days_as_people_write_them(written):
    assert day(written) == date(1989, 5, 22)


@pytest.mark.parametrize(
    "written", ["02/30/1980", "13/13/2000", "2/29/2023", "1899-01-01", date(1, 1, 1), "31-Jun-1990"]
)
def test_a_day_that_never_was(written):
    with pytest.raises(NotADay) as trouble:
        day(written)
    assert trouble.value.why is DayTrouble.NO_SUCH_DAY


@pytest.mark.parametrize(
    "written", ["about two years", "June 2021", "2021", "soon", 3.5, True, "12345678", "1/2", "May May 3"]
)
def test_what_is_no_day(written):
    with pytest.raises(NotADay) as trouble:
        day(written)
    assert trouble.value.why in (DayTrouble.NOT_A_DATE, DayTrouble.NO_SUCH_DAY)


def test_two_digit_years_take_the_century_that_makes_sense():
    assert day("7/9/06") == date(2006, 7, 9)
    assert day("7/9/25") == date(1925, 7, 9)
    assert day("7/9/25", is_birth=False) == date(2025, 7, 9)
    assert day("7/9/31", is_birth=False) == date(1931, 7, 9)


def test_a_column_says_which_number_is_the_month():
    assert order_of(["1/2/2020", "13/2/2020"]) is DayOrder.DAY_FIRST
    assert order_of(["1/2/2020", "2/13/2020", 5]) is DayOrder.MONTH_FIRST
    assert order_of(["1/2/2020"]) is None
    reading = read("Nombre;Nacimiento;Ingreso\nAna Ruiz;22/05/1989;03/04/2024\n")
    assert reading.facts[0].birth_on == date(1989, 5, 22)
    assert reading.facts[0].started_on == date(2024, 4, 3)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_is_not(text):
    with suppress(NotADay):
        assert isinstance(day(text), date)


@pytest.mark.parametrize(
    "written",
    ["(319) 555-0168", "319.555.0168", "319-555-0168", "3195550168", "13195550168", "+1 319 555 0168", 3195550168,
     3195550168.0, "319 555 0168 (cell)", "tel: 319-555-0168", "319-555-0168 / 515-555-0101", "1-319-555-0168",
     " 319 555 0168 [home] ", "319 555 0168 work", "319-555-0168 after 5pm", "cell 319-555-0168, home 515-555-0101"],
)  # fmt: skip
def test_phones_as_people_write_them(written):
    assert cells.phone_of(written) == ("+13195550168", "")


def test_an_extension_is_kept_apart():
    for written in ("319-555-0168 x12", "319-555-0168 ext. 12", "(319) 555-0168 #12"):
        assert cells.phone_of(written) == ("+13195550168", "12")


@pytest.mark.parametrize(
    "written", ["12345", "555-0168", "000-000-0000", "5.15555E+09", "call her", "(015) 555-0101", "1"]
)
def test_what_is_no_phone(written):
    assert cells.phone_of(written) is None


def test_a_number_of_another_country_keeps_its_code():
    assert cells.phone_of("+52 55 1234 5678") == ("+525512345678", "")


@pytest.mark.parametrize(
    ("written", "zip"),
    [("50309", "50309"), (50309, "50309"), ("50309-1234", "50309"), (2139, "02139"), ("021391234", "02139"),
     ("abc", None), ("1", None)],
)  # fmt: skip
def test_zip_codes(written, zip):
    assert cells.zip_of(written) == zip


@pytest.mark.parametrize(
    ("written", "full", "called"),
    [
        ("Lewis, Phillip", "Phillip Lewis", "Phillip"),
        ("Elizabeth  Rush ", "Elizabeth Rush", "Elizabeth"),
        ("de la Cruz, Donald", "Donald de la Cruz", "Donald"),
        ("SMITH, ROBERT, JR.", "Robert Smith Jr.", "Robert"),
        ("GARCÍA-LÓPEZ, ANA MARÍA", "Ana María García-López", "Ana"),
        ('Robert "Bob" Smith', "Robert Smith", "Bob"),
        ("Robert (Bob) Smith", "Robert Smith", "Bob"),
        ("Heather O'Neil", "Heather O'Neil", "Heather"),
        ("maria de la cruz", "Maria de la Cruz", "Maria"),
        ("Chuy", "Chuy", "Chuy"),
    ],
)
def test_names_in_one_column(written, full, called):
    quoted = '"' + written.replace('"', '""') + '"'
    facts = read(f"Name,DOB\n{quoted},1/2/1980\n").facts[0]

    assert (facts.full_name, facts.called) == (full, called)


def test_the_name_somebody_goes_by_comes_first():
    facts = read("First name,MI,Last name,Goes by\nRobert,J,Smith,Bob\nANA,,RUIZ,\n").facts

    assert (facts[0].called, facts[0].full_name) == ("Bob", "Robert J Smith")
    assert (facts[1].called, facts[1].full_name) == ("Ana", "Ana Ruiz")


@pytest.mark.parametrize(
    ("written", "codes"),
    [("English", ["en"]), ("Español", ["es"]), ("Both", ["en", "es"]), ("Spanish / English", ["es", "en"]),
     ("English and Vietnamese", ["en", "vi"]), ("ASL", ["ase"]), ("Klingon", ["other"])],
)  # fmt: skip
def test_languages(written, codes):
    known, unknown = cells.languages_of(written)
    assert known == codes
    assert bool(unknown) is (codes == ["other"])


@pytest.mark.parametrize(
    ("written", "codes"),
    [("12-step", ["twelve_step"]), ("AA/NA", ["twelve_step"]), ("Church", ["faith"]), ("Medication", ["medication"]),
     ("Wellbriety", ["cultural"]), ("SMART Recovery", ["smart"]), ("MAT, AA", ["medication", "twelve_step"]),
     ("Dharma", ["other"]), ("12 pasos", ["twelve_step"])],
)  # fmt: skip
def test_pathways(written, codes):
    known, unknown = cells.pathways_of(written)
    assert known == codes
    assert bool(unknown) is (codes == ["other"])


def test_words_for_nothing_are_nothing():
    reading = read("Name,DOB,Phone,Email,Zip,Pathway\nAna Ruiz,n/a,none,N/A,-,None\nBo Li,unknown,0,?,tbd,\n")

    assert not reading.problems
    assert reading.facts[0].pathways == ()


def test_family_members_are_told_apart_in_many_spellings():
    lines = "".join(
        f"Person {n},{word}\n" for n, word in zip("abcdef", ["Yes", "Y", "family", "sí", "no", ""], strict=True)
    )

    kinds = [each.kind for each in read(f"Name,Family member?\n{lines}").facts]

    assert kinds == ["family"] * 4 + ["recovery"] * 2


def test_what_cannot_be_is_told_by_its_shape():
    reading = read(
        "Name,DOB,Email,Zip,Recovery date,Enrolled,Exit date\n"
        "Ana Ruiz,1/2/2015,ana at home,5030,1/2/1979,1/2/2030,\n"
        "Bo Li,1/2/1980,,9,1/2/1979,1/2/2024,1/2/2023\n"
    )

    said = {(each.row, each.field): each.problem for each in reading.problems}
    assert "younger than 18" in said[2, "DOB"]
    assert "aaa aa aaaa" in said[2, "Email"]
    assert "has not come yet" in said[2, "Enrolled"]
    assert "not a ZIP code" in said[3, "Zip"]
    assert "before the birth date" in said[3, "Recovery date"]
    assert "ends before it begins" in said[3, "Exit date"]


def test_a_second_phone_is_kept_beside():
    facts = read("Name,Cell,Home phone\nAna Ruiz,515-555-0101,515-555-0102\nBo Li,515-555-0103 x7,515-555-0103\n").facts

    assert facts[0].kept == (("Home phone", "515-555-0102"),)
    assert facts[1].kept == (("Cell", "extension 7"),)


@pytest.mark.parametrize(
    ("status", "reason"),
    [("Active", None), ("", None), ("closed", "other"), ("ACTIVE ", None), ("Inactivo", "other"), ("Deceased", "died")],
)
def test_how_support_stands(status, reason):
    assert how_it_ended(status, None) == reason
    assert how_it_ended("", date(2024, 1, 2)) == "other"


def test_names_alone_in_a_line_are_people():
    assert names(read("Name,DOB\nAna Ruiz,\nBo Li,\n")) == ["Ana Ruiz", "Bo Li"]
