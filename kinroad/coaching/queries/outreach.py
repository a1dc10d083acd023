"""Outreach after a return to use: one's own, that of the people one sees, and what Today says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from kinroad.coaching.models import ContactPart, Outreach, OutreachTry, Recurrence
from kinroad.coaching.queries.ways import Ways, ways_to
from kinroad.coaching.rules.outreach import State, Way, may_try_again, next_way, state_of
from kinroad.coaching.rules.today import Line, Reason
from kinroad.core.fields import open_sealed
from kinroad.core.policy import OutreachPolicy
from kinroad.core.prepared import Prepared
from kinroad.core.time import local
from kinroad.people.models import Person
from kinroad.people.queries.circle import NOBODY, in_sight
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer

MOST = 100
WANTED = Outreach.Offer.WANTED


@dataclass(frozen=True)
class Reaching:
    """One outreach, where it stands, and what to do next. `tried` are the ways so far, the oldest first."""

    id: UUID
    who: Ways
    owner_id: UUID | None
    owner: str
    opened_at: datetime
    due_at: datetime
    reached_at: datetime | None
    state: State
    tried: tuple[str, ...]
    last_try: date | None
    treatment: str
    supplies: str

    @property
    def next_way(self) -> Way:
        """The way to try next, among those the participant allows."""
        return next_way(self.who.allowed, tried=self.tried)

    @property
    def is_open(self) -> bool:
        """Somebody still reaches out."""
        return self.state in (State.OPEN, State.OVERDUE)

    @property
    def wanted(self) -> list[str]:
        """What they said they want and do not have yet."""
        both = (("treatment", self.treatment), ("supplies", self.supplies))
        return [name for name, stands in both if stands == WANTED]


def with_contact(rows: QuerySet[Outreach]) -> QuerySet[Any, Any]:
    """With `back_at`: when they were reached, by the first contact after it opened or as somebody wrote down."""
    contacts = ContactPart.objects.filter(
        organization_id=OuterRef("organization_id"),
        participant_id=OuterRef("participant_id"),
        withdrawn_at=None,
        at__gt=OuterRef("opened_at"),
    ).order_by("at")
    return rows.annotate(
        contacted_at=Subquery(contacts.values("at")[:1]), back_at=Coalesce("contacted_at", F("reached_at"))
    )


def _in_sight(organization: UUID, person: UUID, of: Q) -> QuerySet[Any, Any]:
    rows = Outreach.objects.filter(
        of,
        in_sight(organization, person),
        organization_id=organization,
        participant__died_on=None,
        participant__merged_into=None,
        withdrawn_at=None,
    )
    return with_contact(rows)


FIELDS = (
    "pk",
    "participant_id",
    "owner_id",
    "owner__called",
    "opened_at",
    "due_at",
    "back_at",
    "let_be_at",
    "treatment",
    "supplies",
)


def reaching_of(viewer: Viewer, *, at: datetime) -> list[Reaching]:
    """What is open, or wanted and not done, among the people this viewer sees, the earliest due first."""
    unsettled = Q(contacted_at=None, reached_at=None, let_be_at=None) | Q(treatment=WANTED) | Q(supplies=WANTED)
    rows = _in_sight(viewer.organization_id, viewer.person_id or NOBODY, Q()).filter(unsettled)
    return _read(rows.order_by("due_at", "pk").values_list(*FIELDS)[:MOST], viewer=viewer, at=at)


def reaching_about(participant_ids: Iterable[UUID], *, viewer: Viewer, at: datetime) -> list[Reaching]:
    """The outreach about these people, the latest first (at most 100)."""
    rows = _in_sight(viewer.organization_id, viewer.person_id or NOBODY, Q(participant__in=list(participant_ids)))
    return _read(rows.order_by("-opened_at", "pk").values_list(*FIELDS)[:MOST], viewer=viewer, at=at)


@dataclass(frozen=True)
class OutreachPage:
    """All the list prints: one's own, other people's, what is wanted and not done, and whom we let be for now."""

    mine: list[Reaching]
    others: list[Reaching]
    wanted: list[Reaching]
    tried: list[Reaching]

    @property
    def shown(self) -> list[UUID]:
        """The participants this page names."""
        everyone = [*self.mine, *self.others, *self.wanted, *self.tried]
        return list(dict.fromkeys(each.who.participant_id for each in everyone))


def outreach_page(viewer: Viewer, *, at: datetime) -> OutreachPage:
    """The outreach among the people this viewer sees, the earliest due first, sorted by what is to do."""
    rows = reaching_of(viewer, at=at)
    is_open = [each for each in rows if each.is_open]
    return OutreachPage(
        mine=[each for each in is_open if each.owner_id == viewer.person_id],
        others=[each for each in is_open if each.owner_id != viewer.person_id],
        wanted=[each for each in rows if each.wanted and not each.is_open],
        tried=[each for each in rows if each.state == State.TRIED],
    )


def outreach_of(recurrence: Recurrence) -> Outreach:
    """The outreach a recurrence opened."""
    return Outreach.objects.get(organization_id=recurrence.organization_id, recurrence=recurrence)


def reaching_one(outreach: Outreach, *, viewer: Viewer, at: datetime) -> Reaching:
    """The same outreach as lists show it."""
    rows = _in_sight(viewer.organization_id, viewer.person_id or NOBODY, Q(pk=outreach.pk))
    return _read(rows.values_list(*FIELDS), viewer=viewer, at=at)[0]


def get_outreach(outreach_id: UUID, *, viewer: Viewer) -> Outreach:
    """One outreach about somebody this viewer sees. Raises Http404, alike for an unknown one."""
    seen = _in_sight(viewer.organization_id, viewer.person_id or NOBODY, Q(pk=outreach_id))
    found: Outreach | None = seen.select_related("participant__person", "recurrence", "owner").first()
    if found is None:
        raise Http404
    return found


def _read(found: Iterable[tuple[Any, ...]], *, viewer: Viewer, at: datetime) -> list[Reaching]:
    rows = list(found)
    if not rows:
        return []
    who = ways_to((row[1] for row in rows), viewer=viewer)
    tries = _tries([row[0] for row in rows], organization_id=viewer.organization_id)
    policy = policy_of(viewer.organization_id).outreach
    return [_reaching(row, who[row[1]], tries.get(row[0], []), at=at, policy=policy) for row in rows if row[1] in who]


def _tries(ids: list[UUID], *, organization_id: UUID) -> dict[UUID, list[tuple[str, date]]]:
    made: dict[UUID, list[tuple[str, date]]] = {}
    rows = OutreachTry.objects.filter(organization_id=organization_id, outreach__in=ids).order_by("at", "pk")
    for outreach_id, how, on in rows.values_list("outreach_id", "how", "on"):
        made.setdefault(outreach_id, []).append((how, on))
    return made


def _reaching(
    row: tuple[Any, ...], who: Ways, tries: list[tuple[str, date]], *, at: datetime, policy: OutreachPolicy
) -> Reaching:
    pk, _participant, owner_id, owner, opened_at, due_at, back_at, let_be_at, treatment, supplies = row
    return Reaching(
        id=pk,
        who=who,
        owner_id=owner_id,
        owner=(open_sealed(Person, "called", owner_id, owner) or "") if owner_id else "",
        opened_at=opened_at,
        due_at=due_at,
        reached_at=back_at,
        state=state_of(
            reached_at=back_at, let_be_at=let_be_at, tries_made=len(tries), due=due_at, at=at, policy=policy
        ),
        tried=tuple(how for how, _on in tries),
        last_try=max((on for _how, on in tries), default=None),
        treatment=treatment,
        supplies=supplies,
    )


def _mine(organization: UUID, person: UUID, owner: UUID) -> QuerySet[Any, Any]:
    tries = OutreachTry.objects.filter(organization_id=OuterRef("organization_id"), outreach_id=OuterRef("pk"))
    mine: QuerySet[Any, Any] = (
        _in_sight(organization, person, Q(owner_id=owner))
        .filter(contacted_at=None, reached_at=None, let_be_at=None)
        .annotate(last_try=Subquery(tries.order_by().values("outreach_id").annotate(last=Max("on")).values("last")))
        .order_by("due_at", "pk")
        .values_list("pk", "participant_id", "opened_at", "due_at", "last_try")[:MOST]
    )
    return mine


MINE = Prepared(_mine)


def lines_of(viewer: Viewer, *, day: date, at: datetime) -> list[Line]:
    """For Today: whom this viewer reaches out to next, until it was tried today or often enough.

    One query; two more when there is somebody.
    """
    if viewer.person_id is None:
        return []
    found = MINE(organization=viewer.organization_id, person=viewer.person_id, owner=viewer.person_id)
    due = [row for row in found if may_try_again(last_try=row[4], today=day)]
    if not due:
        return []
    tries = _tries([row[0] for row in due], organization_id=viewer.organization_id)
    most = policy_of(viewer.organization_id).outreach.tries
    lines = []
    for pk, participant_id, opened_at, due_at, _last in due:
        if len(tries.get(pk, [])) < most:
            since = local(opened_at, viewer.organization_zone).date()
            lines.append(
                Line(
                    participant_id,
                    Reason.OVERDUE if at > due_at else Reason.REACH_OUT,
                    since,
                    (day - since).days,
                    about_id=pk,
                    due_at=due_at,
                    tried=tuple(how for how, _on in tries.get(pk, [])),
                )
            )
    return lines
