"""A consent before it is signed, and the signature under it."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinroad.consent.rules.kinds import LIMITS, Kind, Reason, wrong_in

LONGEST = 20  # years; a day beyond is a slip of the finger
LONGEST_DRAWING = 20_000  # characters of a drawn signature
STROKE = re.compile(r"(?:[ML] ?\d{1,4}(?:\.\d)?[ ,]\d{1,4}(?:\.\d)? ?)+")


@dataclass(frozen=True)
class Draft:
    """What somebody wants to agree to. `expires_on` is the last day it stands."""

    kind: Kind
    classes: tuple[str, ...]
    recipient_kind: str
    recipient: str
    purpose: str
    recipient_class: str = ""
    recipient_about: UUID | None = None
    members: str = ""
    purpose_words: str = ""
    case: str = ""
    expires_on: date | None = None
    expires_event: str = ""
    no_end: bool = False
    firm: bool = False

    def wrong(self, *, today: date) -> Reason | None:
        """What may not be in it together, or None."""
        if self.expires_on is not None and self.expires_on < today:
            return Reason.ENDS_BEFORE_IT_BEGINS
        if self.expires_on is not None and self.expires_on.year > today.year + LONGEST:
            return Reason.ENDS_TOO_FAR_AWAY
        return wrong_in(
            self.kind,
            classes=self.classes,
            purpose=self.purpose,
            recipient_kind=self.recipient_kind,
            no_end=self.no_end,
            firm=self.firm,
        )


@dataclass(frozen=True)
class Signature:
    """A name, how it came there, and the lines when drawn. `authority`: who signed for them, and why they may."""

    name: str
    method: str
    drawn: str = ""
    authority: str = ""


def is_drawing(path: str) -> bool:
    """Whether this is a signature as our own page draws it: lines from point to point, and nothing else."""
    return len(path) <= LONGEST_DRAWING and STROKE.fullmatch(path) is not None


def in_order(kind: Kind, classes: tuple[str, ...]) -> tuple[str, ...]:
    """The classes that a consent of this kind may name, each once, in the order of the list."""
    return tuple(each.value for each in sorted(LIMITS[kind].classes, key=_place) if each.value in classes)


def _place(each: object) -> int:
    return list(type(each)).index(each)  # type: ignore[call-overload,no-any-return]
