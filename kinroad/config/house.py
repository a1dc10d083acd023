"""Getting the house ready before anyone comes in: keys, tables, static files, and the demo in an empty house."""

import fcntl
import hashlib
import os
import sys
from pathlib import Path
from typing import IO, Any, NoReturn

from kinroad.config.environment import data_folder, keys_folder


def refuse(sentence: str) -> NoReturn:
    """End the command with a sentence that says what happened and what to do."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def open_house(*, make: bool = False, host: str = "127.0.0.1") -> None:
    """Find the data and the keys, make them on the first start when `make`, and load the settings."""
    data, keys = data_folder(), keys_folder()
    if keys == data or keys.is_relative_to(data):
        refuse(
            f"The keys must not stand in the data: whoever copies {data} could read everything.\n"
            "Choose another folder for KINROAD_KEYS."
        )
    os.environ |= {"KINROAD_DATA": str(data), "KINROAD_KEYS": str(keys), "KINROAD_HOST": host}
    if make:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not has_keys(keys) and mark_of_keys(data).exists():
            refuse(
                f"The data in {data} was sealed with keys that are not in {keys}.\n"
                "Put the folder of keys back (KINROAD_KEYS names it). New keys could never open what is there."
            )
        from kinroad.core.seal import make_keys

        make_keys(keys)
    if not has_keys(keys):
        refuse(f"There are no keys in {keys}. `kinroad up` or `kinroad setup` makes them on the first start.")
    refuse_other_keys(data, keys)
    import django

    django.setup()


def has_keys(keys: Path) -> bool:
    return bool(list(keys.glob("seal-*.key"))) and (keys / "search.key").exists()


def mark_of_keys(data: Path) -> Path:
    return data / "sealed-by"


def name_of_keys(keys: Path) -> str:
    """A name for the keys that tells nothing about them."""
    return hashlib.sha256(b"kinroad keys\0" + (keys / "search.key").read_bytes()).hexdigest()[:16]


def refuse_other_keys(data: Path, keys: Path) -> None:
    mark = mark_of_keys(data)
    if not mark.exists():
        if data.is_dir():
            mark.write_text(f"{name_of_keys(keys)}\n")
    elif mark.read_text().strip() != name_of_keys(keys):
        refuse(
            f"The keys in {keys} are not the ones that sealed {data}.\n"
            "Put the right folder back (KINROAD_KEYS names it)."
        )


def make_place(folder: str, *, replace: bool) -> None:
    """Make `folder` the data of this command (`--into`), so that a clean machine needs no more than its keys."""
    data = Path(folder).resolve()
    if not replace and data.is_dir() and any(data.iterdir()):
        refuse(f"{data} is not empty. Name a new folder, or add --replace.")
    os.environ["KINROAD_DATA"] = str(data)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)


def lock(*, alone: bool) -> IO[str]:
    """Say that this process uses the data: beside others, or alone. Refuses when that cannot be; ends when closed."""
    file = (data_folder() / "in-use").open("w")
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        refuse(
            "The program is running on this data. Stop it first."
            if alone
            else "A backup is being put back. Wait for it."
        )
    return file


def make_ready(*, demo: bool, quietly: bool = False) -> None:
    """Bring tables and static files up to date; build the demo when `demo` and nobody lives here yet."""
    from django.core.management import call_command
    from django.db import connection

    if waiting_migrations():
        if not quietly:
            print("Bringing the tables up to date ...", flush=True)
        call_command("createcachetable", verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
    divide_by_organization()
    from kinroad.config import purged_list

    if data_folder().joinpath(purged_list.NAME).exists():  # an older backup was put back
        purged_list.carry_out()
    collect_static_files()
    if demo and nobody_lives_here():
        print("The database is empty: building the demo program ...", flush=True)
        from kinroad.demo.actions import build

        build()
    connection.close()


def refuse_when_not_ready() -> None:
    if waiting_migrations():
        refuse("The tables are not up to date. Run `kinroad up`, or `kinroad setup` for a new organization, first.")
    refuse_undivided_tables()


def divide_by_organization() -> None:
    """On PostgreSQL: role, rights and policies, where one is missing."""
    from kinroad.core.postgres import policies

    policies.put_up("default")
    refuse_undivided_tables()


def refuse_undivided_tables() -> None:
    from kinroad.core.postgres import policies

    if trouble := policies.trouble("default"):
        refuse(trouble)


def waiting_migrations() -> list[Any]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def nobody_lives_here() -> bool:
    from kinroad.people.models import Organization

    return not Organization.objects.exists()


# What packages ship beside the few files that pages load: to press them small would take longer than all the rest.
NOT_SERVED = [
    "ext",  # of htmx
    "django-htmx.js",
    "htm*x-4*",
    "htmx-2.js",
    "draw",  # of leaflet
    "leaflet-src*",
    "leaflet.extras*",
    "leaflet.forms*",
    "leaflet_django*",
    "proj4*",
    "Control.MiniMap*",
]


def collect_static_files() -> None:
    """Copy the static files to where they are served from, when one of them changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list(NOT_SERVED):
            digest.update(path.encode() + Path(storage.path(path)).read_bytes())
    stamp = Path(settings.STATIC_ROOT) / "collected"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=NOT_SERVED)
        stamp.write_text(digest.hexdigest())
