"""Whether everything that is needed is there: one line each, and what to do where something is not."""

import shutil
from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from kinroad.config.environment import data_folder, keys_folder
from kinroad.config.house import waiting_migrations
from kinroad.core.postgres import policies
from kinroad.core.seal import blind, seal, unseal
from kinroad.core.time import now, zones_of_the_states
from kinroad.design.paper import ask_for_paper
from kinroad.notifications.queries.outbox_page import stuck

STUCK_MEANS = {
    "unknown": "messages of which nobody knows whether they went out",
    "no_provider": "messages waiting for a provider to be switched on",
    "overdue": "messages waiting for more than an hour",
    "sending": "messages being sent for more than an hour",
}
LEAST_FREE = 500 * 1024 * 1024  # bytes


def check() -> int:
    """Print one line for each thing that is needed or wished for; 1 when a needed one is missing."""
    answers = [ask(name, question) for name, question in QUESTIONS.items()]
    for name, question in WISHES.items():
        ask(name, question, otherwise="WITHOUT")
    return 0 if all(answers) else 1


def ask(name: str, question: Callable[[], str], *, otherwise: str = "MISSING") -> bool:
    try:
        print(f"ok       {name}: {question()}")
    except Exception as trouble:
        print(f"{otherwise}  {name}: {trouble}")
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


def organizations() -> str:
    if trouble := policies.trouble("default"):
        raise LookupError(trouble)
    if connection.vendor == "sqlite":
        return "each request is held to one by the program"
    return f"each request is held to one by row-level security, as {settings.KINROAD_DATABASE_ROLE}"


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


def outbox() -> str:
    waiting = {name: number for name, number in stuck(at=now()).items() if number}
    if waiting:
        said = ", ".join(f"{number} {STUCK_MEANS[name]}" for name, number in waiting.items())
        raise LookupError(f"{said}; an administrator finds them under Settings, Outbox; is the worker running?")
    return "nothing is stuck"


def messages() -> str:
    ways = {"e-mail": settings.KINROAD_EMAIL, "texts": settings.KINROAD_TEXT_URL}
    if settings.KINROAD_TEXT_URL and not (settings.KINROAD_TEXT_TOKEN and settings.KINROAD_TEXT_FROM):
        raise LookupError("KINROAD_TEXT_URL is set; KINROAD_TEXT_TOKEN and KINROAD_TEXT_FROM must be set too")
    if settings.KINROAD_TEXT_URL and not settings.KINROAD_TEXT_URL.startswith(("https://", "http://127.0.0.1")):
        raise LookupError("KINROAD_TEXT_URL must begin with https://")
    return ", ".join(f"{way} {'set up' if there else 'not set up'}" for way, there in ways.items())


def debugging() -> str:
    if settings.DEBUG:
        raise ValueError("DEBUG is on, and would show what nobody should see")
    return "off"


QUESTIONS: dict[str, Callable[[], str]] = {
    "database": database,
    "tables": tables,
    "organizations": organizations,
    "keys": keys,
    "sealing": sealing,
    "time zones": time_zones,
    "disk": disk,
    "messages": messages,
    "outbox": outbox,
    "debugging": debugging,
}
# The program runs without these; something is not offered then.
WISHES: dict[str, Callable[[], str]] = {"paper": ask_for_paper}
