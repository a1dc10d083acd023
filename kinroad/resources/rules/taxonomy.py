"""The words of the directory: needs, what decides whether a referral works, whom a service takes, what it costs.

They are data (`data/taxonomy.json`), each with its English and Spanish name.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

FILE = Path(__file__).resolve().parent.parent / "data" / "taxonomy.json"


@dataclass(frozen=True, slots=True)
class Term:
    """One word: its code, its group (need, recovery, who, cost) and the wider word above it, if there is one."""

    code: str
    group: str
    parent: str
    en: str
    es: str

    def name(self, language: str) -> str:
        """In the reader's language ("es", "es-mx"); English otherwise."""
        return self.es if language.startswith("es") else self.en

    @property
    def id(self) -> UUID:
        """The same everywhere, so that other programs can rely on it."""
        return uuid5(taxonomy_id(), self.code)


@cache
def _file() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def taxonomy_id() -> UUID:
    return UUID(_file()["taxonomy"]["id"])


def about() -> dict[str, str]:
    """What the taxonomy is called, what it is for, and the month it was last gone through."""
    own = _file()["taxonomy"]
    return {"name": own["name"], "description": own["description"], "version": _file()["version"]}


@cache
def terms() -> dict[str, Term]:
    """Every word by its code, in the order in which a person wants to read them."""
    return {
        each["code"]: Term(each["code"], each["group"], each.get("parent", ""), each["en"], each["es"])
        for each in _file()["terms"]
    }


@cache
def groups() -> dict[str, dict[str, str]]:
    """The four groups by code, each with its name by language ("en", "es")."""
    return {each["code"]: {"en": each["en"], "es": each["es"]} for each in _file()["groups"]}


def codes_of(group: str) -> tuple[str, ...]:
    return tuple(code for code, term in terms().items() if term.group == group)


@cache
def with_narrower(code: str) -> tuple[str, ...]:
    """The code and every one below it: who looks for housing also finds recovery housing."""
    below = [each.code for each in terms().values() if each.parent == code]
    return (code, *(found for each in below for found in with_narrower(each))) if code in terms() else ()
