"""Who comes to a session: for those who lead it, and for those who come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from kinroad.core.ids import hash_of
from kinroad.core.tenancy import found_by_secret
from kinroad.core.time import now, today
from kinroad.gatherings.models import Coming, ComingLink, Facilitator, Session
from kinroad.notifications.queries.sent import on_their_way
from kinroad.people.models import Organization, Participant, Why
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import Ask
from kinroad.practical_help.queries.ask import asks_for

State = Coming.State
LEADS = "leads"  # why somebody saw who comes: they lead that gathering
OF_THE_LIVING = Q(participant=None) | Q(participant__died_on=None, participant__merged_into=None)
OF_THE_LIVING |= Q(participant__merged_into__isnull=False, participant__merged_into__died_on=None)


def leads(gathering_id: UUID, *, viewer: Viewer, on: date) -> bool:
    """Whether the viewer leads this gathering on the day `on`, as facilitator or co-lead."""
    if viewer.person_id is None:
        return False
    rows = Facilitator.objects.filter(
        organization_id=viewer.organization_id, gathering_id=gathering_id, person_id=viewer.person_id
    )
    return rows.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on).exists()


def why_led(session: Session, *, viewer: Viewer) -> str:
    """Why the viewer may see who comes to this session: they lead it, or coordinate. Raises Http404 for others."""
    if leads(session.gathering_id, viewer=viewer, on=today(session.gathering.zone)):
        return LEADS
    if viewer.has(*COORDINATING_ROLES):
        return Why.COORDINATION
    raise Http404


def may_see_who(session: Session, *, viewer: Viewer | None) -> bool:
    """Whether `why_led` has an answer for them."""
    if viewer is None or viewer.organization_id != session.organization_id:
        return False
    here = today(session.gathering.zone)
    return viewer.has(*COORDINATING_ROLES) or leads(session.gathering_id, viewer=viewer, on=here)


def get_led_session(session_id: UUID, *, viewer: Viewer) -> Session:
    """A session whose people the viewer may see. Raises Http404, alike for an unknown one and for another's."""
    rows = Session.objects.filter(organization_id=viewer.organization_id, pk=session_id)
    session = rows.select_related("gathering").first()
    if session is None:
        raise Http404
    why_led(session, viewer=viewer)
    return session


@dataclass(frozen=True, slots=True)
class PersonComing:
    """One who comes or waits: what they go by, how many with them, what they asked for there. Nothing else.

    `participant_id` is None for somebody without a record. `place` is their place in the line while they wait.
    `told` is False when they do not know yet what changed: nobody could write to them.
    """

    coming_id: UUID
    participant_id: UUID | None
    called: str
    guests: int
    children: int
    places: int
    waiting: bool
    place: int
    child_care: bool
    ride: bool
    news: str
    told: bool


def people_coming(session: Session, *, viewer: Viewer) -> list[PersonComing]:
    """Who comes and then who waits, in their order. Raises Http404 for whoever neither leads it nor coordinates.

    Whoever calls it records the look (`why_led` says why). Two questions for the people, whatever their number.
    """
    why_led(session, viewer=viewer)
    rows = list(current(session).order_by("in_line", "signed_up_at", "pk"))
    on_way = on_their_way((row.news_key for row in rows), organization_id=session.organization_id)
    lines: list[PersonComing] = []
    met: set[UUID] = set()
    waiting = 0
    for row in sorted(rows, key=lambda each: each.state == State.WAITING):
        them = survivor(row)
        if them is not None and them.pk in met:
            continue
        if them is not None:
            met.add(them.pk)
        waiting += row.state == State.WAITING
        lines.append(
            PersonComing(
                coming_id=row.pk,
                participant_id=them.pk if them else None,
                called=(them.person.called if them else row.called) or "",
                guests=row.guests,
                children=row.children,
                places=row.places,
                waiting=row.state == State.WAITING,
                place=waiting if row.state == State.WAITING else 0,
                child_care=row.child_care,
                ride=row.ride,
                news=row.get_news_display() if row.news else "",
                told=not row.news or row.told_at is not None or row.news_key in on_way,
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class WhoComes:
    """Everyone who comes or waits, with the numbers and what they asked for (kind, asks, how many, with a yes)."""

    session: Session
    people: list[PersonComing]
    asked: list[tuple[str, int, int, int]]

    @property
    def here(self) -> list[PersonComing]:
        return [each for each in self.people if not each.waiting]

    @property
    def in_line(self) -> list[PersonComing]:
        return [each for each in self.people if each.waiting]

    @property
    def places(self) -> int:
        return sum(each.places for each in self.here)

    @property
    def children(self) -> int:
        return sum(each.children for each in self.here)

    @property
    def not_told(self) -> list[PersonComing]:
        """Who does not know yet what changed."""
        return [each for each in self.people if not each.told]


def who_comes(session: Session, *, viewer: Viewer) -> WhoComes:
    """The page of whoever leads it. Raises Http404 for others. Whoever calls it records the look."""
    people = people_coming(session, viewer=viewer)
    asked = asks_for(organization_id=session.organization_id, source=Ask.Source.SESSION, source_ids=[session.pk])
    kinds = dict(Ask.Kind.choices)
    return WhoComes(session, people, [(str(kinds[each.kind]), each.asks, each.how_many, each.helped) for each in asked])


def get_coming_to(coming_id: UUID, *, session: Session) -> Coming:
    """One sign-up of this session. Raises Http404 for any other."""
    found = Coming.objects.filter(organization_id=session.organization_id, session=session, pk=coming_id).first()
    if found is None:
        raise Http404
    return found


def current(session: Session) -> QuerySet[Coming]:
    """Whoever comes to this session or waits for a place, the living, with names loaded."""
    rows = Coming.objects.filter(OF_THE_LIVING, organization_id=session.organization_id, session=session)
    whose = ("person", "site", "merged_into__person", "merged_into__site")
    return rows.exclude(state=State.CANCELLED).select_related(*(f"participant__{each}" for each in whose))


def survivor(coming: Coming) -> Participant | None:
    """The participant who comes: of a merged one, who stands for them."""
    them = coming.participant
    return them and (them.merged_into or them)


def place_in_line(coming: Coming) -> int:
    """Their place in the line, from 1; 0 when they do not wait."""
    if coming.state != State.WAITING:
        return 0
    rows = Coming.objects.filter(
        OF_THE_LIVING, organization_id=coming.organization_id, session_id=coming.session_id, state=State.WAITING
    )
    return rows.filter(in_line__lte=coming.in_line).count()


def participant_of(viewer: Viewer | None, *, organization_id: UUID) -> Participant | None:
    """The viewer as a participant of this organization, if they are one."""
    if viewer is None or viewer.participant_id is None or viewer.organization_id != organization_id:
        return None
    rows = Participant.objects.filter(organization_id=organization_id, pk=viewer.participant_id)
    return rows.select_related("person", "site", "organization").first()


def coming_of(participant: Participant, session: Session) -> Coming | None:
    """What this participant said about this session, also when they took it back."""
    rows = Coming.objects.filter(
        organization_id=session.organization_id, session=session, participant__in=ids_of_one(participant)
    )
    return min(rows, key=lambda row: (row.state == State.CANCELLED, row.signed_up_at), default=None)


def comings_of(participant: Participant, *, at: datetime) -> list[Coming]:
    """The sessions a participant comes to or waits for and that are not over, the next first. One question."""
    rows = Coming.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        session__ends_at__gt=at,
    ).exclude(state=State.CANCELLED)
    met: dict[UUID, Coming] = {}
    for row in rows.select_related("session__gathering__site").order_by("session__starts_at", "signed_up_at")[:100]:
        met.setdefault(row.session_id, row)
    return list(met.values())


def get_own_coming(coming_id: UUID, *, participant: Participant) -> Coming:
    """What this participant said about a session. Raises Http404, alike for an unknown one and for another's."""
    rows = Coming.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), pk=coming_id
    )
    found = rows.select_related("session__gathering__site", "organization").first()
    if found is None:
        raise Http404
    return found


def coming_by_secret(secret: str) -> Coming | None:
    """Somebody's sign-up by the secret of their link; None when it never was, is forgotten, or the session is over."""
    everywhere = Organization.objects.values("pk")  # every index begins with the organization
    links = ComingLink.objects.filter(organization__in=everywhere, secret_hash=hash_of(secret))
    rows = Coming.objects.filter(pk__in=links.values("coming"), forgotten_at=None, session__ends_at__gt=now())
    found = rows.select_related("session__gathering__site", "organization").first()
    return found and found_by_secret(found)


def next_with_room(session: Session, *, places: int, at: datetime) -> Session | None:
    """The next session of the same gathering with so many free places, for when this one is full."""
    rows = Session.objects.filter(
        organization_id=session.organization_id,
        gathering_id=session.gathering_id,
        state="planned",
        starts_at__gt=max(at, session.starts_at),
    )
    return next((each for each in _first(rows) if each.capacity is None or each.taken + places <= each.capacity), None)


def _first(rows: QuerySet[Session]) -> Iterable[Session]:
    return rows.order_by("starts_at")[:20]
