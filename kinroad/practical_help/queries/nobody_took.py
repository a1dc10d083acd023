"""What a coordinator looks after: what nobody took, offers without an answer, what went by without a word, money."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from kinroad.core.prepared import PreparedCount
from kinroad.people.queries.circle import NOBODY, participants_in_sight
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.queries.ask import OF_THE_LIVING, whose
from kinroad.practical_help.rules.ask import Kind, State

MOST = 200


@dataclass(frozen=True)
class Left:
    """One ask that a coordinator looks after. `check_ended`: a helper's check ended, so it stands open again."""

    ask: Ask
    participant_id: UUID | None
    called: str
    helper: str
    check_ended: bool


@dataclass(frozen=True)
class LookAfter:
    """The coordinator's page, the longest overdue first in each part."""

    untaken: list[Left]
    unanswered: list[Left]
    unsaid: list[Left]
    money: list[Left]

    @property
    def all(self) -> list[Left]:
        return [*self.untaken, *self.unanswered, *self.unsaid, *self.money]

    @property
    def shown(self) -> list[UUID]:
        return list(dict.fromkeys(each.participant_id for each in self.all if each.participant_id))


def asks_in_sight(viewer: Viewer) -> QuerySet[Ask]:
    """Asks of the living whom this viewer sees, and of people without a record."""
    rows = _in_sight(viewer.organization_id, viewer.person_id or NOBODY)
    return rows.select_related("participant__person", "participant__merged_into__person", "owner")


def _in_sight(organization: UUID, person: UUID) -> QuerySet[Ask]:
    seen = participants_in_sight(organization=organization, person=person)
    rows = Ask.objects.filter(OF_THE_LIVING, organization_id=organization).annotate(
        survivor_id=Coalesce("participant__merged_into", "participant")
    )
    return rows.filter(Q(participant=None) | Exists(seen.filter(pk=OuterRef("survivor_id"))))


def look_after(viewer: Viewer, *, day: date) -> LookAfter:
    """Everything that is due soon or late. A fixed number of questions."""
    soon = day + timedelta(days=policy_of(viewer.organization_id).practical_help.soon_days)
    newest = Take.objects.filter(organization_id=viewer.organization_id, ask=OuterRef("pk")).order_by("-offered_at")
    rows = (
        asks_in_sight(viewer)
        .filter(
            Q(state=State.OPEN, kind=Kind.FUND)
            | Q(state__in=[State.OPEN, State.TAKEN], due_on__lte=soon)
            | Q(state=State.AGREED, due_on__lt=day)
        )
        .annotate(ended=Subquery(newest.values("ended")[:1]))
        .order_by("due_on", "starts_at", "pk")[:MOST]
    )
    parts: dict[str, list[Left]] = {"untaken": [], "unanswered": [], "unsaid": [], "money": []}
    for ask in rows:
        parts[_part(ask)].append(_left(ask))
    return LookAfter(**parts)


def _part(ask: Ask) -> str:
    if ask.state == State.OPEN:
        return "money" if ask.kind == Kind.FUND else "untaken"
    return "unanswered" if ask.state == State.TAKEN else "unsaid"


def _left(ask: Ask) -> Left:
    participant = whose(ask)
    return Left(
        ask=ask,
        participant_id=participant.pk if participant else None,
        called=(participant.person.called if participant else ask.called) or "",
        helper=(ask.owner.called or "") if ask.owner else "",
        check_ended=ask.state == State.OPEN and getattr(ask, "ended", None) == Take.Ended.CHECK_ENDED,
    )


def get_ask(ask_id: UUID, *, viewer: Viewer) -> Left:
    """One ask in this coordinator's sight. Raises Http404, alike for an unknown one and for one out of sight."""
    ask = asks_in_sight(viewer).filter(pk=ask_id).first()
    if ask is None:
        raise Http404
    return _left(ask)


def how_many_to_look_after(viewer: Viewer, *, day: date) -> int:
    """For a line on the first page: how many nobody took and is due soon or late, money that waits included."""
    soon = day + timedelta(days=policy_of(viewer.organization_id).practical_help.soon_days)
    return UNTAKEN.count(organization=viewer.organization_id, person=viewer.person_id or NOBODY, soon=soon)


UNTAKEN = PreparedCount(
    lambda organization, person, soon: _in_sight(organization, person).filter(
        Q(kind=Kind.FUND) | Q(due_on__lte=soon), state=State.OPEN
    )
)
