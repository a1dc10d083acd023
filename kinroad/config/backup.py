"""Copying everything, sealed, into a folder or a store while people go on working."""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from django.db import connection, transaction

from kinroad.config import clock
from kinroad.config.environment import data_folder, keys_folder
from kinroad.config.house import mark_of_keys, name_of_keys, refuse
from kinroad.config.keys import done_file
from kinroad.config.past_copies import past_copies
from kinroad.config.purged_list import NAME as PURGED
from kinroad.config.purged_list import add_to
from kinroad.config.sealed_file import SealedWriter
from kinroad.config.store import Folder, Store, copy_all, store_of
from kinroad.config.trail import seal_all
from kinroad.core.seal import make_keys, sealing_keys

# Made again by themselves, or true only here.
NOT_FILES = {"static", "in-use", mark_of_keys(Path()).name, done_file().name, clock.clock_file().name, PURGED}
COPYING = ".copying-"  # how the folder begins in which a copy stands for the moment
PAUSE = 0.2  # seconds; how often a loop looks whether it is time
MINUTE = 60.0


def back_up(address: str, *, every: int | None = None, keep: int | None = None) -> int:
    """Copy everything to `address`: once into an empty folder, or again and again (`every` minutes) into folders in
    it, of which those older than `keep` days are taken away."""
    make_keys(keys_folder())  # a backup key, where there was none yet
    store = store_of(address)
    if isinstance(store, Folder):
        refuse_bad_folder(store.path, must_be_new=every is None and keep is None)
    if every is None and keep is None:
        copy_everything(store, under="")
        add_to(store)
        tell(address)
        return 0
    while True:
        began, seen = time.monotonic(), fingerprint()
        try:
            copy_dated(store, keep=keep)
        except SystemExit:  # it said why; a full disk or a store that is away may pass
            if every is None:
                raise
        if every is None:
            return 0
        connection.close()
        while time.monotonic() - began < every * MINUTE or fingerprint() == seen:
            time.sleep(PAUSE)


def copy_dated(store: Store, *, keep: int | None) -> None:
    began, moment = time.monotonic(), datetime.now(UTC)
    copy_everything(store, under=f"{moment:%Y-%m-%dT%H%M%SZ}/")
    gone = forget_past(store, days=keep, at=moment) if clock.is_trusted(at=moment) else 0
    add_to(store)
    seconds = time.monotonic() - began
    print(f"{moment:%Y-%m-%d %H:%M:%S} UTC: copied in {seconds:.1f} s, {gone} past their day removed.", flush=True)


def refuse_bad_folder(target: Path, *, must_be_new: bool) -> None:
    if target.exists() and (not target.is_dir() or (must_be_new and any(target.iterdir()))):
        refuse(f"{target} is not empty. Name a new folder, so that no older backup is lost.")
    for own in (data_folder(), keys_folder()):
        if target.is_relative_to(own):
            refuse(f"{target} stands in {own}. Name a folder elsewhere, best on another disk.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)


def tell(address: str) -> None:
    print(f"Everything is in {address}, sealed, except the keys.")
    print(f"The keys are in {keys_folder()}. Without them nobody can read this backup: keep a copy of them,")
    print("in another place than the backup, because both together open everything. `kinroad keys sheet` prints them.")


def copy_everything(store: Store, *, under: str) -> None:
    """One backup: the database as of one moment, the files, and what must be true when it is put back."""
    seal_all()
    moment = datetime.now(UTC)
    mark = f"{moment:%Y-%m-%dT%H%M%S.%fZ}"
    try:
        with sealed(store, under, "database", mark=mark) as out:
            counts = copy_sqlite(out) if connection.vendor == "sqlite" else copy_postgres(out)
        with sealed(store, under, "files", mark=mark) as out, tarfile.open(fileobj=out, mode="w|") as tar:
            for path in own_files():
                tar.add(path, arcname=str(path.relative_to(data_folder())), recursive=False)
        with sealed(store, under, "about", mark=mark) as out:
            out.write(json.dumps({"rows": counts}).encode())
        about = {
            "made_at": moment.isoformat(),
            "mark": mark,
            "database": connection.vendor,
            "sealed_by": name_of_keys(keys_folder()),
            "sealing_keys": sorted(sealing_keys(keys_folder())),
        }
        # Written last: a backup without it did not end well.
        with store.writing(f"{under}backup.json") as file:
            file.write((json.dumps(about, indent=2) + "\n").encode())
    except (OSError, sqlite3.Error) as trouble:
        refuse(f"The backup could not be written: {trouble}. What is there of it is not whole, and is no backup.")


@contextmanager
def sealed(store: Store, under: str, name: str, *, mark: str) -> Iterator[Any]:
    """A file of this backup, sealed to its name and to this backup alone."""
    with store.writing(f"{under}{name}.sealed") as file:
        writer = SealedWriter(file, key=backup_key(), name=f"{mark}/{name}")
        yield writer
        writer.close()


def backup_key() -> bytes:
    return (keys_folder() / "backup.key").read_bytes()


def copy_sqlite(out: Any) -> dict[str, int]:
    """Seal a database that may be in use, whole as of one moment (SQLite's online backup). Answers rows by table."""
    for left in data_folder().glob(f"{COPYING}*"):  # of a copy that was cut off
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=COPYING, dir=data_folder()) as folder:
        copy = Path(folder, "database.sqlite3")
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
            counts = check_sqlite(new)
        with copy.open("rb") as file:
            copy_all(file, out)
    return counts


def check_sqlite(database: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has. Ends the command when the database is damaged."""
    verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        refuse(f"The copy is damaged: {verdict}")
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    tables = [name for (name,) in names.fetchall()]
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608


def copy_postgres(out: Any) -> dict[str, int]:
    """Seal what pg_dump says of one moment; the rows are counted as of the same one. Answers rows by table."""
    with connection.cursor():
        pass  # the server is told where we are before the transaction: nothing may be said in it before the next line
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        counts = count_postgres(cursor)
        run_postgres_program(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security",
            f"--snapshot={snapshot}", out=out,
        )  # fmt: skip
    return counts


def count_postgres(cursor: Any) -> dict[str, int]:
    tables = [each.name for each in connection.introspection.get_table_list(cursor) if each.type in "tp"]
    counts = {}
    for name in sorted(tables):
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
        (counts[name],) = cursor.fetchone()
    return counts


def run_postgres_program(program: str, *arguments: str, out: Any = None, out_of: Any = None) -> None:
    """Run PostgreSQL's own program on our database, through a pipe: nothing of it touches the disk in the clear.

    The password goes by the environment, never by the command line.
    """
    if not shutil.which(program):
        refuse(f"`{program}` was not found. Install PostgreSQL's client programs (apt-get install postgresql-client).")
    params = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    environment = {names[key]: str(value) for key, value in params.items() if key in names and value}
    environment["PGOPTIONS"] = "-c app.everywhere=yes"  # row-level security shows every row to the owner alone
    database = ["--dbname", environment["PGDATABASE"]] if program == "pg_restore" else []
    with tempfile.TemporaryFile() as words:
        running = subprocess.Popen(  # noqa: S603  one of PostgreSQL's two programs
            [program, *database, *arguments], env={**os.environ, **environment},
            stdin=subprocess.PIPE if out_of else subprocess.DEVNULL,
            stdout=subprocess.PIPE if out else subprocess.DEVNULL, stderr=words,
        )  # fmt: skip
        try:
            if out:
                copy_all(running.stdout, out)
            if out_of:
                copy_all(out_of, running.stdin)
        except BrokenPipeError:
            pass  # it ended, and says why below
        except BaseException:
            running.kill()
            raise
        finally:
            running.communicate()
        words.seek(0)
        if running.returncode:
            refuse(f"{program} could not do it: {words.read().decode(errors='replace').strip()}")


def own_files() -> Iterator[Path]:
    """The files in the data that are neither the database nor made again by themselves."""
    database = str(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    for path in sorted(data_folder().rglob("*")):
        first = path.relative_to(data_folder()).parts[0]
        if first in NOT_FILES or first.startswith(COPYING) or not path.is_file():
            continue
        if not (database and str(path).startswith(database)):
            yield path


def fingerprint() -> object:
    """Something that differs once anything was written since; on PostgreSQL it always does."""
    if connection.vendor != "sqlite":
        return object()
    database = Path(connection.settings_dict["NAME"])
    files = [database, database.with_name(f"{database.name}-wal")]
    return [(path.stat().st_size, path.stat().st_mtime_ns) if path.exists() else None for path in files]


def backups_in(store: Store) -> dict[str, datetime]:
    """The whole backups in a store: where each stands ("" for the store itself), and when it was made."""
    found = {}
    for name in store.names():
        if name == "backup.json" or name.endswith("/backup.json"):
            with store.reading(name) as file:
                found[name.removesuffix("backup.json")] = made_at(json.loads(file.read()))
    return found


def made_at(about: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(cast(str, about["made_at"]))


def forget_past(store: Store, *, days: int | None, at: datetime) -> int:
    """Take away backups past their day, and what is left of one that did not end well a day ago. Answers how many."""
    if days is None:
        return 0
    made = backups_in(store)
    names = store.names()
    gone = past_copies(made, days=days, at=at)
    halves = {f"{name.split('/')[0]}/" for name in names if "/" in name} - set(made)
    gone |= {each for each in halves if each[:10] < f"{at - timedelta(days=1):%Y-%m-%d}" and each[:2] == "20"}
    for under in gone:
        mine = [name for name in names if name.startswith(under)]
        store.remove(sorted(mine, key=lambda name: not name.endswith("backup.json")))
    return len(gone)
