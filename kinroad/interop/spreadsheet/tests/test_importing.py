import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.audit.models import Change
from kinroad.interop.models import RosterImport, RosterRow
from kinroad.interop.spreadsheet.importing import import_people
from kinroad.interop.spreadsheet.tests.lists import CHUY, HEADINGS, MARIO, csv_of
from kinroad.people.actions.participants import change_facts
from kinroad.people.models import Episode, Participant, Person, RecoveryDate
from kinroad.people.tests.factories import (
    OrganizationFactory,
    SiteFactory,
    coordinate,
    role,
    someone,
    viewer_of,
)

ROSTERS = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "people"
pytestmark = pytest.mark.django_db


def expected() -> dict:
    return json.loads((ROSTERS / "expected.json").read_text())


needs_rosters = pytest.mark.skipif(not ROSTERS.exists(), reason="../shared/data/people is not here")


@needs_rosters
@pytest.mark.parametrize("name", ["roster_a.csv", "roster_b.csv", "roster_c.xlsx", "roster_bad.csv"])
def test_rosters_as_people_keep_them_come_in_as_expected(juniper, name):
    wanted = expected()[name]

    result = import_people(path=ROSTERS / name, organization=juniper)

    assert result.read == wanted["read"]
    assert result.created == Participant.objects.count() == wanted["people"]
    assert result.unchanged == wanted.get("exact_repeats", 0)
    assert sorted({each.row for each in result.problems}) == [each["row"] for each in wanted["problem_rows"]]
    assert result.refused is bool(wanted["problem_rows"])
    assert result.read == result.created + result.updated + result.unchanged + result.left_out


@needs_rosters
@pytest.mark.parametrize("name", ["roster_a.csv", "roster_b.csv", "roster_c.xlsx"])
def test_the_same_roster_again_changes_nothing(juniper, name):
    import_people(path=ROSTERS / name, organization=juniper)

    again = import_people(path=ROSTERS / name, organization=juniper)

    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged == again.read
    assert RosterImport.objects.count() == 1


def test_a_row_becomes_a_person_with_an_episode_and_no_permission(juniper):
    result = import_people(data=csv_of(HEADINGS, MARIO), organization=juniper)

    mario = Participant.objects.select_related("person").get()
    assert (mario.person.called, mario.person.full_name) == ("Mario", "Mario Hernández")
    assert mario.person.phone == "+13195550168"
    assert mario.person.birth_on.isoformat() == "1989-05-22"
    assert mario.person.languages == ["en", "es"]
    assert mario.person.zip == "50309"
    assert mario.pathways == ["other"]
    assert (mario.may_text, mario.may_call, mario.may_leave_message) == (False, False, False)
    assert Episode.objects.get().started_on.isoformat() == "2024-06-03"
    assert RecoveryDate.objects.get().on.isoformat() == "2024-02-26"
    assert any("never brought in" in told for told in result.told)
    assert any("Notes" in told for told in result.told)
    assert json.loads(RosterRow.objects.get().words)["facts"]["kept"] == [["Pathway", "Dharma"]]


def test_a_problem_refuses_the_whole_file_and_names_nobody(juniper):
    result = import_people(data=csv_of(HEADINGS, MARIO, "Secret,Person,02/30/1980,12,,,,,,,"), organization=juniper)

    assert result.refused
    assert not Person.objects.exists()
    assert {(each.row, each.field) for each in result.problems} == {(3, "DOB"), (3, "Cell")}
    assert "Secret" not in str(result.as_dict())
    assert "02/30/1980" not in str(result.as_dict())
    assert result.as_dict()["left_out"] == 2


def test_a_dry_run_counts_and_writes_nothing(juniper):
    result = import_people(data=csv_of(HEADINGS, MARIO, MARIO, CHUY), organization=juniper, dry_run=True)

    assert (result.read, result.created, result.unchanged) == (3, 2, 1)
    assert not Person.objects.exists()
    assert not RosterImport.objects.exists()
    assert not Change.objects.exists()


def test_the_same_people_in_another_layout_are_met_again(juniper):
    import_people(data=csv_of(HEADINGS, MARIO), organization=juniper)
    other = csv_of("Name;Nacimiento;Correo", "HERNANDEZ, MARIO;22/05/1989;mario@example.org")

    result = import_people(data=other, organization=juniper)

    mario = Person.objects.get()
    assert (result.created, result.updated) == (0, 1)
    assert mario.email == "mario@example.org"


def test_a_changed_file_changes_what_nobody_corrected_here(juniper):
    import_people(data=csv_of(HEADINGS, MARIO), organization=juniper)
    moved = MARIO.replace("50309", "50310").replace("Both", "English").replace("02/26/2024", "03/01/2024")
    mario = Participant.objects.get()
    by = viewer_of(someone("coordinator"))
    change_facts(participant=mario, facts={"languages": ["es"]}, by=by)

    result = import_people(data=csv_of(HEADINGS, moved), organization=juniper)

    person = Person.objects.get(pk=mario.person_id)
    assert (result.created, result.updated) == (0, 1)
    assert person.zip == "50310"
    assert person.languages == ["es"]
    assert RecoveryDate.objects.get().on.isoformat() == "2024-03-01"
    assert any("stay as they are" in told for told in result.told)


def test_two_lines_of_one_person_become_one_and_it_is_told(juniper):
    result = import_people(
        data=csv_of("Name,DOB,Phone,Zip", "Ana Ruiz,1/2/1980,5155550101,", "Ana Ruiz,1/2/1980,,50309"),
        organization=juniper,
    )

    assert (result.created, result.updated) == (1, 1)
    assert Person.objects.get().zip == "50309"
    assert any("2 = 3" in told for told in result.told)


def test_someone_marked_closed_comes_in_with_support_ended(juniper):
    import_people(
        data=csv_of("Name,Intake date,Status,Exit date", "Ana Ruiz,1/2/2024,closed,3/4/2024", "Bo Li,1/2/2024,Active,"),
        organization=juniper,
    )

    assert {row.ended_on and row.ended_on.isoformat() for row in Episode.objects.all()} == {"2024-03-04", None}


def test_sites_are_found_by_name_and_unknown_ones_are_told(juniper):
    SiteFactory(name="Westside", id=UUID(int=2**128 - 1))  # the youngest

    result = import_people(data=csv_of("Name,Site", "Ana Ruiz,WESTSIDE", "Bo Li,North"), organization=juniper)

    assert {row.site.name for row in Participant.objects.all()} == {"Westside", "Juniper Street"}
    assert any("North" in told for told in result.told)


def test_someone_out_of_sight_is_not_met(juniper):
    """A participant who works here is seen by few: a list must not tell that they are here."""
    import_people(data=csv_of(HEADINGS, MARIO), organization=juniper)
    mario = Participant.objects.get()
    role(mario.person, "peer_leader")
    pat = someone("coordinator")
    coordinate(pat, mario.program)

    result = import_people(
        data=csv_of(HEADINGS, MARIO.replace("50309", "50310")), organization=juniper, by=viewer_of(pat)
    )

    assert (result.created, result.updated) == (1, 0)


def test_a_file_without_names_or_sense_is_refused_with_a_sentence(juniper):
    for data in (b"", b"\x00\x01\x02\xff" * 50, b"PK\x03\x04nonsense", b"a,b\n1,2\n", b"Phone\n5155550101\n"):
        result = import_people(data=data, organization=juniper)
        assert result.refused
        assert result.problems[0].problem.endswith((".", "."))


def test_an_organization_without_a_site_says_what_to_do(db):
    result = import_people(data=csv_of(HEADINGS, MARIO), organization=OrganizationFactory(slug="bare"))

    assert "Add one in the settings" in result.problems[0].problem


def test_a_long_roster_asks_the_database_less_than_once_a_row(juniper):
    lines = [
        f"Person{number} Family{number},{1950 + number % 50}-0{number % 9 + 1}-11,515555{number:04}"
        for number in range(400)
    ]

    with CaptureQueriesContext(connection) as asked:
        result = import_people(data=csv_of("Name,DOB,Phone", *lines), organization=juniper)

    assert result.created == 400
    assert len(asked) < 400


def test_a_file_that_came_to_nothing_new_leaves_no_trace(juniper):
    import_people(data=csv_of(HEADINGS, MARIO), organization=juniper)

    again = import_people(data=csv_of(HEADINGS, MARIO), organization=juniper, mapping=None)

    assert again.unchanged == 1
    assert RosterRow.objects.count() == 1
    assert again.as_dict()["vanished"] == 0


def test_a_recovery_date_somebody_corrected_stays(juniper):
    import_people(data=csv_of(HEADINGS, MARIO), organization=juniper)
    by = viewer_of(someone("coordinator"))
    mario = Participant.objects.get()
    change_facts(participant=mario, facts={}, by=by, recovery_dates=[(date(2024, 5, 1), "alcohol")])

    result = import_people(data=csv_of(HEADINGS, MARIO.replace("02/26/2024", "03/01/2024")), organization=juniper)

    assert result.unchanged == 1
    assert RecoveryDate.objects.get().on == date(2024, 5, 1)


def test_columns_can_be_named_one_by_one(juniper):
    import_people(data=csv_of("A,B", "Ana Ruiz,5155550101"), organization=juniper, mapping=["name", "phone"])

    assert Person.objects.get().phone == "+15155550101"


def test_two_people_of_one_name_with_other_birth_dates_stay_two(juniper):
    data = csv_of("Name,DOB,Phone", "Ana Ruiz,1/2/1980,5155550101", "Ana Ruiz,1/2/1999,5155550101")

    assert import_people(data=data, organization=juniper).created == 2
    assert import_people(data=data.replace(b"Phone", b"Cell"), organization=juniper).unchanged == 2
