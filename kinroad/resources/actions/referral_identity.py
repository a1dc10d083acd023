"""Telling a service who comes: only through the one door, under a consent that names it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.consent.actions.disclose import Disclosed, disclose
from kinroad.consent.models import Disclosure
from kinroad.consent.rules.kinds import Purpose
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.referral import lock, step
from kinroad.resources.models import Referral, ReferralStep
from kinroad.resources.queries.referral_identity import parts_of, recipient_of, telling
from kinroad.resources.rules.referral import STANDING, State


@transaction.atomic
def tell_who(*, referral: Referral, participant: Participant, by: Viewer, at: datetime) -> Disclosed:
    """What may leave for this service leaves, on paper, and the referral keeps the line that says so.

    Raises ValidationError without their yes, after the outcome, and when no consent names this service.
    """
    row = lock(referral, by=by)
    if row.state not in STANDING or row.accepted_on is None:
        raise ValidationError(_("Ask them first. It goes on only when they say yes."))
    known = telling(row, participant=participant, at=at)
    if known is None:
        raise ValidationError(_("No consent names this service for a referral. Nothing was shared."))
    made = disclose(
        consent=known.consent,
        parts=parts_of(row, participant=participant),
        purpose=Purpose.REFERRAL,
        recipient=recipient_of(row),
        channel=Disclosure.Channel.PDF,
        by=by,
        now=at,
    )
    row.with_identity, row.disclosure = True, made.disclosure
    if row.state == State.ACCEPTED:
        step(row, State.SENT, who=ReferralStep.Who.STAFF, by=by, at=at)
    else:
        row.version += 1
        row.save()
    return made
