"""PostgreSQL is restarted while contacts are being saved: what was answered is there, once, and pages come back."""

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
from tests.journeys.house import ROOT
from tests.journeys.test_postgres_copy import answering, house_on
from tests.journeys.test_power_cut import WORLD, NoAnswer, Writer, contact_id

WRITERS = 3
RESTARTS = ("fast", "immediate")  # as an administrator does it; and as when the machine dies


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


class Postgres:
    """The throwaway server, stopped and started by its own programs."""

    def __init__(self, address: str, programs: str) -> None:
        self.address, self.programs = address, programs
        with answering(address) as database:
            database.execute("CREATE DATABASE ours")
            self.folder = database.execute("SHOW data_directory").fetchone()[0]
            self.options = Path(self.folder, "postmaster.opts").read_text().split(" ", 1)[1]

    def tell(self, *words: str) -> None:
        command = [f"{self.programs}/pg_ctl", "-D", self.folder, "-w", "-l", f"{self.folder}/again.log", *words]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=60, **someone_else())
        assert done.returncode == 0, done.stdout + done.stderr

    def stop(self, how: str) -> None:
        self.tell("-m", how, "stop")

    def start(self) -> None:
        self.tell("-o", self.options, "start")


@pytest.fixture(scope="module")
def postgres():
    with throwaway_server(durable=True) as (address, programs):
        server = Postgres(address, programs)
        yield server
        server.stop("immediate")


@pytest.fixture(scope="module")
def house(postgres, tmp_path_factory):
    house = house_on(
        (postgres.address.removesuffix("postgres"), postgres.programs), tmp_path_factory.mktemp("r"), "ours"
    )
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="module")
def writers(house):
    built = subprocess.run(
        [sys.executable, "-c", WORLD], cwd=ROOT, env=house.environment, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    participant_id, username = built.stdout.split()
    return [PatientWriter(house, username, participant_id) for _each in range(WRITERS)]


def saved(postgres):
    with psycopg.connect(f"{postgres.address.removesuffix('postgres')}ours") as database:
        return [row[0].hex for row in database.execute("SELECT id FROM coaching_contact")]


def refused(house):
    """The answer while the database is away, and after how many seconds the page says to come back."""
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(f"{house.url}/sign-in", timeout=20)
    return answer.value.code, int(answer.value.headers["Retry-After"])


def until(come_true):
    deadline = time.monotonic() + 30
    while not come_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_every_answered_save_is_there_once_after_the_database_was_restarted(postgres, house, writers):
    before = set(saved(postgres))
    threads = [threading.Thread(target=writer.write_until_enough) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        for how in RESTARTS:
            written = [len(writer.answered) for writer in writers]
            until(lambda written=written: all(len(w.answered) > n for w, n in zip(writers, written, strict=True)))
            postgres.stop(how)
            told = refused(house)
            postgres.start()
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

    rows = [row for row in saved(postgres) if row not in before]
    assert told == (503, 5)
    assert sum(writer.asked_to_wait for writer in writers) > 0
    assert sorted(rows) == sorted(id for writer in writers for id in writer.answered)


def came_through(writer):
    waiting = writer.waiting
    try:
        writer.write_one()
    except NoAnswer:
        return False
    assert waiting is None or contact_id(waiting) == writer.answered[-1]
    return True
