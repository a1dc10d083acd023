"""The same promises on PostgreSQL: a sealed copy is put back (requirement 51), and a restart loses nothing (48)."""

import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from scripts.with_postgres import someone_else, throwaway_server
from tests.canaries import found_in, found_under
from tests.journeys.house import ROOT, House
from tests.journeys.test_keys import EVERYWHERE
from tests.journeys.test_power_cut import WORLD, NoAnswer, Writer
from tests.journeys.test_the_house import ORGANIZATION, THE_REST

WRITERS = 3
RESTARTS = ("fast", "immediate")  # as an administrator does it; and as when the server process dies


@pytest.fixture(scope="module")
def server():
    with throwaway_server() as (address, programs):
        with answering(address) as database:
            database.execute("CREATE DATABASE ours")
            database.execute("ALTER DATABASE ours SET synchronous_commit = on")  # answered means written
            database.execute("CREATE DATABASE clean")
        yield address.removesuffix("postgres"), programs


def answering(address):
    """A connection, once the server has started up."""
    for _ in range(200):
        try:
            return psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError("PostgreSQL did not start")


def house_on(server, folder, database):
    address, programs = server
    house = House(folder, "--no-demo")
    house.environment |= {
        "DATABASE_URL": f"{address}{database}",
        "KINROAD_KEYS": str(folder.parent / "keys"),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
    }
    return house


@pytest.fixture(scope="module")
def ours(server, tmp_path_factory):
    """Our organization, set up once for both tests."""
    house = house_on(server, tmp_path_factory.mktemp("postgres") / "ours", "ours")
    begun = house.kinroad("setup", *ORGANIZATION, *THE_REST, "--password-from", "-", input="a long way together\n")
    assert begun.returncode == 0, begun.stderr
    return house


def test_a_copy_of_postgresql_is_put_back_into_a_clean_database(server, ours, tmp_path):
    clean = house_on(server, ours.folder.parent / "clean", "clean")
    copied = ours.kinroad("backup", str(tmp_path / "copy"))
    restored = clean.kinroad("restore", str(tmp_path / "copy"), "--into", str(clean.folder / "data"))

    assert copied.returncode == 0, copied.stderr
    assert not [path for path in (tmp_path / "copy").iterdir() if b"Cedar Street" in path.read_bytes()]
    assert not [path for path in (tmp_path / "copy").iterdir() if b"PGDMP" in path.read_bytes()]
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "as many as were copied" in restored.stdout
    with psycopg.connect(f"{server[0]}clean") as database:
        assert ("Cedar Street Recovery",) in database.execute("SELECT name FROM people_organization").fetchall()


def test_no_word_is_found_in_a_dump_or_in_the_files_of_the_server(server, ours, tmp_path):
    """Requirement 50: a canary in every sealed field of every table; then its bytes are looked for."""
    address, programs = server
    with answering(f"{address}postgres") as database:
        database.execute("CREATE DATABASE canaries TEMPLATE ours")
    house = house_on(server, ours.folder.parent / "canaries", "canaries")
    planted = subprocess.run(
        [sys.executable, "-c", EVERYWHERE], cwd=ROOT, env=house.environment, capture_output=True, text=True
    )
    dumped = subprocess.run([f"{programs}/pg_dump", f"{address}canaries"], capture_output=True)
    with answering(f"{address}canaries") as database:
        database.execute("CHECKPOINT")
        (folder,) = database.execute("SHOW data_directory").fetchone()
        (number,) = database.execute("SELECT oid FROM pg_database WHERE datname = 'canaries'").fetchone()
        (sealed,) = database.execute("SELECT called FROM people_person ORDER BY id DESC LIMIT 1").fetchone()
        (last,) = database.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()

    assert int(planted.stdout) > 60, planted.stderr
    assert b"COPY public.people_person" in dumped.stdout, dumped.stderr
    assert not found_in(dumped.stdout)
    tables = [path for path in Path(folder, "base", str(number)).iterdir() if path.is_file()]
    assert [path for path in tables if sealed in path.read_bytes()], "these are the files in which the words are kept"
    assert not found_under(Path(folder, "base", str(number)))
    assert not found_in(Path(folder, "pg_wal", last).read_bytes())


class PatientWriter(Writer):
    """A browser whose owner comes back when the page asks them to."""

    asked_to_wait = 0

    def ask(self, url: str, data: bytes | None = None) -> tuple[int, str]:
        status, page = super().ask(url, data)
        if status == 503:
            self.asked_to_wait += 1
            assert "One moment, please" in page
            raise NoAnswer
        return status, page


class Switch:
    """Stops the throwaway server and starts it again, with its own programs and as it was started before."""

    def __init__(self, address, programs):
        self.programs = programs
        with answering(f"{address}ours") as database:
            self.folder = database.execute("SHOW data_directory").fetchone()[0]
        self.options = Path(self.folder, "postmaster.opts").read_text().strip().split(" ", 1)[1]

    def turn(self, *words):
        command = [f"{self.programs}/pg_ctl", "-D", self.folder, "-w", "-l", f"{self.folder}/again.log", *words]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=60, **someone_else())
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def switch(server):
    switch = Switch(*server)
    yield switch
    # `throwaway_server` ends the process that it began, and no later one.
    switch.turn("-m", "fast", "stop")


@pytest.fixture
def writers(ours):
    ours.start()
    built = subprocess.run(
        [sys.executable, "-c", WORLD], cwd=ROOT, env=ours.environment, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    participant_id, username = built.stdout.split()
    yield [PatientWriter(ours, username, participant_id) for _each in range(WRITERS)]
    ours.stop()


def saved(server):
    with psycopg.connect(f"{server[0]}ours") as database:
        return [row[0].hex for row in database.execute("SELECT id FROM coaching_contact")]


def refused(house):
    """The answer while the database is away, and after how many seconds the page says to come back."""
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(f"{house.url}/sign-in", timeout=20)
    with answer.value as said:
        return said.code, int(said.headers["Retry-After"])


def until(come_true):
    deadline = time.monotonic() + 60
    while not come_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_every_answered_save_is_there_once_after_the_database_was_restarted(server, switch, ours, writers):
    before = set(saved(server))
    threads = [threading.Thread(target=writer.write_until_enough) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        for how in RESTARTS:
            written = [len(writer.answered) for writer in writers]
            until(lambda written=written: all(len(w.answered) > n for w, n in zip(writers, written, strict=True)))
            switch.turn("-m", how, "stop")
            told = refused(ours)
            switch.turn("-o", switch.options, "start")
            written = [len(writer.answered) for writer in writers]
            until(lambda written=written: all(len(w.answered) > n for w, n in zip(writers, written, strict=True)))
    finally:
        for writer in writers:
            writer.enough.set()
        for thread in threads:
            thread.join()
    for writer in writers:
        if writer.waiting:
            until(lambda writer=writer: came_through(writer))

    rows = [row for row in saved(server) if row not in before]
    assert told == (503, 5)
    assert sum(writer.asked_to_wait for writer in writers) > 0
    assert sorted(rows) == sorted(id for writer in writers for id in writer.answered)


def came_through(writer):
    try:
        writer.write_one()
    except NoAnswer:
        return False
    return True
