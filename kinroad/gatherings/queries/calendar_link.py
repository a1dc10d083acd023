"""A participant's own calendar: its address, and what stands in it."""

from datetime import date

from django.db.models import Q

from kinroad.core.ids import hash_of
from kinroad.core.tenancy import found_by_secret
from kinroad.gatherings.models import CalendarLink, Coming, Facilitator, Session
from kinroad.gatherings.queries.calendar import SESSION, STILL_RUNS, SessionRow, gatherings_of, row_of
from kinroad.people.models import Organization, Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer

MOST = 2000


def participant_of(viewer: Viewer) -> Participant | None:
    """The viewer as a participant."""
    mine = Participant.objects.filter(organization_id=viewer.organization_id)
    return mine.filter(pk=viewer.participant_id).first() if viewer.participant_id else None


def link_of(participant: Participant) -> CalendarLink | None:
    """The address that works now, if they made one."""
    mine = CalendarLink.objects.filter(organization_id=participant.organization_id, participant=participant)
    return mine.filter(withdrawn_at=None).first()


def open_link(secret: str) -> CalendarLink | None:
    """The feed of this secret, of whichever organization; None for unknown, withdrawn, and of somebody who died."""
    everywhere = Organization.objects.values("pk")  # every index begins with the organization
    rows = CalendarLink.objects.select_related("participant__person", "participant__organization")
    found = rows.filter(
        organization__in=everywhere,
        secret_hash=hash_of(secret),
        withdrawn_at=None,
        participant__died_on=None,
        participant__merged_into=None,
    ).first()
    return found and found_by_secret(found)


def own_sessions(participant: Participant, *, first: date, last: date, today: date) -> list[SessionRow]:
    """The sessions a participant comes to, and those they lead; cancelled ones too, so that they see it."""
    organization_id = participant.organization_id
    gatherings = {row.id: row for row in gatherings_of(organization_id, today=today, everything=True)}
    coming = Coming.objects.filter(
        organization_id=organization_id, participant__in=ids_of_one(participant), state=Coming.State.COMING
    )
    led = Facilitator.objects.filter(
        organization_id=organization_id, person_id=participant.person_id, started_on__lte=today
    ).filter(Q(ended_on=None) | Q(ended_on__gte=today))
    mine = Q(pk__in=coming.values("session_id")) | Q(gathering_id__in=led.values("gathering_id"))
    rows = Session.objects.filter(mine, STILL_RUNS, organization_id=organization_id, on__gte=first, on__lte=last)
    bare = rows.order_by("on", "start_minute", "id").values_list(*SESSION)[:MOST]
    return [row_of(row, gatherings) for row in bare if row[1] in gatherings]
