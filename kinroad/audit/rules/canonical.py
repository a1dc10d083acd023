"""What is signed of a line of the trail: one way of writing it down, the same on every database and machine."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

WRITE = json.JSONEncoder(sort_keys=True, separators=(",", ":"), check_circular=False).encode


def canonical(table: str, version: int, values: Mapping[str, object]) -> bytes:
    """The table, the version of this list of columns, and every column by name with its value."""
    written = {name: _written(value) for name, value in values.items()}
    return WRITE([table, version, written]).encode()


def _written(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value
