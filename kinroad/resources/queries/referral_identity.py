"""What we would tell a service about who comes, and under which consent."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from kinroad.consent.models import Consent
from kinroad.consent.queries.consents import consents_for
from kinroad.consent.queries.restrictions import held_of
from kinroad.consent.rules.classes import DataClass
from kinroad.consent.rules.kinds import Purpose
from kinroad.consent.rules.parts import Part, within
from kinroad.consent.rules.restriction import not_held
from kinroad.consent.rules.standing import Recipient
from kinroad.design.formats import phone
from kinroad.people.models import Participant
from kinroad.resources.models import Referral


@dataclass(frozen=True)
class Telling:
    """The consent that names this service for a referral, and the parts that would leave under it, as they stand."""

    consent: Consent
    parts: tuple[Part, ...]


def recipient_of(referral: Referral) -> Recipient:
    """The agency of the service, as a consent names it: by its row of the directory, else by its name."""
    place = referral.service_at_location
    return Recipient(place.agency_name, id=place.service.agency_id)


def parts_of(referral: Referral, *, participant: Participant) -> list[Part]:
    """What there is to tell: who comes, how to reach them, what they hope for. The consent says how much leaves."""
    person = participant.person
    with translation.override("en"):  # whatever leaves is in English
        said = [
            (DataClass.NAME, _("Name"), (person.full_name or person.called or "",)),
            (DataClass.CONTACT, _("How to reach them"), (phone(person.phone) or "", person.email or "")),
            (DataClass.REFERRAL, _("What they hope for"), (referral.words or "",)),
        ]
    found = [(kind, title, tuple(line for line in lines if line)) for kind, title, lines in said]
    return [Part(kind.value, title, lines) for kind, title, lines in found if lines]


def telling(referral: Referral, *, participant: Participant, at: datetime) -> Telling | None:
    """Under which consent we may tell them now, and what; None when no consent names this service for a referral."""
    recipient = recipient_of(referral)
    known = consents_for(participant, recipient=recipient, purpose=Purpose.REFERRAL, at=at)
    parts = not_held(
        parts_of(referral, participant=participant), recipient=recipient, held=held_of(participant) if known else ()
    )
    wide = max(known, key=lambda each: len(within(parts, each.classes)), default=None)
    if wide is None or not within(parts, wide.classes):
        return None
    return Telling(wide, within(parts, wide.classes))
