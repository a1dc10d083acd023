"""Backups: sealed chunk by chunk, kept as long as they should be, in a folder or in a store (requirements 51, 52)."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.config import backup, purged_list, sealed_file
from kinroad.config.past_copies import past_copies
from kinroad.config.sealed_file import CannotRead, SealedReader, SealedWriter
from kinroad.config.store import Folder, store_of
from kinroad.core.ids import uuid7
from tests.s3_stub import Stub

KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 21, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(sealed_file, "CHUNK", 64)


def sealed(content: bytes, *, name: str = "1/database") -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, key=KEY, name=name)
    for start in range(0, len(content), 50):
        writer.write(content[start : start + 50])
    writer.close()
    return out.getvalue()


def read(content: bytes, *, name: str = "1/database", key: bytes = KEY) -> bytes:
    return SealedReader(io.BytesIO(content), key=key, name=name).read()


def chunks(content: bytes) -> tuple[bytes, list[bytes]]:
    head, rest = content[:24], content[24:]
    return head, [rest[start : start + 80] for start in range(0, len(rest), 80)]


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 128, 1000])
def test_what_was_sealed_opens_and_tells_nothing(length):
    content = (b"Elizabeth " * 100)[:length]

    assert read(sealed(content)) == content
    assert b"Elizabeth" not in sealed(content)


def test_a_file_opens_in_pieces():
    reader = SealedReader(io.BytesIO(sealed(b"0123456789" * 30)), key=KEY, name="1/database")

    assert b"".join(iter(lambda: reader.read(7), b"")) == b"0123456789" * 30


def test_chunks_moved_doubled_or_left_out_do_not_open():
    head, parts = chunks(sealed(b"x" * 300))
    assert len(parts) == 5

    for other in (
        [parts[1], parts[0], *parts[2:]],
        [parts[0], *parts],
        [parts[0], *parts[2:]],
        parts[:-1],
        parts[:1],
        [*parts[:-1], parts[-1][:-1]],
        [],
    ):
        with pytest.raises(CannotRead):
            read(head + b"".join(other)) if other else read(head[:-1])


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_one_bit_changed_anywhere_is_seen(at, bit):
    content = bytearray(sealed(b"y" * 200))
    content[at % len(content)] ^= 1 << bit

    with pytest.raises(CannotRead):
        read(bytes(content))


def test_a_file_of_another_backup_or_name_does_not_open():
    for wrong in ({"name": "2/database"}, {"name": "1/files"}, {"key": bytes(32)}):
        with pytest.raises(CannotRead):
            read(sealed(b"words"), **wrong)


def test_backups_are_kept_for_their_days_and_thin_out_as_they_age():
    made = {f"m{minute}": NOW - timedelta(minutes=minute) for minute in range(0, 60 * 24 * 12, 7)}

    kept = set(made) - past_copies(made, days=10, at=NOW)

    ages = sorted((NOW - made[name]) / timedelta(days=1) for name in kept)
    assert ages[0] == 0
    assert ages[-1] <= 10
    assert sum(age <= 1 / 24 for age in ages) == 9
    assert sum(age > 1 for age in ages) in (9, 10, 11)
    assert past_copies({"only": NOW - timedelta(days=99)}, days=10, at=NOW) == set()


def write_half(store):
    with store.writing("a/half") as file:
        file.write(b"half")
        raise RuntimeError


def keep_what_is_young(store):
    """After so many days no backup older than they is there, and the list of purged people is."""
    purged = purged_list.Purged(frozenset({uuid7()}), frozenset())
    purged_list.write(store, purged)
    for days in range(0, 45, 3):
        moment = NOW - timedelta(days=days)
        for name in ("database.sealed", "backup.json"):
            with store.writing(f"{moment:%Y-%m-%dT%H%M%SZ}/{name}") as file:
                file.write(json.dumps({"made_at": moment.isoformat()}).encode())
    backup.forget_past(store, days=30, at=NOW)
    assert all(NOW - made <= timedelta(days=30) for made in backup.backups_in(store).values())
    assert not [name for name in store.names() if name[:10] < "2026-10-23" and name[:2] == "20"]
    assert purged_list.read(store) == purged
    store.remove([name for name in store.names() if not name.startswith("a/")])


@pytest.fixture(autouse=True)
def a_key(monkeypatch):
    monkeypatch.setattr(purged_list, "key", lambda: KEY)


def use(store):
    """What every store must do."""
    with store.writing("a/one.sealed") as file:
        file.write(b"one")
    with store.writing("a/backup.json") as file:
        file.write(b'{"made_at": "2026-11-22T21:00:00+00:00"}')
    with pytest.raises(RuntimeError):
        write_half(store)
    with store.reading("a/one.sealed") as file:
        assert file.read(2) + file.read() == b"one"
    with pytest.raises(FileNotFoundError), store.reading("a/none"):
        pass
    assert store.names() == ["a/backup.json", "a/one.sealed"]
    keep_what_is_young(store)
    assert backup.backups_in(store) == {"a/": NOW}
    store.remove(["a/backup.json", "a/one.sealed", "a/none"])
    assert store.names() == []


def test_a_list_of_the_purged_that_was_changed_is_told(tmp_path, capsys):
    """Nobody comes back in silence because a bit of it changed on the disk."""
    store = Folder(tmp_path)
    purged_list.write(store, purged_list.Purged(frozenset({uuid7()}), frozenset()))
    assert purged_list.is_in(store, str(tmp_path))
    content = bytearray((tmp_path / purged_list.NAME).read_bytes())
    content[-1] ^= 1
    (tmp_path / purged_list.NAME).write_bytes(content)

    assert purged_list.read(store) == purged_list.Purged()
    assert "may be back" in capsys.readouterr().err
    assert not purged_list.is_in(store, str(tmp_path))


def test_a_folder_keeps_backups(tmp_path):
    use(store_of(str(tmp_path / "copies")))

    assert list((tmp_path / "copies").iterdir()) == []


def test_a_store_that_speaks_s3_keeps_backups(monkeypatch):
    pytest.importorskip("boto3", reason="boto3 is not installed (make test installs it)")
    stub = Stub()
    for name, value in {
        "AWS_ENDPOINT_URL_S3": stub.url,
        "AWS_ACCESS_KEY_ID": "us",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)

    use(store_of("s3://copies/ours"))
    stub.shutdown()
    stub.server_close()


def test_what_did_not_end_well_is_taken_away_a_day_later(tmp_path):
    store = Folder(tmp_path)
    for under in ("2026-11-20T210000Z", "2026-11-22T205900Z"):
        with store.writing(f"{under}/database.sealed") as file:
            file.write(b"half")

    backup.forget_past(store, days=30, at=NOW)

    assert store.names() == ["2026-11-22T205900Z/database.sealed"]
