"""A long file sealed as it is written: AES-256-GCM in chunks whose order, and whose end, nobody can change unseen.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as `age` uses it: a key for this file alone
(HKDF-SHA256 of the backup key, with a salt of its own and the name of the file), and as nonce the number of the chunk
and whether it is the last. A chunk moved, left out, doubled or taken from another file does not open; nor does a file
that ends too soon.
"""

import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"KINROAD1"
SALT_BYTES = 16
CHUNK = 1024 * 1024  # bytes in the clear
TAG_BYTES = 16


class CannotRead(Exception):
    """The file was sealed with another key, was changed, or is not whole."""


def _cipher(key: bytes, *, salt: bytes, name: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=b"kinroad backup\0" + name.encode()).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter:
    """Seals what is written into `into`. Only `close` makes it whole."""

    def __init__(self, into: BinaryIO, *, key: bytes, name: str) -> None:
        salt = os.urandom(SALT_BYTES)
        self.into, self.cipher = into, _cipher(key, salt=salt, name=name)
        self.waiting, self.number = bytearray(), 0
        into.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        self.waiting += data
        while len(self.waiting) > CHUNK:  # one chunk is always kept back: it may be the last
            self._write_chunk(bytes(self.waiting[:CHUNK]), last=False)
            del self.waiting[:CHUNK]
        return len(data)

    def close(self) -> None:
        self._write_chunk(bytes(self.waiting), last=True)

    def _write_chunk(self, chunk: bytes, *, last: bool) -> None:
        self.into.write(self.cipher.encrypt(_nonce(self.number, last=last), chunk, None))
        self.number += 1


class SealedReader:
    """Opens what a SealedWriter wrote. Raises CannotRead at the first byte that is not as it was written."""

    def __init__(self, out_of: BinaryIO, *, key: bytes, name: str) -> None:
        head = out_of.read(len(MAGIC) + SALT_BYTES)
        if len(head) != len(MAGIC) + SALT_BYTES or not head.startswith(MAGIC):
            raise CannotRead("It is no sealed file.")
        self.out_of, self.cipher = out_of, _cipher(key, salt=head[len(MAGIC) :], name=name)
        self.opened, self.number = bytearray(), 0
        self.ahead = self._read_sealed()

    def read(self, size: int = -1) -> bytes:
        while self.ahead and (size < 0 or len(self.opened) < size):
            chunk, self.ahead = self.ahead, self._read_sealed()
            try:
                self.opened += self.cipher.decrypt(_nonce(self.number, last=not self.ahead), chunk, None)
            except InvalidTag as broken:
                raise CannotRead("It was changed, is not whole, or was sealed with another key.") from broken
            self.number += 1
        taken = bytes(self.opened if size < 0 else self.opened[:size])
        del self.opened[: len(taken)]
        return taken

    def _read_sealed(self) -> bytes:
        """The next sealed chunk, whole even when the source gives it in pieces."""
        sealed = bytearray()
        while len(sealed) < CHUNK + TAG_BYTES:
            piece = self.out_of.read(CHUNK + TAG_BYTES - len(sealed))
            if not piece:
                break
            sealed += piece
        return bytes(sealed)
