"""The organization's notice of privacy (42 CFR 2.22): versioned text, one file for each language."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kinroad.design import formats
from kinroad.people.models import Organization
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


def notice_of(organization: Organization | None, *, language: str, version: str = NOTICE_VERSION) -> Notice:
    """The notice of an organization in a language ("en", "es"; others read English)."""
    name = organization.name if organization else "Kinroad"
    phone = formats.phone(organization.phone) if organization else ""
    text = _text(version, language[:2]).replace("{organization}", name).replace("{phone}", phone or "—")
    return Notice(version, blocks_of(text))
