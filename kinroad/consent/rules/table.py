"""What leaves, as a table for a spreadsheet: no cell of it is ever a formula."""

import csv
from collections.abc import Sequence
from io import StringIO

from kinroad.consent.rules.parts import Part
from kinroad.core.spreadsheets import harmless


def as_table(
    parts: Sequence[Part], *, statements: Sequence[str], copy: Sequence[tuple[str, str]], headings: tuple[str, str]
) -> str:
    """Comma-separated values: the notice first, then the parts line by line, then the copy of the consent."""
    made = StringIO()
    write = csv.writer(made).writerow
    write(headings)
    for said in statements:
        write(("42 CFR 2.32", harmless(said)))
    for part in parts:
        for line in part.lines:
            write((harmless(part.title), harmless(line)))
    for label, said in copy:
        write((harmless(label), harmless(said)))
    return made.getvalue()
