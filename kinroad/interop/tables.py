"""From the bytes of somebody's file to text and lines, for every door that takes a list."""

import csv
import io
from collections.abc import Iterable

TITLE_ROWS = 10


def decode(content: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or else Windows-1252, which spreadsheets still write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def lines(text: str) -> Iterable[tuple[int, list[str]]]:
    """Every line with its number. A cell with a line break inside is still one line of a spreadsheet."""
    head = text[:4096].splitlines()
    sample = max(head[:TITLE_ROWS], key=len, default="")
    separator = max(",;\t|", key=sample.count)
    return enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)
