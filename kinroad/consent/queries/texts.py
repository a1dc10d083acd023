"""The texts of forms and notices: versioned data with the day from which each is in force."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class FormText:
    """The words of all kinds of consent in one version and language."""

    version: str
    language: str
    words: dict[str, Any]

    def kind(self, kind: str) -> dict[str, str]:
        """`title`, `about`, `refusal` and `redisclosure` of one kind."""
        said: dict[str, str] = self.words["kinds"][kind]
        return said

    def label(self, element: str) -> str:
        """What an element of a consent is called."""
        return str(self.words["labels"][element])


@dataclass(frozen=True)
class NoticeText:
    """The notice that goes with each disclosure (42 CFR 2.32): statement 1, and the short statement 2."""

    version: str
    statements: tuple[str, str]


@cache
def _versions(name: str) -> list[dict[str, Any]]:
    """All versions, the newest first."""
    read: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return sorted(read, key=lambda each: str(each["effective_on"]), reverse=True)


def _in_force(name: str, on: date) -> dict[str, Any]:
    versions = _versions(name)
    return next((each for each in versions if each["effective_on"] <= on.isoformat()), versions[-1])


def form_text(*, language: str, on: date | None = None, version: str = "") -> FormText:
    """The forms in force on a day, or those of a version; in English where there is no such language.

    Before the first day of the first version, that version stands.
    """
    found = next(each for each in _versions("forms") if each["version"] == version) if version else None
    if found is None:
        assert on is not None
        found = _in_force("forms", on)
    known = language[:2] if language[:2] in found else "en"
    return FormText(found["version"], known, found[known])


def notice_text(*, on: date) -> NoticeText:
    """The notice in force on a day. The law's own words, in its own language."""
    found = _in_force("notices", on)
    first, short = found["statements"]
    return NoticeText(found["version"], (first, short))
