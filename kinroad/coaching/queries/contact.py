"""Reading contacts for their forms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from kinroad.coaching.models import Contact, ContactPart, Match
from kinroad.core.fields import open_sealed
from kinroad.core.prepared import Prepared
from kinroad.people.models import Participant, PeerLeader, Person
from kinroad.people.queries.circle import NOBODY, SEEN, in_sight, in_sight_of, participants_seen_by
from kinroad.people.rules.viewer import Viewer
from kinroad.service_log.models import How

MOST_OTHERS = 60


@dataclass(frozen=True)
class Companion:
    """Someone a peer leader walks with, for choosing."""

    participant_id: UUID
    called: str


@dataclass(frozen=True)
class PartOfContact:
    """One participant's part, as its writer sees it."""

    pk: UUID
    participant_id: UUID
    called: str
    note: str
    next_step: str
    next_contact_on: date | None
    withdrawn: bool


def peer_leader_of(viewer: Viewer) -> PeerLeader:
    """The peer leader this viewer is. Raises Http404 when they are none."""
    rows = PeerLeader.objects.filter(organization_id=viewer.organization_id)
    leader = rows.filter(pk=viewer.peer_leader_id).first() if viewer.peer_leader_id else None
    if leader is None:
        raise Http404
    return leader


WALKING = Prepared(
    lambda organization, person, peer_leader: (
        Match.objects.current()
        .filter(
            in_sight(organization, person),
            organization_id=organization,
            peer_leader_id=peer_leader,
            participant__died_on=None,
        )
        .values_list("participant_id", "participant__person_id", "participant__person__called")[: MOST_OTHERS * 5]
    )
)


def walks_with(viewer: Viewer) -> list[Companion]:
    """The people this peer leader walks with now, by name."""
    if viewer.peer_leader_id is None:
        return []
    people = WALKING(
        organization=viewer.organization_id, person=viewer.person_id or NOBODY, peer_leader=viewer.peer_leader_id
    )
    companions = [
        Companion(participant_id, open_sealed(Person, "called", person_id, called))
        for participant_id, person_id, called in people
    ]
    return sorted(companions, key=lambda each: each.called.casefold())


def participants_of(ids: frozenset[UUID], *, viewer: Viewer) -> list[Participant]:
    """These participants, as far as the viewer sees them."""
    if len(ids) > 1:
        return list(participants_seen_by(viewer).filter(pk__in=ids))
    who = {"organization": viewer.organization_id, "person": viewer.person_id or NOBODY}
    return [found for each in ids for found in SEEN.rows(**who, participant=each)]


def usual_way(participant: Participant) -> str:
    """How they were in touch the last time; before the first time, the way the participant allows."""
    last = (
        ContactPart.objects.filter(
            organization_id=participant.organization_id, participant=participant, withdrawn_at=None
        )
        .order_by("-at")
        .values_list("contact__how", flat=True)
        .first()
    )
    if last:
        return last
    return How.PHONE if participant.may_call else How.TEXT if participant.may_text else How.PERSON


def get_own_contact(contact_id: UUID, *, viewer: Viewer) -> tuple[Contact, list[PartOfContact]]:
    """A contact this peer leader wrote, with the parts of those they still see. Raises Http404 otherwise."""
    contact = Contact.objects.filter(
        pk=contact_id, organization_id=viewer.organization_id, peer_leader_id=viewer.peer_leader_id
    ).first()
    if contact is None:
        raise Http404
    parts = ContactPart.objects.filter(in_sight_of(viewer), organization_id=viewer.organization_id, contact=contact)
    found = [
        PartOfContact(
            pk=part.pk,
            participant_id=part.participant_id,
            called=part.participant.person.called,
            note=part.note or "",
            next_step=part.next_step or "",
            next_contact_on=part.next_contact_on,
            withdrawn=part.withdrawn_at is not None,
        )
        for part in parts.select_related("participant__person").order_by("pk")
    ]
    if not found and not contact.people_without_record:
        raise Http404
    return contact, found
