"""Copying everything into a folder while people go on working, and putting it back."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from kinroad.config.environment import data_folder, keys_folder
from kinroad.config.house import has_keys, lock, mark_of_keys, name_of_keys, refuse
from kinroad.config.trail import seal_all

NOT_FILES = {"static", "in-use", mark_of_keys(Path()).name}  # made again by themselves


def back_up(folder: str) -> int:
    """Write the database and the files into `folder`, which must not hold anything yet."""
    target = Path(folder).resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        refuse(f"{target} is not empty. Name a new folder, so that no older backup is lost.")
    if target.is_relative_to(data_folder()):
        refuse(f"{target} stands in the data itself. Name a folder elsewhere, best on another disk.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    seal_all()
    if connection.vendor == "sqlite":
        copy_sqlite(Path(connection.settings_dict["NAME"]), target / "database.sqlite3")
    else:
        run_postgres_program("pg_dump", "--format=custom", "--no-owner", "--file", str(target / "database.dump"))
    for path in own_files():
        copy = target / "files" / path.relative_to(data_folder())
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    # Written last: a folder without it is a backup that did not end well.
    about = {
        "made_at": datetime.now(UTC).isoformat(),
        "database": connection.vendor,
        "sealed_by": name_of_keys(keys_folder()),
    }
    (target / "backup.json").write_text(json.dumps(about, indent=2) + "\n")
    print(f"Everything is in {target}, except the keys.")
    print(f"The keys are in {keys_folder()}. Without them nobody can read this backup: keep a copy of them,")
    print("in another place than the backup, because both together open everything.")
    return 0


def restore(folder: str, *, replace: bool) -> int:
    """Put the backup in `folder` back. Refuses while the program runs, and when the keys are others."""
    source = Path(folder).resolve()
    about = read_about(source)
    if about["database"] != connection.vendor:
        refuse(f"This backup holds a {about['database']} database, and DATABASE_URL names {connection.vendor}.")
    if not has_keys(keys_folder()) or name_of_keys(keys_folder()) != about["sealed_by"]:
        refuse(f"This backup was sealed with other keys than those in {keys_folder()}. Put the right keys there first.")
    if not replace and is_furnished():
        refuse("There is a database already. Add --replace to put the backup in its place.")
    with lock(alone=True):
        if connection.vendor == "sqlite":
            connection.close()
            copy_sqlite(source / "database.sqlite3", Path(connection.settings_dict["NAME"]))
        else:
            dump = str(source / "database.dump")
            run_postgres_program("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", dump)
        if (source / "files").is_dir():
            shutil.copytree(source / "files", data_folder(), dirs_exist_ok=True)
    print(f"The backup of {about['made_at'][:16]} is back in its place.")
    return 0


def read_about(source: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((source / "backup.json").read_text())
    except (OSError, ValueError):
        refuse(f"{source} holds no whole backup: backup.json is missing or cannot be read.")
    return about


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that may be in use, whole as of one moment (SQLite's online backup)."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        verdict = new.execute("PRAGMA integrity_check").fetchone()[0]
    target.chmod(0o600)
    if verdict != "ok":
        refuse(f"The copy in {target} is damaged: {verdict}")


def run_postgres_program(program: str, *arguments: str) -> None:
    """Run PostgreSQL's own program on our database; the password goes by the environment, never by the command line."""
    if not shutil.which(program):
        refuse(f"`{program}` was not found. Install PostgreSQL's client programs (apt-get install postgresql-client).")
    params = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    environment = {names[key]: str(value) for key, value in params.items() if key in names and value}
    database = ["--dbname", environment["PGDATABASE"]] if program == "pg_restore" else []
    connection.close()
    done = subprocess.run(  # noqa: S603  one of PostgreSQL's two programs
        [program, *database, *arguments], env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        refuse(f"{program} could not do it: {done.stderr.strip()}")


def own_files() -> Iterator[Path]:
    """The files in the data that are neither the database nor made again by themselves."""
    database = str(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    for path in sorted(data_folder().rglob("*")):
        first = path.relative_to(data_folder()).parts[0]
        if path.is_file() and first not in NOT_FILES and not (database and str(path).startswith(database)):
            yield path


def is_furnished() -> bool:
    return bool(connection.introspection.table_names())
