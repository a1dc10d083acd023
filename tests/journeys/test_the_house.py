"""What whoever runs the program does with it: begin, check, copy while it serves, put back, and never lose the keys."""

import json
import os
import shutil
import sqlite3

import pytest

from tests.journeys.house import House

ORGANIZATION = ["--organization", "Cedar Street Recovery", "--discreet-name", "Cedar Street", "--state", "IA"]
THE_REST = ["--site", "Main", "--program", "Coaching", "--time-zone", "America/Chicago", "--administrator", "ada"]


@pytest.fixture(scope="module")
def new_house(tmp_path_factory):
    """A house in which an organization has just begun."""
    house = House(tmp_path_factory.mktemp("new"), "--no-demo")
    weak = house.kinroad("setup", *ORGANIZATION, *THE_REST, "--password-from", "-", input="short\n")
    done = house.kinroad("setup", *ORGANIZATION, *THE_REST, "--password-from", "-", input="a long way together\n")
    assert done.returncode == 0, done.stderr
    assert weak.returncode == 1
    assert "Traceback" not in weak.stderr
    return house


@pytest.fixture
def own_house(new_house, tmp_path):
    """The same, for one test alone."""
    shutil.copytree(new_house.folder, tmp_path / "house")
    house = House(tmp_path / "house", "--no-demo")
    yield house
    house.stop()


def organizations(house):
    with sqlite3.connect(house.folder / "data" / "kinroad.sqlite3") as database:
        return [name for (name,) in database.execute("select name from people_organization")]


def test_it_begins_and_says_that_everything_is_there(own_house):
    checked = own_house.kinroad("check")

    assert checked.returncode == 0, checked.stdout
    assert "MISSING" not in checked.stdout
    assert organizations(own_house) == ["Cedar Street Recovery"]


def test_a_copy_made_while_it_serves_can_be_put_back(own_house, tmp_path):
    own_house.start()
    copy = tmp_path / "copy"

    copied = own_house.kinroad("backup", str(copy))
    refused = own_house.kinroad("restore", "--replace", str(copy))
    own_house.stop()
    (own_house.folder / "data" / "kinroad.sqlite3").unlink()
    restored = own_house.kinroad("restore", str(copy))

    assert copied.returncode == 0, copied.stderr
    assert "keys" in copied.stdout
    assert not list(copy.rglob("*.key"))
    assert json.loads((copy / "backup.json").read_text())["database"] == "sqlite"
    assert not [path for path in copy.rglob("*") if path.is_file() and b"Cedar Street" in path.read_bytes()]
    assert not [path for path in copy.rglob("*") if path.is_file() and b"SQLite format" in path.read_bytes()]
    assert refused.returncode == 1
    assert "Stop it first" in refused.stderr
    assert restored.returncode == 0, restored.stderr
    assert "as many as were copied" in restored.stdout
    assert organizations(own_house) == ["Cedar Street Recovery"]


def test_a_clean_machine_needs_a_copy_and_the_sheet_of_keys(own_house, tmp_path):
    """Requirement 51: counts and the audit chain are those of the machine that is gone."""
    copied = own_house.kinroad("backup", str(tmp_path / "copies"), "--keep", "30")
    (tmp_path / "sheet.txt").write_text(own_house.kinroad("keys", "sheet").stdout)
    shutil.rmtree(own_house.folder / "data")
    shutil.rmtree(own_house.folder / "data-keys")
    clean = House(tmp_path / "clean")
    clean.environment["KINROAD_KEYS"] = str(tmp_path / "clean-keys")

    without = clean.kinroad("restore", str(tmp_path / "copies"), "--into", str(tmp_path / "clean" / "data"))
    keys = clean.kinroad("keys", "from-sheet", str(tmp_path / "sheet.txt"))
    restored = clean.kinroad(
        "restore", str(tmp_path / "copies"), "--into", str(tmp_path / "clean" / "data"), "--replace"
    )
    checked = clean.kinroad("check")

    assert copied.returncode == 0, copied.stderr
    assert without.returncode == 1
    assert "There are no keys" in without.stderr
    assert keys.returncode == 0, keys.stderr
    assert restored.returncode == 0, restored.stderr
    assert "as many as were copied" in restored.stdout
    assert "lines stand as they were written" in restored.stdout
    assert checked.returncode == 0, checked.stdout
    assert organizations(clean) == ["Cedar Street Recovery"]


def test_a_copy_that_was_changed_is_never_put_in_place(own_house, tmp_path):
    own_house.kinroad("backup", str(tmp_path / "copy"))
    database = tmp_path / "copy" / "database.sealed"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)

    refused = own_house.kinroad("restore", "--replace", str(tmp_path / "copy"))

    assert refused.returncode == 1
    assert "cannot be read" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert organizations(own_house) == ["Cedar Street Recovery"]


def test_the_keys_are_never_in_the_data_and_never_made_anew_for_old_data(own_house):
    keys = own_house.folder / "data-keys"
    keys.rename(own_house.folder / "elsewhere")

    without = own_house.kinroad("up", "--no-demo")
    own_house.environment["KINROAD_KEYS"] = str(own_house.folder / "data" / "keys")
    inside = own_house.kinroad("up", "--no-demo")

    assert without.returncode == inside.returncode == 1
    assert "Put the folder of keys back" in without.stderr
    assert "must not stand in the data" in inside.stderr
    assert not keys.exists()


def test_it_starts_again_after_a_power_cut_and_makes_nothing_anew(own_house):
    own_house.start()
    first = own_house.log.read_text()
    own_house.cut_the_power()

    own_house.start()

    again = own_house.log.read_text().removeprefix(first)
    assert "Bringing the tables up to date" not in again
    assert organizations(own_house) == ["Cedar Street Recovery"]


def test_a_second_start_costs_little_more_than_opening_the_program(own_house):
    own_house.start()
    own_house.cut_the_power()
    before = os.times()
    own_house.kinroad("check")
    after = os.times()

    own_house.start()

    # Both load the program once. The pages, the server and its two processes come on top, and the table of ZIP codes.
    opening = after.children_user + after.children_system - before.children_user - before.children_system
    assert own_house.seconds_worked() < 5 * opening
