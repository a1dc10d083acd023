"""What the small whole program has of consents: one each of a few kinds, a letter, and somebody who stands by them."""

from typing import Any

from kinroad.consent.actions.letter import write_letter
from kinroad.consent.actions.supporter import invite
from kinroad.consent.rules.draft import Signature
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.parts import Part
from kinroad.consent.tests.consent_factories import a_consent, a_draft
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.tests.factories import viewer_of


def sharing_of(participant: Participant) -> dict[str, Any]:
    """Sample ids by the part of an address."""
    by, at = viewer_of(participant.person), now()
    case = a_consent(participant, at=at, kind=Kind.JUSTICE, purpose="case", classes=("name",), case="Case 7")
    letter = write_letter(id=uuid7(), consent=case, parts=[Part("name", "Name", ("W.",))], by=by, at=at)
    supporter, secret = invite(
        id=uuid7(),
        participant=participant,
        draft=a_draft(
            kind=Kind.SUPPORTER,
            classes=("okay",),
            recipient_kind="person",
            recipient="My sister",
            purpose="stand_by_me",
        ),
        signature=Signature("W.", "typed"),
        language="en",
        by=by,
        at=at,
    )
    return {
        "consent_id": a_consent(participant).pk,
        "home:sharing_write consent_id": case.pk,
        "letter_id": letter.pk,
        "supporter_id": supporter.pk,
        "home:stand_by secret": secret,
        "home:me_sharing_kind kind": "specific",
        "home:sharing_kind kind": "specific",
    }
