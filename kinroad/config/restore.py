"""Putting a backup back, on this machine or on a clean one, and proving that everything is there again."""

import argparse
import json
import os
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from kinroad.config.backup import backup_key, backups_in, check_sqlite, count_postgres, run_postgres_program
from kinroad.config.environment import data_folder, keys_folder
from kinroad.config.house import has_keys, lock, name_of_keys, refuse, waiting_migrations
from kinroad.config.keys import bring_back, done_file
from kinroad.config.purged_list import carry_out, remember
from kinroad.config.sealed_file import CannotRead, SealedReader
from kinroad.config.store import Store, copy_all, store_of
from kinroad.core.postgres import policies
from kinroad.core.seal import sealing_keys


def restore(address: str, *, replace: bool) -> int:
    """Put back the backup at `address`, the newest when there are several. Refuses while the program runs.

    1 when afterwards the rows or the audit trail are not those of the backup.
    """
    store = store_of(address)
    under, about = newest_in(store, address)
    refuse_what_does_not_fit(about, replace=replace)
    bring_back(about["sealing_keys"])
    if gone := sorted(set(about["sealing_keys"]) - set(sealing_keys(keys_folder()))):
        refuse(
            f"This backup needs seal-{gone[0]}.key, which is not in {keys_folder()}. Without it its words stay shut."
        )
    try:
        with lock(alone=True):
            remember(store, address)
            rows = json.loads(opened(store, under, "about", about).read())["rows"]
            there = put_database(store, under, about, expected=rows)
            put_files(store, under, about)
            done_file().unlink(missing_ok=True)  # the backup may hold what an older key sealed
    except (CannotRead, FileNotFoundError) as broken:
        refuse(f"This backup cannot be read: {broken} Nothing of the database that was there was changed.")
    print(f"The backup of {about['made_at'][:16]} UTC is back in its place, in {data_folder()}.")
    differs = say_whether_all_is_there(rows, there)
    if not waiting_migrations():  # else `kinroad up` does it, after making the tables new
        carry_out()
    return differs


def newest_in(store: Store, address: str) -> tuple[str, dict[str, Any]]:
    made = backups_in(store)
    if not made:
        refuse(f"{address} holds no whole backup: backup.json is missing.")
    under = max(made, key=lambda name: made[name])
    with store.reading(f"{under}backup.json") as file:
        about: dict[str, Any] = json.loads(file.read())
    return under, about


def refuse_what_does_not_fit(about: dict[str, Any], *, replace: bool) -> None:
    if about["database"] != connection.vendor:
        refuse(f"This backup holds a {about['database']} database, and DATABASE_URL names {connection.vendor}.")
    if not has_keys(keys_folder()) or name_of_keys(keys_folder()) != about["sealed_by"]:
        refuse(f"This backup was sealed with other keys than those in {keys_folder()}. Put the right keys there first.")
    if not replace and connection.introspection.table_names():
        refuse("There is a database already. Add --replace to put the backup in its place.")


def opened(store: Store, under: str, name: str, about: dict[str, Any]) -> "Opened":
    return Opened(store, f"{under}{name}.sealed", f"{about['mark']}/{name}")


class Opened:
    """A sealed file of a backup, opened as it is read."""

    def __init__(self, store: Store, path: str, name: str) -> None:
        self.holding = store.reading(path)
        self.reader = SealedReader(self.holding.__enter__(), key=backup_key(), name=name)

    def read(self, size: int = -1) -> bytes:
        piece = self.reader.read(size)
        if size < 0 or (size > 0 and not piece):
            self.holding.__exit__(None, None, None)
        return piece


def put_database(store: Store, under: str, about: dict[str, Any], *, expected: dict[str, int]) -> dict[str, int]:
    """Put the database back; it takes the old one's place only when it is whole. Answers rows by table."""
    source = opened(store, under, "database", about)
    if connection.vendor == "sqlite":
        connection.close()
        return put_sqlite(source, Path(connection.settings_dict["NAME"]))
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
    connection.close()
    run_postgres_program("pg_restore", *options, out_of=source)
    policies.put_up("default")  # rights stay behind: the role of requests may have another name here
    with connection.cursor() as cursor:
        return count_postgres(cursor)


def put_sqlite(source: Opened, database: Path) -> dict[str, int]:
    new = database.with_name(f"{database.name}.new")
    try:
        with new.open("wb") as file:
            new.chmod(0o600)
            copy_all(source, file)
            file.flush()
            os.fsync(file.fileno())
        with closing(sqlite3.connect(new)) as copy:
            there = check_sqlite(copy)
        for beside in ("-wal", "-shm"):
            database.with_name(f"{database.name}{beside}").unlink(missing_ok=True)
        new.replace(database)
    finally:
        for left in ("", "-wal", "-shm", "-journal"):
            new.with_name(f"{new.name}{left}").unlink(missing_ok=True)
    return there


def put_files(store: Store, under: str, about: dict[str, Any]) -> None:
    with tarfile.open(fileobj=opened(store, under, "files", about), mode="r|") as tar:  # type: ignore[call-overload]
        tar.extractall(data_folder(), filter="data")


def say_whether_all_is_there(rows: dict[str, int], there: dict[str, int]) -> int:
    differ = [f"{table}: {there.get(table)} of {many}" for table, many in rows.items() if there.get(table) != many]
    if differ:
        print(f"NOT everything is there. Rows: {'; '.join(differ)}.")
        return 1
    print(f"{sum(rows.values())} rows in {len(rows)} tables, as many as were copied.")
    if waiting_migrations():
        print("The tables are older than the program. Run `kinroad up`, then `kinroad audit verify`.")
        return 0
    from kinroad.config import trail  # reads tables, which are there only now

    return trail.check_trail(argparse.Namespace(organization=None, noted=None, json=False))
