"""How a seal holds its lines: the kind and the id of each, packed, and one hash over their signatures."""

import hashlib
from collections.abc import Iterable, Iterator
from uuid import UUID

LINE_BYTES = 17
NOTHING_BEFORE = b""


def pack(lines: Iterable[tuple[int, UUID]]) -> bytes:
    """Kind (one byte) and id (sixteen) of each line, in their order."""
    return b"".join(kind.to_bytes(1, "big") + id.bytes for kind, id in lines)


def unpack(packed: bytes) -> Iterator[tuple[int, UUID]]:
    """The kinds and ids again."""
    for start in range(0, len(packed), LINE_BYTES):
        yield packed[start], UUID(bytes=packed[start + 1 : start + LINE_BYTES])


def hash_of(signatures: Iterable[bytes], *, before: bytes) -> bytes:
    """One hash over the signature of the seal before (`NOTHING_BEFORE` of the first) and those of the lines."""
    whole = hashlib.sha256(before)
    for signature in signatures:
        whole.update(signature)
    return whole.digest()
