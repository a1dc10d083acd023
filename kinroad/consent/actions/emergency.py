"""Emergency disclosure: what medical personnel were told without a consent, written down at once (42 CFR 2.51)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.consent.models import Disclosure
from kinroad.consent.rules.emergency import Asks, may_be_told
from kinroad.core.ids import meets_the_first
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

EARLIER = timedelta(days=30)
EMERGENCY = "emergency"


@meets_the_first(Disclosure, whose=lambda participant, **rest: {"participant_id": participant.pk})
def disclose_in_emergency(
    *,
    id: UUID,
    participant: Participant,
    asks: str,
    recipient: str,
    affiliation: str,
    nature: str,
    what: str,
    at: datetime,
    now: datetime,
    by: Viewer,
) -> Disclosure:
    """Write down who was told, where they work, by whom, when, and what the emergency was. It stands for ever.

    Raises ValidationError when one of these is missing, and when whoever was told does not treat the emergency.
    """
    if not may_be_told(Asks(asks)):
        raise ValidationError({"asks": _("Only medical personnel who treat the emergency may be told.")})
    facts = {"recipient": recipient, "affiliation": affiliation, "nature": nature, "what": what}
    missing = {name: _("Write this down. It cannot be left out.") for name, words in facts.items() if not words.strip()}
    if missing:
        raise ValidationError(missing)
    if not now - EARLIER <= at <= now + timedelta(minutes=1):
        raise ValidationError({"at": _("Enter the day and time it was told. It cannot lie ahead.")})
    row = Disclosure(
        id=id,
        organization_id=by.organization_id,
        participant=participant,
        basis=Disclosure.Basis.EMERGENCY,
        recipient=recipient.strip(),
        affiliation=affiliation.strip(),
        what=what.strip(),
        purpose=EMERGENCY,
        nature=nature.strip(),
        channel=Disclosure.Channel.SPOKEN,
        at=at,
        by_id=by.who,
    )
    row.save(force_insert=True)
    audit.record(what="disclosure.emergency", about=row, by=by, participant_id=participant.pk)
    return row
