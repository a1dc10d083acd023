"""Sealing words so that a stolen file tells nothing: AES-256-GCM bound to its place, and blind search keys.

Keys stand in `KINROAD_KEYS`, a folder beside the data: `seal-<number>.key` (32 bytes, the highest number seals,
all of them open) and `search.key` (32 bytes, HMAC-SHA256). They are made on the first start.
"""

import hashlib
import hmac
import os
import secrets
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
    for name in ("search.key", "django.key"):
        if not (folder / name).exists():
            _write_once(folder / name)


def _write_once(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))


@cache
def _ciphers(folder: str) -> dict[int, AESGCM]:
    keys = {int(path.stem.split("-")[1]): path.read_bytes() for path in Path(folder).glob("seal-*.key")}
    if not keys:
        raise CannotOpen(f"No sealing key in {folder}. Put the folder of keys back, or run `kinroad check`.")
    return {number: AESGCM(key) for number, key in keys.items()}


@cache
def _newest(folder: str) -> int:
    return max(_ciphers(folder))


@cache
def _search_key(folder: str) -> bytes:
    return (Path(folder) / "search.key").read_bytes()


def seal(text: str, *, place: bytes) -> bytes:
    """Seal `text` to one place (`table.column.primary key`): key number, nonce, ciphertext and tag."""
    folder = str(settings.KINROAD_KEYS)
    number = _newest(folder)
    nonce = os.urandom(NONCE_BYTES)
    return number.to_bytes(2, "big") + nonce + _ciphers(folder)[number].encrypt(nonce, text.encode(), place)


def unseal(sealed: bytes, *, place: bytes) -> str:
    """The words that were sealed to `place`. Raises CannotOpen when they stand elsewhere or were changed."""
    number = int.from_bytes(sealed[:2], "big")
    cipher = _ciphers(str(settings.KINROAD_KEYS)).get(number)
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
