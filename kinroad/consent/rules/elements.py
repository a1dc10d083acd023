"""What a written consent must hold (42 CFR 2.31(a))."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kinroad.consent.rules.kinds import Kind, RecipientKind


class Element(StrEnum):
    """The elements of 2.31(a), in its order, then what 2.24, 2.31(a)(4)(ii) and 2.35 add for some kinds."""

    PARTICIPANT = "participant"  # (1)
    DISCLOSER = "discloser"  # (2)
    DESCRIPTION = "description"  # (3)
    RECIPIENT = "recipient"  # (4)
    PURPOSE = "purpose"  # (5)
    RIGHT_TO_REVOKE = "right_to_revoke"  # (6)
    EXPIRY = "expiry"  # (7)
    SIGNATURE = "signature"  # (8)
    DATE = "date"  # (9)
    MEMBERS = "members"  # those behind an intermediary
    STATEMENTS = "statements"  # redisclosure, and what happens when one says no
    CASE = "case"  # taking part is a condition of a case
    WITNESS = "witness"  # who saw it signed on paper


@dataclass(frozen=True)
class Written:
    """What somebody wrote into a consent. Empty means missing."""

    kind: str
    participant: str
    discloser: str
    classes: Collection[str]
    recipient_kind: str
    recipient: str
    purpose: str
    right_to_revoke: str
    statements: str
    signature: str
    given_at: datetime | None
    expires_at: datetime | None = None
    expires_event: str = ""
    no_end: bool = False
    members: str = ""
    case: str = ""
    on_paper: bool = False
    witnessed: bool = False


def missing_in(written: Written) -> list[Element]:
    """The elements that a consent lacks, in the order of the law. One that lacks any is deficient (2.31(c)(2))."""
    has = {
        Element.PARTICIPANT: written.participant.strip(),
        Element.DISCLOSER: written.discloser.strip(),
        Element.DESCRIPTION: written.classes,
        Element.RECIPIENT: written.recipient_kind and written.recipient.strip(),
        Element.PURPOSE: written.purpose,
        Element.RIGHT_TO_REVOKE: written.right_to_revoke.strip(),
        Element.EXPIRY: written.expires_at or written.expires_event.strip() or written.no_end,
        Element.SIGNATURE: written.signature.strip(),
        Element.DATE: written.given_at,
        Element.MEMBERS: written.members.strip() or written.recipient_kind != RecipientKind.INTERMEDIARY,
        Element.STATEMENTS: written.statements.strip(),
        Element.CASE: written.case.strip() or written.kind != Kind.JUSTICE,
        Element.WITNESS: written.witnessed or not written.on_paper,
    }
    return [element for element, held in has.items() if not held]
