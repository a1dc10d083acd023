"""Who was purged, kept beside the backups: an older backup that is put back loses them again.

The list holds ids alone, and is sealed like a backup. It stands in the store itself, not in one backup.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError, connection

from kinroad.config.environment import data_folder, keys_folder
from kinroad.config.sealed_file import CannotRead, SealedReader, SealedWriter
from kinroad.config.store import Folder, Store, store_of

NAME = "purged.sealed"


@dataclass(frozen=True)
class Purged:
    """Ids of participants whose record, and whose consents, were purged."""

    records: frozenset[UUID] = field(default_factory=frozenset)
    consents: frozenset[UUID] = field(default_factory=frozenset)

    def __or__(self, other: "Purged") -> "Purged":
        return Purged(self.records | other.records, self.consents | other.consents)


def key() -> bytes:
    return (keys_folder() / "backup.key").read_bytes()


def read(store: Store) -> Purged:
    """The list in a store; an empty one where none is, or none that our keys open, and that is said."""
    try:
        with store.reading(NAME) as file:
            said = json.loads(SealedReader(file, key=key(), name=NAME).read())
    except FileNotFoundError:
        return Purged()
    except CannotRead as broken:
        print(f"The list of purged people beside the backups cannot be read: {broken}", file=sys.stderr)
        print("Who was purged since the backup was made may be back: look at /audit of those days.", file=sys.stderr)
        return Purged()
    return Purged(*(frozenset(UUID(each) for each in said[name]) for name in ("records", "consents")))


def write(store: Store, purged: Purged) -> None:
    """Put the list in its place, whole or not at all."""
    said = {name: sorted(str(each) for each in getattr(purged, name)) for name in ("records", "consents")}
    with store.writing(NAME) as file:
        writer = SealedWriter(file, key=key(), name=NAME)
        writer.write(json.dumps(said).encode())
        writer.close()


def add_to(store: Store) -> None:
    """Beside each new backup: whoever was purged, here or before, stays on the list."""
    write(store, read(store) | in_database())


def in_database() -> Purged:
    """Who is purged in the database as it is; nobody where there is none, or one that is older than the program."""
    from kinroad.people.models import Participant

    if not connection.introspection.table_names():
        return Purged()
    rows = Participant.objects.filter(purged_on__isnull=False)
    try:
        found = list(rows.values_list("pk", "consents_purged_on"))
    except DatabaseError:
        return Purged()
    return Purged(frozenset(pk for pk, _on in found), frozenset(pk for pk, on in found if on))


def remember(store: Store, address: str) -> None:
    """Before a backup is put back: whom the store, the one it stands in, and the present database know as purged.

    It waits in the data until it was carried out, also when the machine stops in between.
    """
    known = in_database() | read(waiting())
    for each in beside(store, address):
        known |= read(each)
    data_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    write(waiting(), known)


def beside(store: Store, address: str) -> Iterator[Store]:
    """Where the list may be: in the store, and around it, when `address` is one backup of several."""
    yield store
    if not address.startswith("s3://"):
        yield Folder(Path(address).resolve().parent)
    elif (around := address.rstrip("/").rpartition("/")[0]) != "s3:/":
        yield store_of(around)


def is_in(store: Store, address: str) -> bool:
    """Whether a list stands there that our keys open."""
    return any(_opens(each) for each in beside(store, address))


def _opens(store: Store) -> bool:
    try:
        with store.reading(NAME) as file:
            SealedReader(file, key=key(), name=NAME).read()
    except (FileNotFoundError, CannotRead):
        return False
    return True


def waiting() -> Folder:
    return Folder(data_folder())


def carry_out() -> int:
    """Purge again whoever waits. Needs tables as new as the program. Answers how many records."""
    known = read(waiting())
    if not known.records and not known.consents:
        waiting().remove([NAME])
        return 0
    from kinroad.home.actions.purge import purge_again

    done = purge_again(records=known.records, consents=known.consents)
    waiting().remove([NAME])
    if done:
        print(f"{done} records were purged after this backup was made: they are purged here again.")
    return done
