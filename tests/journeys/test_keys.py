"""Words are found nowhere but behind the keys, and the key is changed while people write (requirement 50)."""

import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from tests.canaries import found_in, found_under
from tests.journeys.house import ROOT, House
from tests.journeys.test_power_cut import FACTS, WORLD, Writer, saved

NOTE = "We walked to the river."
NOTES = f"""
import django; django.setup()
from kinroad.coaching.models import ContactPart
print(sum(part.note == {NOTE!r} for part in ContactPart.objects.all()))
"""
EVERYWHERE = """
import django; django.setup()
from tests import canaries
print(canaries.write_one_everywhere())
"""
BREAKS = """
import django; django.setup()
from unittest import mock
from django_tasks_db.models import DBTaskResult
from kinroad.config import worker
from kinroad.core.tasks import later
from kinroad.core.tenancy import everywhere
from kinroad.people.models import Person
with everywhere():
    somebody = Person.objects.values_list("pk", flat=True).first()
def broken(*args):
    name = "Wilhelmina Quetzal"
    raise ValueError(f"{name} cannot be found")
with mock.patch("kinroad.people.tasks.propose_duplicates", broken):
    for _ in range(5):  # the worker of the house may be quicker now and then
        later("people.tasks.find_duplicates", somebody)
        worker.work(once=True)
print(DBTaskResult.objects.exclude(traceback="").count())
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("keys"), "--no-demo", "--processes", "1")
    house.start()
    yield house
    house.stop()


def asked(house: House, script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=house.environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not found_in(done.stderr.encode())
    return done.stdout


def test_the_key_is_changed_while_contacts_are_written(house):
    participant_id, username = asked(house, WORLD).split()
    writer = Writer(house, username, participant_id)
    writer.facts = FACTS | {"note": NOTE}
    before = set(saved(house))
    writing = threading.Thread(target=writer.write_until_enough)
    writing.start()
    try:
        wait_for(writer, writing, 5)
        rotated = house.kinroad("keys", "rotate")
        wait_for(writer, writing, len(writer.answered) + 5)
    finally:
        writer.enough.set()
        writing.join()
    finished = house.kinroad("keys", "rotate", "--go-on")

    assert "Key 2 seals from now on" in rotated.stdout, rotated.stderr
    assert finished.returncode == 0, finished.stdout
    rows = [row for row in saved(house) if row not in before]
    assert sorted(rows) == sorted(writer.answered)
    with sqlite3.connect(house.folder / "data" / "kinroad.sqlite3") as database:
        notes = database.execute("select note from coaching_contactpart where note is not null")
        assert {bytes(note)[:2] for (note,) in notes} == {b"\x00\x02"}
    (house.folder / "data-keys" / "seal-1.key").rename(house.folder / "old.key")
    assert int(asked(house, NOTES)) == len(rows)


def wait_for(writer: Writer, writing: threading.Thread, many: int) -> None:
    while len(writer.answered) < many:
        assert writing.is_alive()
        time.sleep(0.02)


def test_no_word_is_found_in_files_dumps_or_logs(house):
    """A canary in every sealed field of every table; then its bytes are looked for wherever anything is written."""
    columns = int(asked(house, EVERYWHERE))
    broken = asked(house, BREAKS)
    with sqlite3.connect(house.folder / "data" / "kinroad.sqlite3") as database:
        dump = "\n".join(database.iterdump()).encode()

    assert columns > 60
    assert int(broken.splitlines()[-1]) >= 1
    assert (house.folder / "data" / "kinroad.sqlite3-wal").exists()
    assert b"INSERT INTO" in dump
    assert not found_in(dump)
    assert not found_under(house.folder)  # the database and its log of writes, the keys, what the program said
