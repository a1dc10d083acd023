"""Reading the plain text of a notice: "# " and "## " heads, "- " lists, paragraphs."""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Block:
    """A part of a notice: kind is "title", "head", "list" or "words"; `lines` are what it says."""

    kind: str
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    """The parts of a notice, in order. Lines that belong to one paragraph are joined."""
    blocks = []
    for blank, lines in groupby(text.splitlines(), key=lambda line: not line.strip()):
        if not blank:
            blocks += _block(list(lines))
    return blocks


def _block(lines: list[str]) -> list[Block]:
    if lines[0].startswith("# "):
        return [Block("title", (lines[0][2:],))]
    if lines[0].startswith("## "):
        rest = _block(lines[1:]) if lines[1:] else []
        return [Block("head", (lines[0][3:],)), *rest]
    if lines[0].startswith("- "):
        items: list[str] = []
        for line in lines:
            if line.startswith("- "):
                items.append(line[2:])
            else:
                items[-1] += " " + line.strip()
        return [Block("list", tuple(items))]
    return [Block("words", (" ".join(line.strip() for line in lines),))]
