"""Sealing words so that a stolen file tells nothing: AES-256-GCM bound to its place, and blind search keys.

Keys stand in `KINROAD_KEYS`, a folder beside the data: `seal-<number>.key` (32 bytes, the highest number seals,
all of them open), `search.key` (32 bytes, HMAC-SHA256), `audit-<number>.key` (core/sign.py) and `backup.key`, which
seals backups. They are made on the first start. A running process sees a new sealing key within a second, and at once
when it meets one it does not know.
"""

import hashlib
import hmac
import os
import secrets
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES = 32
NONCE_BYTES = 12


class CannotOpen(Exception):
    """The sealed value does not belong to this place, was changed, or its key is missing."""


def make_keys(folder: Path) -> None:
    """Make the keys that are missing in `folder` (0700, files 0600). Existing keys are never touched."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not list(folder.glob("seal-*.key")):
        _write_once(folder / "seal-1.key")
    if not list(folder.glob("audit-*.key")):
        _write_once(folder / "audit-1.key")
    for name in ("search.key", "django.key", "backup.key"):
        if not (folder / name).exists():
            _write_once(folder / name)


def make_next_key(folder: Path) -> int:
    """Make the sealing key that comes after the newest, which seals from now on. Answers its number."""
    number = max(sealing_keys(folder)) + 1
    _write_once(folder / f"seal-{number}.key")
    return number


def sealing_keys(folder: Path) -> dict[int, Path]:
    """The sealing keys in `folder`, by their number."""
    return {int(path.stem.split("-")[1]): path for path in folder.glob("seal-*.key")}


def write_key(path: Path, key: bytes) -> None:
    """Write a key that must not be there yet: whole or not at all, for a process that reads at the same moment."""
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        os.link(half, path)
    finally:
        half.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write_once(path: Path) -> None:
    write_key(path, secrets.token_bytes(KEY_BYTES))


LOOKED_AT_EVERY = 1.0  # seconds between two looks whether a key came or went


@dataclass
class _Ring:
    """The sealing keys as they were read, and when the folder was looked at last."""

    ciphers: dict[int, AESGCM]
    newest: int
    changed: int
    looked: float


_rings: dict[str, _Ring] = {}


def _ring(folder: str, *, at_once: bool = False) -> _Ring:
    """The keys of `folder`, read again when it changed: looked at once a second, or `at_once`."""
    ring, moment = _rings.get(folder), time.monotonic()
    if ring is not None and not at_once and moment - ring.looked < LOOKED_AT_EVERY:
        return ring
    changed = os.stat(folder).st_mtime_ns if os.path.isdir(folder) else 0
    if ring is None or at_once or changed != ring.changed:
        ciphers = {number: AESGCM(path.read_bytes()) for number, path in sealing_keys(Path(folder)).items()}
        if not ciphers:
            raise CannotOpen(f"No sealing key in {folder}. Put the folder of keys back, or run `kinroad check`.")
        ring = _rings[folder] = _Ring(ciphers, max(ciphers), changed, moment)
    ring.looked = moment
    return ring


def newest_key() -> int:
    """The number of the key that seals now."""
    return _ring(str(settings.KINROAD_KEYS), at_once=True).newest


@cache
def _search_key(folder: str) -> bytes:
    return (Path(folder) / "search.key").read_bytes()


def seal(text: str, *, place: bytes) -> bytes:
    """Seal `text` to one place (`table.column.primary key`): key number, nonce, ciphertext and tag."""
    ring = _ring(str(settings.KINROAD_KEYS))
    nonce = os.urandom(NONCE_BYTES)
    return ring.newest.to_bytes(2, "big") + nonce + ring.ciphers[ring.newest].encrypt(nonce, text.encode(), place)


def key_of(sealed: bytes) -> int:
    """The number of the key that sealed this."""
    return int.from_bytes(sealed[:2], "big")


def unseal(sealed: bytes, *, place: bytes) -> str:
    """The words that were sealed to `place`. Raises CannotOpen when they stand elsewhere or were changed."""
    number, folder = key_of(sealed), str(settings.KINROAD_KEYS)
    cipher = _ring(folder).ciphers.get(number) or _ring(folder, at_once=True).ciphers.get(number)
    if cipher is None:
        raise CannotOpen(f"Sealing key {number} is missing.")
    try:
        return cipher.decrypt(sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :], place).decode()
    except InvalidTag as broken:
        raise CannotOpen("A sealed value does not belong where it stands.") from broken


def blind(kind: str, value: str, organization_id: UUID) -> str:
    """A search key for an exact, normalized value: HMAC-SHA256 of organization, kind and value, 32 hex digits.

    The organization is part of it, so that the same phone in two organizations gives two keys.
    """
    message = b"\0".join((organization_id.bytes, kind.encode(), value.encode()))
    return hmac.new(_search_key(str(settings.KINROAD_KEYS)), message, hashlib.sha256).hexdigest()[:32]
