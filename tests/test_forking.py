"""The server opens the database before it divides; no two of its processes may speak over the same line."""

import os
from typing import Any

import django.db
import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler

from kinroad.config.serving import let_go_of_the_database

QUESTIONS = 300


@pytest.fixture
def as_served(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The connections as a serving process has them, with PostgreSQL's pool, to the tests' own database."""
    served = {**settings.DATABASES["default"], "NAME": connection.settings_dict["NAME"]}
    if connection.vendor == "postgresql":
        served["OPTIONS"] = {**served["OPTIONS"], "pool": {"min_size": 1, "max_size": 2}}
    connections = ConnectionHandler({"default": served})
    monkeypatch.setattr(django.db, "connections", connections)
    yield connections["default"]
    let_go_of_the_database()


def answers_of(database: Any, *, begin: int) -> bool:
    """Whether every question gets its own answer."""
    with database.cursor() as cursor:
        for number in range(begin, begin + QUESTIONS):
            cursor.execute("select %s + 0", [number])
            if cursor.fetchone() != (number,):
                return False
    return True


@pytest.mark.filterwarnings("ignore:.*fork")
def test_processes_that_divide_never_share_a_line_to_the_database(as_served):
    assert answers_of(as_served, begin=0)

    let_go_of_the_database()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if answers_of(as_served, begin=1_000_000) else 1
        finally:
            os._exit(status)
    own = answers_of(as_served, begin=0)
    _, ended = os.waitpid(child, 0)

    assert own
    assert os.waitstatus_to_exitcode(ended) == 0
