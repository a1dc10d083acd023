"""Whether everything that is needed is there: one line each, and what to do where something is not."""

import shutil
from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from kinroad.config.environment import data_folder, keys_folder
from kinroad.config.house import waiting_migrations
from kinroad.core.seal import blind, seal, unseal
from kinroad.core.time import zones_of_the_states

LEAST_FREE = 500 * 1024 * 1024  # bytes


def check() -> int:
    """Print one line for each thing that is needed; 1 when one of them is missing."""
    answers = [ask(name, question) for name, question in QUESTIONS.items()]
    return 0 if all(answers) else 1


def ask(name: str, question: Callable[[], str]) -> bool:
    try:
        print(f"ok       {name}: {question()}")
    except Exception as trouble:
        print(f"MISSING  {name}: {trouble}")
        return False
    return True


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return f"{connection.vendor} answers"


def tables() -> str:
    if waiting := waiting_migrations():
        raise LookupError(f"{len(waiting)} changes of the tables wait; `kinroad up` makes them")
    return "up to date"


def keys() -> str:
    folder = keys_folder()
    found = sorted(path.name for path in folder.glob("*.key"))
    for name in found:
        if (folder / name).stat().st_mode & 0o077:
            raise PermissionError(f"others may read {folder / name}; run: chmod 600 {folder / name}")
        (folder / name).read_bytes()
    return f"{len(found)} in {folder}, readable by nobody else"


def sealing() -> str:
    if unseal(seal("Río", place=b"check"), place=b"check") != "Río" or not blind("check", "1", UUID(int=0)):
        raise ValueError("what was sealed could not be opened")
    return "what is sealed can be opened"


def time_zones() -> str:
    for zone in zones_of_the_states():
        ZoneInfo(zone)
    return f"{len(zones_of_the_states())} known"


def disk() -> str:
    free = shutil.disk_usage(data_folder()).free
    if free < LEAST_FREE:
        raise OSError(f"only {free // 2**20} MB are free beside {data_folder()}")
    return f"{free // 2**30} GB free beside {data_folder()}"


def debugging() -> str:
    if settings.DEBUG:
        raise ValueError("DEBUG is on, and would show what nobody should see")
    return "off"


QUESTIONS: dict[str, Callable[[], str]] = {
    "database": database,
    "tables": tables,
    "keys": keys,
    "sealing": sealing,
    "time zones": time_zones,
    "disk": disk,
    "debugging": debugging,
}
