"""Certificates: those a participant made, and what a code says."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from kinroad.core.seal import blind
from kinroad.gatherings.models import Attended, Certificate
from kinroad.gatherings.rules.slip import as_typed, code_from, hash_of
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one

MOST = 50


@dataclass(frozen=True)
class VerifiedClass:
    """What a code says to anybody: which class, and when it was completed. Never who."""

    on_paper: str
    completed_on: date


def code_of(certificate_id: UUID, *, organization_id: UUID) -> str:
    """The code of a certificate. It stands nowhere: it is made again from its id and our key."""
    return code_from(blind("certificate", str(certificate_id), organization_id))


def holds(certificate: Certificate) -> bool:
    """Whether it says yes: not taken back, and every sheet it rests on still says they came. One question at most."""
    if certificate.revoked_at is not None:
        return False
    rows = Attended.objects.filter(organization_id=certificate.organization_id, pk__in=certificate.rests_on)
    return rows.filter(came=True).count() == len(certificate.rests_on)


def certificates_of(participant: Participant) -> list[Certificate]:
    """The certificates this participant made and did not take back, the newest first (at most 50)."""
    rows = Certificate.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), revoked_at=None
    )
    return list(rows.order_by("-made_at", "-pk")[:MOST])


def get_certificate(certificate_id: UUID, *, participant: Participant) -> Certificate:
    """One of their certificates. Raises Http404, alike for an unknown one and for somebody else's."""
    rows = Certificate.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), pk=certificate_id
    )
    found = rows.first()
    if found is None:
        raise Http404
    return found


def verified_class(words: str, *, organization_id: UUID) -> VerifiedClass | None:
    """What stands behind a code; None alike for an unknown one and for one that no longer holds."""
    found = Certificate.objects.filter(
        organization_id=organization_id, code_hash=hash_of(as_typed(words)), revoked_at=None
    ).first()
    return VerifiedClass(found.on_paper, found.completed_on) if found and holds(found) else None
