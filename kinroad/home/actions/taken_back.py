"""What a participant took back by letter, by phone or in person, written down by somebody who works here."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kinroad.consent.actions.consent import revoke
from kinroad.consent.models import Consent
from kinroad.consent.queries.consents import consents_of
from kinroad.consent.rules.kinds import Kind
from kinroad.core.ids import uuid7
from kinroad.home.actions.disclosures import tell_to_look
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer


def may_be_taken_back(participant: Participant, *, at: datetime) -> list[Consent]:
    """The consents that stand and can be taken back, the newest first."""
    return [each.consent for each in consents_of(participant, at=at) if each.stands and not each.consent.firm]


@transaction.atomic
def take_back(
    *,
    participant: Participant,
    consents: Collection[str],
    everything: bool,
    how: str,
    received_at: datetime,
    told_by: str,
    words: str,
    by: Viewer,
    at: datetime,
) -> list[Consent]:
    """End these consents as of the moment it reached us; `everything` means those too that staff never see.

    The participant is told to look, so that nobody takes something back in their name unseen.
    """
    ended = [
        each
        for each in may_be_taken_back(participant, at=at)
        if everything or (str(each.pk) in consents and each.kind != Kind.SUPPORTER)
    ]
    for each in sorted(ended, key=lambda one: one.pk):  # locks in one order
        revoke(consent=each, by=by, how=how, received_at=received_at, told_by=told_by, words=words)
    if ended:
        tell_to_look(participant, key=f"taken_back:{uuid7()}", link=reverse("home:me_sharing"), by=by, at=at)
    return ended
