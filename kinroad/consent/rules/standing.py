"""Whether a consent stands at a moment, and whether something may leave under it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kinroad.consent.rules.elements import Element
from kinroad.consent.rules.kinds import Purpose, RecipientKind

# "My treating providers, health plans, third-party payers, and people helping to operate this program" (2.31(a)(4)).
WITHIN = {"tpo": frozenset({"treating", "plans", "operations"})}


class Standing(StrEnum):
    """Where a consent stands."""

    STANDS = "stands"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    EVENT = "event"  # the event it names has come
    REVOKED = "revoked"
    FALSE = "false"  # known to be materially false (2.31(c)(3))
    DEFICIENT = "deficient"


class End(StrEnum):
    """How a consent came to its end before its day."""

    WITHDRAWN = "withdrawn"
    EVENT = "event"
    FALSE = "false"
    CHANGED = "changed"  # another consent stands in its place


ENDED_AS = {
    End.WITHDRAWN: Standing.REVOKED,
    End.CHANGED: Standing.REVOKED,
    End.EVENT: Standing.EVENT,
    End.FALSE: Standing.FALSE,
}


@dataclass(frozen=True)
class Recipient:
    """Somebody who is to receive something.

    `id` is the row of the directory they stand for, if any. `of_class` says to which class of recipients they belong,
    and `through` names the intermediary through which they receive.
    """

    name: str
    id: UUID | None = None
    of_class: str = ""
    through: str = ""


@dataclass(frozen=True)
class Terms:
    """A consent as the rules read it. All moments are aware; `expires_at` is the first second it no longer stands."""

    purpose: str
    classes: frozenset[str]
    recipient_kind: str
    recipient: str
    effective_at: datetime
    recipient_id: UUID | None = None
    recipient_class: str = ""
    members: str = ""
    expires_at: datetime | None = None
    ended_at: datetime | None = None
    ended_as: str = ""
    missing: Sequence[Element] = ()


class Refusal(StrEnum):
    """Why nothing may leave."""

    NOT_YET = "not_yet"
    EXPIRED = "expired"
    EVENT = "event"
    REVOKED = "revoked"
    FALSE = "false"
    DEFICIENT = "deficient"
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    NOTHING = "nothing"  # none of it is named by the consent
    DIED = "died"
    NOT_SEEN = "not_seen"  # the participant has not said yes to this letter
    PAUSED = "paused"
    NEEDS_LETTER = "needs_letter"
    RESTRICTED = "restricted"  # they asked us not to (2.26)


def standing(terms: Terms, *, at: datetime) -> Standing:
    """Where the consent stands at this moment: its last second counts, the second of its end does not."""
    if terms.missing:
        return Standing.DEFICIENT
    if terms.ended_at is not None and at >= terms.ended_at:
        return ENDED_AS[End(terms.ended_as)]
    if at < terms.effective_at:
        return Standing.NOT_YET
    if terms.expires_at is not None and at >= terms.expires_at:
        return Standing.EXPIRED
    return Standing.STANDS


def refusal(
    terms: Terms, *, at: datetime, purpose: str, recipient: Recipient, classes: Collection[str]
) -> Refusal | None:
    """Why nothing of these classes may leave for this purpose to this recipient now; None when something may."""
    stands = standing(terms, at=at)
    if stands != Standing.STANDS:
        return Refusal(stands.value)
    if Purpose(purpose) != terms.purpose:
        return Refusal.PURPOSE
    if not receives(terms, recipient):
        return Refusal.RECIPIENT
    if not terms.classes & set(classes):
        return Refusal.NOTHING
    return None


def receives(terms: Terms, recipient: Recipient) -> bool:
    """Whether this is the recipient that the consent names.

    By the row of the directory when the consent names one, by the class when it names a class, else by the name. Behind
    an intermediary only the members it names, or those of the class of members it names, receive (2.31(a)(4)(ii)).
    """
    if terms.recipient_kind == RecipientKind.INTERMEDIARY:
        behind = {folded(each) for each in terms.members.splitlines() if each.strip()}
        is_member = folded(recipient.name) in behind or bool(
            terms.recipient_class and recipient.of_class == terms.recipient_class
        )
        return is_member and folded(recipient.through) == folded(terms.recipient)
    if recipient.through:
        return False
    if terms.recipient_kind == RecipientKind.CLASS:
        named = WITHIN.get(terms.recipient_class, {terms.recipient_class})
        return bool(recipient.name.strip() and recipient.of_class) and recipient.of_class in named
    if terms.recipient_id is not None:
        return recipient.id == terms.recipient_id
    return folded(recipient.name) == folded(terms.recipient) != ""


def speaks_for_the_dead(*, authority: str, given_on: date, died_on: date) -> bool:
    """Whether a consent counts after a death: their own ended with them; whoever may speak for them signs a new one.

    That is their personal representative, else the spouse or next of kin (42 CFR 2.15(b)(2)). Who spoke for them while
    they lived does no more, so the day itself does not count.
    """
    return bool(authority.strip()) and given_on > died_on


def folded(name: str) -> str:
    """A name as it is compared: without case, and with one space between words."""
    return re.sub(r"\s+", " ", name).strip().casefold()
