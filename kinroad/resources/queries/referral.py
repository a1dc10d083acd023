"""Referrals: those of one participant, and those somebody follows up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from kinroad.core.fields import open_sealed
from kinroad.core.prepared import PreparedCount
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import NOBODY, ids_of_one, participants_in_sight, participants_seen_by
from kinroad.people.queries.shown import Shown, shown_people
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import AnswerLink, BarrierMet, Referral, ReferralStep, ServiceAtLocation
from kinroad.resources.rules.referral import OUTCOMES, STANDING, TOGETHER, State, next_day

MOST = 200
MOST_OVER = 50
MOST_PEOPLE = 200
TO_FOLLOW = [*sorted(STANDING), *sorted(OUTCOMES)]


@dataclass(frozen=True)
class TheirReferrals:
    """Referrals of one participant: what goes on, the next day first; and what is over, the newest first."""

    going_on: list[Referral]
    over: list[Referral]

    @property
    def every(self) -> list[Referral]:
        """All of them."""
        return self.going_on + self.over


def _of(participant: Participant) -> QuerySet[Referral]:
    rows = Referral.objects.filter(
        organization_id=participant.organization_id, participant__in=ids_of_one(participant), mistaken=False
    )
    return rows.select_related("service_at_location__location", "service_at_location__service", "participant", "owner")


def referrals_of(participant: Participant) -> TheirReferrals:
    """Everything this participant was referred to. The caller has checked sight."""
    rows = _of(participant)
    going_on = rows.exclude(state=State.CLOSED).order_by("follow_up_on", "pk")
    over = rows.filter(state=State.CLOSED).order_by("-made_on", "-pk")[:MOST_OVER]
    return TheirReferrals(list(going_on), list(over))


def get_referral(referral_id: UUID, *, participant: Participant) -> Referral:
    """One referral of this participant. Raises Http404, alike for an unknown one and for somebody else's."""
    found = _of(participant).filter(pk=referral_id).first()
    if found is None:
        raise Http404
    return found


def waits_for_yes(participant_ids: list[UUID], *, organization_id: UUID) -> bool:
    """Whether something was offered to this participant, by their ids, that they have not answered."""
    rows = Referral.objects.filter(organization_id=organization_id, participant__in=participant_ids)
    return rows.filter(state=State.OFFERED).exists()


@dataclass(frozen=True)
class StepShown:
    """One step as everybody reads it."""

    step: ReferralStep
    by: Shown | None


def steps_of(referral: Referral) -> list[StepShown]:
    """Every step, the first one first. Two queries."""
    rows = list(
        ReferralStep.objects.filter(organization_id=referral.organization_id, referral=referral).order_by("number")
    )
    people = shown_people((row.by_id for row in rows), organization_id=referral.organization_id)
    return [StepShown(row, people.get(row.by_id) if row.by_id else None) for row in rows]


def barriers_of(referral: Referral) -> list[BarrierMet]:
    """What stood in the way."""
    rows = BarrierMet.objects.filter(organization_id=referral.organization_id, referral=referral, ended_at=None)
    return list(rows.order_by("met_on", "code"))


def has_link(referral: Referral) -> bool:
    """Whether the service was given a way to answer that still works."""
    rows = AnswerLink.objects.filter(organization_id=referral.organization_id, referral=referral)
    return rows.filter(answered_at=None, withdrawn_at=None).exists()


@dataclass(frozen=True)
class ToFollow:
    """One referral on a list of those who follow up. `day`: when something is next to be done."""

    referral_id: UUID
    participant_id: UUID
    called: str
    service: str
    state: str
    how: str
    day: date
    owner: str


def in_sight(organization: UUID, person: UUID) -> QuerySet[Any]:
    """Open referrals of the living whom this person sees; `survivor_id` stands for a merged participant."""
    seen = participants_in_sight(organization=organization, person=person)
    rows = Referral.objects.filter(
        organization_id=organization, state__in=TO_FOLLOW, mistaken=False, participant__died_on=None
    ).annotate(survivor_id=Coalesce("participant__merged_into", "participant"))
    return rows.filter(Exists(seen.filter(pk=OuterRef("survivor_id"))))


def to_follow(viewer: Viewer, *, mine: bool) -> list[ToFollow]:
    """What this viewer follows up (`mine`), or everyone they see: by the day on which something is due. Two queries."""
    person = viewer.person_id or NOBODY
    rows = in_sight(viewer.organization_id, person)
    if mine:
        rows = rows.filter(owner=person)
    found = list(
        rows.order_by("follow_up_on", "pk").values_list(
            "pk",
            "survivor_id",
            "participant__merged_into__person_id",
            "participant__merged_into__person__called",
            "participant__person_id",
            "participant__person__called",
            "service_at_location__name",
            "state",
            "how",
            "follow_up_on",
            "together_on",
            "owner_id",
        )[:MOST]
    )
    owners = shown_people((row[-1] for row in found), organization_id=viewer.organization_id)
    lines = []
    for pk, survivor, other_id, other, own_id, own, service, state, how, asks_on, together_on, owner in found:
        day = next_day(state=state, follow_up_on=asks_on, together_on=together_on)
        assert day is not None
        called = (
            open_sealed(Person, "called", other_id, other) if other_id else open_sealed(Person, "called", own_id, own)
        )
        by = owners[owner].called if owner in owners else ""
        lines.append(ToFollow(pk, survivor, called, service, state, how, day, by))
    return sorted(lines, key=lambda each: (each.day, each.referral_id))


def how_many_late(viewer: Viewer, *, day: date) -> int:
    """Referrals of everyone this viewer sees whose day went by. One query."""
    return LATE.count(organization=viewer.organization_id, person=viewer.person_id or NOBODY, day=day)


LATE = PreparedCount(lambda organization, person, day: in_sight(organization, person).filter(follow_up_on__lt=day))


@dataclass(frozen=True)
class Due:
    """A referral that stands on Today. `together`: it is the day to call or go together, else to ask how it went."""

    referral_id: UUID
    participant_id: UUID
    service: str
    state: str
    how: str
    since: date
    made_on: date
    together: bool

    @property
    def needs_a_day(self) -> bool:
        """Whether they want to call or go together and have not agreed on when."""
        return self.state == State.ACCEPTED and self.how in TOGETHER and not self.together


def due_rows(
    organization: UUID, person: UUID, day: date, *, walks_with: QuerySet[Any, Any], walked: QuerySet[Any, Any]
) -> QuerySet[Any, Any]:
    """What is due, of the participants `walks_with`; of those nobody walks with (not `walked`), what they follow up.

    Both are participants' ids, from whoever knows about walking together. `due` reads the rows.
    """
    rows = in_sight(organization, person).filter(
        Q(follow_up_on__lte=day) | Q(state=State.ACCEPTED, together_on__lte=day),
        Q(survivor_id__in=walks_with) | (Q(owner=person) & ~Q(survivor_id__in=walked)),
    )
    return rows.order_by("follow_up_on", "pk").values_list(
        "pk", "survivor_id", "service_at_location__name", "state", "how", "follow_up_on", "together_on", "made_on"
    )[:MOST]


def due(found: Iterable[tuple[Any, ...]], *, day: date) -> list[Due]:
    """The rows of `due_rows` whose day has come."""
    lines = []
    for pk, survivor, service, state, how, asks_on, together_on, made_on in found:
        since = next_day(state=state, follow_up_on=asks_on, together_on=together_on)
        if since is not None and since <= day:
            together = state == State.ACCEPTED and together_on is not None
            lines.append(Due(pk, survivor, service, state, how, since, made_on, together))
    return lines


def get_place(service_at_location_id: UUID, *, viewer: Viewer) -> ServiceAtLocation:
    """A service one may be referred to. Raises Http404 for an unknown, a closed and another organization's one."""
    rows = ServiceAtLocation.objects.listed().filter(organization_id=viewer.organization_id)
    found = rows.select_related("location", "service").filter(pk=service_at_location_id).first()
    if found is None:
        raise Http404
    return found


def people_to_refer(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The living whom this viewer sees, by the name to call them by (at most 200)."""
    rows = participants_seen_by(viewer).filter(died_on=None).exclude(person=viewer.person_id or NOBODY)
    found = rows.order_by("-pk").values_list("pk", "person_id", "person__called")[:MOST_PEOPLE]
    named = [(pk, str(open_sealed(Person, "called", person_id, called))) for pk, person_id, called in found]
    return sorted(named, key=lambda each: each[1].casefold())
