"""Sessions as those see them who manage a gathering."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from kinroad.gatherings.models import Gathering, Session, State
from kinroad.gatherings.rules.recurrence import Occurrence
from kinroad.gatherings.rules.replanning import Replan, Standing, replan

A_PAGE = 12


@dataclass(frozen=True)
class Sessions:
    """A page of sessions, and the ids to go on from."""

    rows: list[Session]
    after: UUID | None = None


def get_session(session_id: UUID, *, gathering: Gathering) -> Session:
    """One session of a gathering that the caller may manage. Raises Http404 alike for an unknown one."""
    found = _of(gathering).filter(pk=session_id).first()
    if found is None:
        raise Http404
    found.gathering = gathering
    return found


def sessions_to_come(gathering: Gathering, *, at: datetime, after: UUID | None = None) -> Sessions:
    """The sessions that are not over, the next one first; `after` is the last one shown before."""
    rows = _of(gathering).filter(ends_at__gt=at).order_by("starts_at", "pk")
    last = _of(gathering).filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(starts_at__gt=last.starts_at) | Q(starts_at=last.starts_at, pk__gt=last.pk))
    return _page(rows)


def sessions_before(gathering: Gathering, *, at: datetime, after: UUID | None = None) -> Sessions:
    """The sessions that are over, the latest first."""
    rows = _of(gathering).filter(ends_at__lte=at).order_by("-starts_at", "-pk")
    last = _of(gathering).filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(starts_at__lt=last.starts_at) | Q(starts_at=last.starts_at, pk__lt=last.pk))
    return _page(rows)


def _page(rows: QuerySet[Session]) -> Sessions:
    found = list(rows[: A_PAGE + 1])
    more = len(found) > A_PAGE
    return Sessions(found[:A_PAGE], found[A_PAGE - 1].pk if more else None)


def _of(gathering: Gathering) -> QuerySet[Session]:
    here = Session.objects.filter(organization_id=gathering.organization_id, gathering=gathering)
    return here.select_related("unit")


def sessions_from(gathering: Gathering, *, on: date, at: datetime) -> QuerySet[Session]:
    """Every session planned for `on` or later that has not begun, in order; also cancelled ones. At most 500 stand."""
    return _of(gathering).filter(first_planned_on__gte=on, starts_at__gt=at).order_by("first_planned_on", "pk")


def standing(sessions: list[Session], *, gathering: Gathering) -> list[Standing]:
    """What the rule of replanning asks of each session."""
    named = ids_with_rows(sessions)
    return [
        Standing(
            session_id=each.pk,
            first_planned_on=each.first_planned_on,
            on=each.on,
            start_minute=each.start_minute,
            minutes=int((each.ends_at - each.starts_at).total_seconds() // 60),
            touched=each.pk in named or is_touched(each, gathering=gathering),
            cancelled=each.state == State.CANCELLED,
        )
        for each in sessions
    ]


def is_touched(session: Session, *, gathering: Gathering) -> bool:
    """Whether a hand or a person has touched this session since it was planned."""
    return bool(
        session.taken
        or session.moved
        or session.words
        or session.room
        or session.guest_expert
        or session.state == State.CANCELLED
        or session.capacity != gathering.capacity
    )


def ids_with_rows(sessions: Iterable[Session]) -> set[UUID]:
    """The sessions that other rows name: people who are coming, a sheet of who came. One query for each kind of row."""
    ids = [each.pk for each in sessions]
    named: set[UUID] = set()
    if not ids:
        return named
    for relation in Session._meta.related_objects:
        rows: Any = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": ids})
        named |= set(rows.values_list(f"{relation.field.name}_id", flat=True))
    return named


def what_would_become(
    gathering: Gathering, *, on: date, at: datetime, planned: list[Occurrence], touched_follow: bool, hold: bool = False
) -> list[tuple[Session, Replan]]:
    """Every session to come from `on` with its fate under a new plan. With `hold` inside a transaction: rows held."""
    rows = sessions_from(gathering, on=on, at=at)
    sessions = list(rows.select_for_update(of=("self",)) if hold else rows)
    fates = replan(standing(sessions, gathering=gathering), planned=planned, touched_follow=touched_follow)
    return list(zip(sessions, fates, strict=True))
