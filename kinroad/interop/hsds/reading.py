"""The bytes of a file of resources: whether we dare to open it, and what kind of file it is."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kinroad.interop.hsds.columns import Parsed, headings_of, parse_csv, refuse
from kinroad.interop.hsds.nested import parse_nested
from kinroad.interop.hsds.tabular import TABLES, parse_tables
from kinroad.interop.tables import decode
from kinroad.resources.rules.problems import Why

LARGEST = 64 * 1024 * 1024
"""Bytes: some 250,000 rows."""
LARGEST_JSON = 32 * 1024 * 1024
MOST_PARTS = 100
MOST_TIMES_SMALLER = 60
"""Words pack 3 to 12 times smaller; far more than that is a trap."""


def parse(content: bytes, *, mapping: Mapping[str, str] | None = None) -> Parsed:
    """A file: HSDS JSON, a packed HSDS table set, or plain CSV."""
    if not content.strip():
        return refuse(Why.FILE_EMPTY)
    if len(content) > LARGEST:
        return refuse(Why.FILE_LARGE)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    text = _text(content)
    if isinstance(text, Parsed):
        return text
    if text.lstrip()[:1] in ("[", "{"):
        return _json(text)
    return parse_csv(text, mapping=mapping or {})


def headings(content: bytes, *, mapping: Mapping[str, str] | None = None) -> list[str]:
    """The headings of a plain CSV file, for saying which column is which; none of any other file."""
    if not content.strip() or len(content) > LARGEST or content.startswith(b"PK\x03\x04"):
        return []
    text = _text(content)
    if isinstance(text, Parsed) or text.lstrip()[:1] in ("[", "{"):
        return []
    return headings_of(text, mapping or {})


def parse_folder(folder: Path) -> Parsed:
    """A folder of HSDS tables."""
    found: dict[str, bytes] = {}
    for name in TABLES:
        path = folder / f"{name}.csv"
        if path.is_file():
            if sum(map(len, found.values())) + path.stat().st_size > LARGEST:
                return refuse(Why.FILE_LARGE)
            found[name] = path.read_bytes()
    return _tables(found)


def _text(content: bytes) -> str | Parsed:
    """The words of a file, or why they are none: letters of another alphabet table come out as nonsense."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\0" in content:
        return refuse(Why.LETTERS_UNREAD)
    text = decode(content)
    if "\0" in text or "�" in text or re.search(r"[\x01-\x08\x0e-\x1f\x80-\x9f]", text):
        return refuse(Why.LETTERS_UNREAD)
    if not marked and not _is_utf8(content) and _is_nonsense(content):
        return refuse(Why.LETTERS_UNREAD)
    return text


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_nonsense(content: bytes) -> bool:
    """In Windows-1252 a few letters carry accents; where many bytes do, or several in a row, it is something else."""
    odd = sum(byte > 127 for byte in content)
    return odd > len(content) / 20 or re.search(rb"[\x80-\xff]{4}", content) is not None


def _json(text: str) -> Parsed:
    if len(text) > LARGEST_JSON:
        return refuse(Why.FILE_LARGE)
    try:
        data: Any = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        return refuse(Why.DEEP)
    except ValueError:
        return refuse(Why.FILE_UNREAD)
    return parse_nested(data)


def _no_number(said: str) -> None:
    raise ValueError(said)


def _packed(content: bytes) -> Parsed:
    """A ZIP file with the tables of HSDS, at its top or in one folder."""
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            whole = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or whole > LARGEST or whole > MOST_TIMES_SMALLER * max(len(content), 20_000):
                return refuse(Why.TRAP)
            for part in parts:
                name = part.filename.rsplit("/", 1)[-1].removesuffix(".csv")
                if part.filename.count("/") < 2 and part.filename.endswith(".csv") and name in TABLES:
                    with packed.open(part) as opened:
                        found[name] = opened.read(part.file_size + 1)
                    if len(found[name]) > part.file_size:
                        return refuse(Why.TRAP)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return refuse(Why.FILE_UNREAD)
    return _tables(found)


def _tables(found: Mapping[str, bytes]) -> Parsed:
    if not {"services", "organizations"} <= set(found):
        return refuse(Why.FILE_UNREAD)
    texts: dict[str, str] = {}
    for name, content in found.items():
        text = _text(content)
        if isinstance(text, Parsed):
            return text
        texts[name] = text
    return parse_tables(texts)
