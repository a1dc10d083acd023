"""Slips: the sessions somebody attended, the slips they made, and what a code says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kinroad.gatherings.models import Attended, Session, Slip
from kinroad.gatherings.rules.slip import as_typed, hash_of
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one

MOST = 50


def attended_by(participant: Participant, *, at: datetime) -> QuerySet[Attended]:
    """The sessions that are over and that this participant came to, the newest first."""
    rows = Attended.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        came=True,
        sheet__session__ends_at__lte=at,
    )
    return rows.select_related("sheet__session__gathering__site").order_by("-at", "-pk")


def lately_attended(participant: Participant, *, at: datetime) -> list[Attended]:
    """The newest fifty of them."""
    return list(attended_by(participant, at=at)[:MOST])


def get_attended(attended_id: UUID, *, participant: Participant, at: datetime) -> Attended:
    """One of them. Raises Http404, alike for an unknown one and for somebody else's."""
    found = attended_by(participant, at=at).filter(pk=attended_id).first()
    if found is None:
        raise Http404
    return found


def slips_of(participant: Participant) -> list[Slip]:
    """The slips this participant made and did not take back, the newest first (at most 50)."""
    rows = Slip.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), revoked_at=None
    )
    return list(rows.select_related("attended__sheet__session__gathering").order_by("-made_at")[:MOST])


def get_slip(slip_id: UUID, *, participant: Participant) -> Slip:
    """One of their slips. Raises Http404, alike for an unknown one and for somebody else's."""
    rows = Slip.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), pk=slip_id
    )
    found = rows.first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Verified:
    """What a code says to anybody: when and where a session was. Never who."""

    starts_at: datetime
    zone: str
    place: str


def verified(words: str, *, organization_id: UUID) -> Verified | None:
    """What stands behind a code; None alike for an unknown one and for one that was taken back. One question."""
    rows = Slip.objects.filter(
        organization_id=organization_id, code_hash=hash_of(as_typed(words)), revoked_at=None, attended__came=True
    )
    found = rows.select_related("attended__sheet__session__gathering__site").first()
    if found is None:
        return None
    session = found.attended.sheet.session
    return Verified(session.starts_at, session.gathering.zone, place_of(session))


def place_of(session: Session) -> str:
    """Where it was: the site's name, the address, or nothing when it was online."""
    gathering = session.gathering
    if not gathering.in_person:
        return ""
    return str(gathering.address or (gathering.site.name if gathering.site else ""))
