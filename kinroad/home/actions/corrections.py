"""Answers to what a participant asked of their record, and letting them know discreetly that there is one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kinroad.consent.actions.correction import answer_correction, ask_to_correct
from kinroad.consent.actions.restriction import answer_restriction
from kinroad.consent.models import Correction, CorrectionAnswer, Restriction, RestrictionAnswer
from kinroad.home.actions.disclosures import tell_to_look
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


def ask(*, id: UUID, words: str, about: str = Correction.About.NOTE, **given: Any) -> Correction:
    """A request; one that names a note is about a note."""
    return ask_to_correct(id=id, words=words, about=about, **given)


@transaction.atomic
def answer(
    *, participant: Participant, correction: Correction, outcome: str, reason: str, by: Viewer, at: datetime
) -> CorrectionAnswer:
    """Raises what `consent.actions.correction` raises."""
    row = answer_correction(correction=correction, outcome=outcome, reason=reason, by=by, at=at)
    link = reverse("home:me_correction", args=[correction.pk])
    tell_to_look(participant, key=f"correction:{row.pk}", link=link, by=by, at=at)
    return row


@transaction.atomic
def answer_wish(
    *, participant: Participant, restriction: Restriction, by: Viewer, at: datetime, **said: Any
) -> RestrictionAnswer:
    """Raises what `consent.actions.restriction` raises."""
    row = answer_restriction(restriction=restriction, by=by, at=at, **said)
    tell_to_look(participant, key=f"restriction:{row.pk}", link=reverse("home:me_disclosures"), by=by, at=at)
    return row
