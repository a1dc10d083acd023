"""The kinds of consent, and what may stand together in one."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kinroad.consent.rules.classes import OPEN, DataClass


class Kind(StrEnum):
    """What a consent is for. Private content and legal proceedings always stand by themselves (42 CFR 2.31(b), (d))."""

    TPO = "tpo"
    SPECIFIC = "specific"
    INTERMEDIARY = "intermediary"
    PRIVATE = "private"
    PROCEEDINGS = "proceedings"
    RESEARCH = "research"
    PHOTO = "photo"
    SUPPORTER = "supporter"
    JUSTICE = "justice"


class Purpose(StrEnum):
    """Why something is shared."""

    TPO = "tpo"  # treatment, payment and health care operations
    MY_REQUEST = "my_request"
    REFERRAL = "referral"
    PROCEEDINGS = "proceedings"
    RESEARCH = "research"
    PHOTO = "photo"
    STAND_BY_ME = "stand_by_me"
    CASE = "case"


class RecipientKind(StrEnum):
    """Who receives: a named person, a named organization, a class of recipients, or those behind an intermediary."""

    PERSON = "person"
    AGENCY = "agency"
    CLASS = "class"
    INTERMEDIARY = "intermediary"


class Reason(StrEnum):
    """Why a consent cannot be as it is."""

    PRIVATE_ALONE = "private_alone"
    PROCEEDINGS_ALONE = "proceedings_alone"
    CLASS_NOT_HERE = "class_not_here"
    PURPOSE_NOT_HERE = "purpose_not_here"
    RECIPIENT_NOT_HERE = "recipient_not_here"
    NO_END_NOT_HERE = "no_end_not_here"
    FIRM_NOT_HERE = "firm_not_here"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    ENDS_TOO_FAR_AWAY = "ends_too_far_away"


@dataclass(frozen=True)
class Limits:
    """What one kind of consent may hold."""

    classes: frozenset[DataClass]
    purposes: frozenset[Purpose]
    recipients: frozenset[RecipientKind]
    may_have_no_end: bool = False


NAMED = frozenset({RecipientKind.PERSON, RecipientKind.AGENCY})
LIMITS: dict[Kind, Limits] = {
    Kind.TPO: Limits(OPEN, frozenset({Purpose.TPO}), NAMED | {RecipientKind.CLASS}, may_have_no_end=True),
    Kind.SPECIFIC: Limits(OPEN, frozenset({Purpose.MY_REQUEST, Purpose.REFERRAL}), NAMED),
    Kind.INTERMEDIARY: Limits(
        OPEN,
        frozenset({Purpose.TPO, Purpose.MY_REQUEST, Purpose.REFERRAL}),
        frozenset({RecipientKind.INTERMEDIARY}),
    ),
    Kind.PRIVATE: Limits(frozenset({DataClass.NAME, DataClass.NOTES}), frozenset({Purpose.MY_REQUEST}), NAMED),
    Kind.PROCEEDINGS: Limits(OPEN, frozenset({Purpose.PROCEEDINGS}), NAMED),
    Kind.RESEARCH: Limits(OPEN, frozenset({Purpose.RESEARCH}), NAMED, may_have_no_end=True),
    Kind.PHOTO: Limits(
        frozenset({DataClass.NAME, DataClass.PHOTO}), frozenset({Purpose.PHOTO}), NAMED | {RecipientKind.CLASS}
    ),
    Kind.SUPPORTER: Limits(
        frozenset({DataClass.OKAY, DataClass.GATHERINGS, DataClass.PLAN_GOALS}),
        frozenset({Purpose.STAND_BY_ME}),
        frozenset({RecipientKind.PERSON}),
    ),
    Kind.JUSTICE: Limits(
        frozenset({DataClass.NAME, DataClass.TAKING_PART, DataClass.ATTENDANCE, DataClass.ABSENCE, DataClass.REFERRAL}),
        frozenset({Purpose.CASE}),
        NAMED,
    ),
}
"""Research and treatment, payment and operations may name no end (2.31(a)(7)); nothing else may."""


def wrong_in(
    kind: Kind,
    *,
    classes: Collection[str],
    purpose: str,
    recipient_kind: str,
    no_end: bool = False,
    firm: bool = False,
) -> Reason | None:
    """What may not stand together in a consent of this kind; None when all may.

    Counseling-note-like words go with nothing else (2.31(b)), use in proceedings with no other purpose (2.31(d)), and
    only a criminal-justice consent may be firm, that is not revocable before its end (2.35).
    """
    limits = LIMITS[kind]
    if DataClass.NOTES in classes and kind != Kind.PRIVATE:
        return Reason.PRIVATE_ALONE
    if (purpose == Purpose.PROCEEDINGS) != (kind == Kind.PROCEEDINGS):
        return Reason.PROCEEDINGS_ALONE
    if not set(classes) <= limits.classes:
        return Reason.CLASS_NOT_HERE
    if purpose not in limits.purposes:
        return Reason.PURPOSE_NOT_HERE
    if recipient_kind not in limits.recipients:
        return Reason.RECIPIENT_NOT_HERE
    if no_end and not limits.may_have_no_end:
        return Reason.NO_END_NOT_HERE
    if firm and kind != Kind.JUSTICE:
        return Reason.FIRM_NOT_HERE
    return None
