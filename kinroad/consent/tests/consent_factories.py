"""Consents for tests, given through the action."""

from datetime import datetime, timedelta
from typing import Any

from kinroad.consent.actions.consent import give
from kinroad.consent.models import Consent
from kinroad.consent.rules.draft import Draft, Signature
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.parts import Part
from kinroad.consent.rules.standing import Recipient
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.tests.factories import viewer_of

HOUSING = Recipient("Harbor House")
EVERYTHING = [
    Part("name", "Name", ("Elizabeth Stone",)),
    Part("plan_goals", "Goals", ("A job I like",)),
    Part("attendance", "Gatherings", ("Friday supper",)),
    Part("notes", "Notes", ("canary: what was said on Tuesday",)),
]


def a_draft(**facts: Any) -> Draft:
    """A specific consent for Harbor House to know the name and the goals, for 90 days, unless it says otherwise."""
    given = {
        "kind": Kind.SPECIFIC,
        "classes": ("name", "plan_goals"),
        "recipient_kind": "agency",
        "recipient": HOUSING.name,
        "purpose": "my_request",
        "expires_on": now().date() + timedelta(days=90),
    }
    return Draft(**(given | facts))


def a_consent(participant: Participant, *, at: datetime | None = None, language: str = "en", **facts: Any) -> Consent:
    """A consent that the participant gave on their own page, `at` a moment (now)."""
    return give(
        id=uuid7(),
        participant=participant,
        draft=a_draft(**facts),
        signature=Signature("Elizabeth Stone", "typed"),
        language=language,
        by=viewer_of(participant.person),
        at=at or now(),
    )
