"""What a participant asked us not to share, read so that doubt keeps it here."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kinroad.consent.rules.parts import Part
from kinroad.consent.rules.standing import Recipient


@dataclass(frozen=True)
class Held:
    """Nothing of these classes (all, when there are none) goes to this recipient (anyone, when it is empty)."""

    recipient: str
    classes: frozenset[str]


def words_of(name: str) -> frozenset[str]:
    """The words of a name, without accents, capitals and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return frozenset(re.findall(r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each))))


def is_meant(held: Held, recipient: Recipient) -> bool:
    """Whether it speaks of this recipient: "Harbor House" also means "Harbor House, Inc." and the other way round."""
    meant = words_of(held.recipient)
    if not meant:
        return True
    names = [words_of(each) for each in (recipient.name, recipient.through) if each]
    return any(name and (meant <= name or name <= meant) for name in names)


def not_held(parts: Sequence[Part], *, recipient: Recipient, held: Collection[Held]) -> tuple[Part, ...]:
    """The parts that may still go to this recipient, in order, as they are."""
    mine = [each for each in held if is_meant(each, recipient)]
    if any(not each.classes for each in mine):
        return ()
    kept = frozenset().union(*(each.classes for each in mine))
    return tuple(part for part in parts if part.data_class not in kept)


def must_agree(*, to_a_plan: bool, plan_paid: bool) -> bool:
    """Whether a no is not ours to give: a health plan learns nothing of what it did not pay for, when they ask so.

    42 CFR 2.26 with 45 CFR 164.522(a)(1)(vi). Every other request may be declined, with a reason.
    """
    return to_a_plan and not plan_paid
