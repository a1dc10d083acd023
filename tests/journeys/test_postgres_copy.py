"""The same promises on PostgreSQL: a sealed copy, and a clean database that it is put back into (requirement 51)."""

import os
import time

import psycopg
import pytest

from scripts.with_postgres import throwaway_server
from tests.journeys.house import House
from tests.journeys.test_the_house import ORGANIZATION, THE_REST


@pytest.fixture(scope="module")
def server():
    with throwaway_server() as (address, programs):
        with answering(address) as database:
            database.execute("CREATE DATABASE ours")
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


def test_a_copy_of_postgresql_is_put_back_into_a_clean_database(server, tmp_path):
    ours, clean = (house_on(server, tmp_path / name, name) for name in ("ours", "clean"))
    begun = ours.kinroad("setup", *ORGANIZATION, *THE_REST, "--password-from", "-", input="a long way together\n")
    copied = ours.kinroad("backup", str(tmp_path / "copy"))
    restored = clean.kinroad("restore", str(tmp_path / "copy"), "--into", str(tmp_path / "clean" / "data"))

    assert begun.returncode == 0, begun.stderr
    assert copied.returncode == 0, copied.stderr
    assert not [path for path in (tmp_path / "copy").iterdir() if b"Cedar Street" in path.read_bytes()]
    assert not [path for path in (tmp_path / "copy").iterdir() if b"PGDMP" in path.read_bytes()]
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "as many as were copied" in restored.stdout
    with psycopg.connect(f"{server[0]}clean") as database:
        assert database.execute("SELECT name FROM people_organization").fetchall() == [("Cedar Street Recovery",)]
