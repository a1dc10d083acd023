"""The organization's notice of privacy (42 CFR 2.22): versioned text, one file for each language."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kinroad.design import formats
from kinroad.people.models import Organization, Part2Status
from kinroad.people.rules.notice_version import NOTICE_VERSION
from kinroad.people.rules.notices import Block, blocks_of

FOLDER = Path(__file__).resolve().parent.parent / "notices"


@dataclass(frozen=True)
class Notice:
    """A notice as it is shown: its version and its parts."""

    version: str
    blocks: list[Block]


@cache
def _text(version: str, language: str) -> str:
    wanted = FOLDER / f"{version}.{language}.md"
    return (wanted if wanted.exists() else FOLDER / f"{version}.en.md").read_text()


@cache
def _law(version: str) -> dict[str, dict[str, str]]:
    """What is said of the law, by how it applies to an organization and by language."""
    said: dict[str, dict[str, str]] = json.loads((FOLDER / f"{version}.law.json").read_text())
    return said


def notice_of(organization: Organization | None, *, language: str, version: str = NOTICE_VERSION) -> Notice:
    """The notice of an organization in a language ("en", "es"; others read English).

    What it says of 42 CFR Part 2 follows how counsel says that the law applies to the organization.
    """
    name = organization.name if organization else "Kinroad"
    phone = formats.phone(organization.phone) if organization else ""
    law = _law(version)[organization.part2_status if organization else Part2Status.NOT_COVERED]
    text = _text(version, language[:2]).replace("{law}", law.get(language[:2], law["en"]))
    text = text.replace("{organization}", name).replace("{phone}", phone or "—")
    return Notice(version, blocks_of(text))
