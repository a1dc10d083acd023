"""Lists of papers for benefits and identity: those of the country and of the state, and what a participant ticked.

The lists are data (`data/papers.json`), with a version and a source each; a new state is a few lines there.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.practical_help.models import PaperTick

FILE = Path(__file__).resolve().parent.parent / "data" / "papers.json"


@dataclass(frozen=True)
class PaperLine:
    """One thing to bring or do. `ticked`: they have it."""

    code: str
    words: str
    ticked: bool = False


@dataclass(frozen=True)
class PaperList:
    """What an office asks for, in the reader's language. `source` says by which rule, `url` the front page of a
    federal office (empty for a state's), `phone` whom to ask again: 211 knows the offices of every place."""

    code: str
    title: str
    about: str
    lines: tuple[PaperLine, ...]
    source: str
    url: str
    phone: str

    @property
    def ticked(self) -> int:
        return sum(line.ticked for line in self.lines)


@cache
def _file() -> dict[str, object]:
    read: dict[str, object] = json.loads(FILE.read_text())
    return read


def version() -> str:
    """The month in which the lists were last gone through."""
    return str(_file()["version"])


def states() -> set[str]:
    """The states that have lists of their own."""
    return {each["state"] for each in _file()["lists"] if each["state"]}  # type: ignore[attr-defined]


def known_lines() -> set[tuple[str, str]]:
    """Every list and line there is."""
    return {(each["code"], line["code"]) for each in _file()["lists"] for line in each["lines"]}  # type: ignore[attr-defined]


def papers_of(participant: Participant, *, state: str, language: str) -> list[PaperList]:
    """The lists of the state first, then those for everyone, with what this participant ticked. One question."""
    rows = PaperTick.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), ended_at=None
    )
    ticked = set(rows.values_list("list", "line"))
    said = language if language in ("en", "es") else "en"
    wanted = [each for each in _file()["lists"] if each["state"] in ("", state)]  # type: ignore[attr-defined]
    return [
        PaperList(
            code=each["code"],
            title=each["title"][said],
            about=each["about"][said],
            lines=tuple(
                PaperLine(line["code"], line[said], (each["code"], line["code"]) in ticked) for line in each["lines"]
            ),
            source=each["source"]["name"],
            url=each["source"]["url"],
            phone=each["source"]["phone"],
        )
        for each in sorted(wanted, key=lambda each: not each["state"])
    ]
