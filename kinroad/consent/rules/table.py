"""What leaves, as a table for a spreadsheet: no cell of it is ever a formula."""

import csv
from collections.abc import Sequence
from io import StringIO

from kinroad.consent.rules.parts import Part

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_table(
    parts: Sequence[Part], *, statements: Sequence[str], copy: Sequence[tuple[str, str]], headings: tuple[str, str]
) -> str:
    """Comma-separated values: the notice first, then the parts line by line, then the copy of the consent."""
    made = StringIO()
    write = csv.writer(made).writerow
    write(headings)
    for said in statements:
        write(("42 CFR 2.32", as_cell(said)))
    for part in parts:
        for line in part.lines:
            write((as_cell(part.title), as_cell(line)))
    for label, said in copy:
        write((as_cell(label), as_cell(said)))
    return made.getvalue()


def as_cell(words: str) -> str:
    """The words as a cell: what a spreadsheet would calculate begins with an apostrophe."""
    return f"'{words}" if words.lstrip(" ").startswith(STARTS_A_FORMULA) else words
