"""Asking for practical help, and taking an ask back."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.time import local
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Participant
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.rules.ask import STANDING, State, due_on, makes_sense


@transaction.atomic
def ask_for(
    *,
    kind: str,
    zone: str,
    source: str,
    by: Viewer,
    at: datetime,
    participant: Participant | None = None,
    called: str = "",
    reach: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    wanted_by: date | None = None,
    place: str = "",
    words: str = "",
    zip: str = "",
    how_many: int = 1,
    needs: Iterable[str] = (),
    anyone: bool = False,
    dollars: int | None = None,
    row: UUID | None = None,
    source_id: UUID | None = None,
    source_part: UUID | None = None,
    id: UUID | None = None,
) -> Ask:
    """Write down what somebody needs: for a `participant`, or for somebody called so, with a way to reach them.

    `starts_at` and `ends_at` are UTC, `zone` an IANA name, `how_many` seats or children. The same sign-up
    (`source_part`) asking for the same kind again meets its first ask and changes how many. `by` is the organization's
    `Viewer.system` when nobody is signed in. Whoever has no record cannot be asked again, so anyone cleared may help.
    Raises ValidationError when the hours do not fit or the person has died.
    """
    if participant is not None:
        participant = Participant.objects.select_for_update().get(
            organization_id=by.organization_id, pk=participant.merged_into_id or participant.pk
        )
        refuse_the_dead(participant)
    met = _of_this_sign_up(kind, source, source_id, source_part, by=by)
    if met is not None:
        return _change(met, starts_at=met.starts_at, ends_at=met.ends_at, how_many=how_many, by=by, at=at)
    _refuse_other_hours(kind, starts_at, ends_at)
    days = policy_of(by.organization_id).practical_help.answer_days
    ask = Ask(
        id=id or uuid7(),
        organization_id=by.organization_id,
        kind=Ask.Kind(kind),
        participant=participant,
        called=None if participant else called,
        reach=None if participant else reach,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        due_on=due_on(starts_at=starts_at, wanted_by=wanted_by, asked_on=local(at, zone).date(), zone=zone, days=days),
        place=place or None,
        words=words or None,
        zip=zip or None,
        how_many=how_many,
        needs=sorted(needs),
        anyone=anyone or participant is None,
        dollars=dollars,
        row=row,
        source=Ask.Source(source),
        source_id=source_id,
        source_part=source_part,
        asked_at=at,
    )
    ask.save(force_insert=True)
    audit.record(what="ask.made", about=ask, by=by, participant_id=ask.participant_id)
    return ask


def _of_this_sign_up(
    kind: str, source: str, source_id: UUID | None, source_part: UUID | None, *, by: Viewer
) -> Ask | None:
    if source_part is None:
        return None
    rows = Ask.objects.select_for_update(of=("self",)).filter(
        organization_id=by.organization_id,
        source=source,
        source_id=source_id,
        source_part=source_part,
        kind=kind,
        state__in=STANDING,
    )
    return rows.first()


def _refuse_other_hours(kind: str, starts_at: datetime | None, ends_at: datetime | None) -> None:
    if not makes_sense(kind=kind, starts_at=starts_at, ends_at=ends_at):
        raise ValidationError({"starts_at": _("Say from when to when, the earlier hour first.")})


@transaction.atomic
def withdraw(
    *, source: str, source_id: UUID, by: Viewer, at: datetime, source_part: UUID | None = None, kind: str = ""
) -> list[Ask]:
    """Take back what this thing asked for and nobody has done yet; with `source_part`, of that sign-up alone."""
    standing = _standing(source=source, source_id=source_id, source_part=source_part, by=by)
    taken_back = [ask for ask in standing if kind in ("", ask.kind)]
    for ask in taken_back:
        settle(ask, State.WITHDRAWN, ended=Take.Ended.WITHDRAWN, at=at)
        audit.record(what="ask.withdrawn", about=ask, by=by, participant_id=ask.participant_id)
    return taken_back


def settle(ask: Ask, state: State, *, ended: Take.Ended, at: datetime) -> None:
    """The ask has come to its end; whoever helped is free again. The caller holds the lock and writes the trail."""
    end_take(ask, ended=ended, at=at)
    ask.state, ask.settled_at = state, at
    ask.version += 1
    ask.save()


def end_take(ask: Ask, *, ended: Take.Ended, at: datetime) -> Take | None:
    """Whoever helps now does so no longer. The caller holds the lock of the ask."""
    rows = Take.objects.select_for_update().filter(organization_id=ask.organization_id, ask=ask, ended_at=None)
    take = rows.first()
    if take is not None:
        take.ended_at, take.ended = at, ended
        take.save()
    return take


def open_again(ask: Ask, *, ended: Take.Ended, at: datetime) -> None:
    """The ask stands open for others. The caller holds the lock and writes the trail."""
    end_take(ask, ended=ended, at=at)
    ask.state, ask.owner = State.OPEN, None
    ask.version += 1
    ask.save()


@transaction.atomic
def move(
    *,
    source: str,
    source_id: UUID,
    starts_at: datetime,
    ends_at: datetime | None,
    by: Viewer,
    at: datetime,
    zone: str = "",
) -> list[Ask]:
    """The thing these asks belong to is at another time now: they are too.

    Whoever had said yes said it to another hour, so a moved ask stands open again.
    """
    moved = _standing(source=source, source_id=source_id, source_part=None, by=by)
    for ask in moved:
        _change(ask, starts_at=starts_at, ends_at=ends_at, how_many=ask.how_many, by=by, at=at, zone=zone)
    return moved


def _standing(*, source: str, source_id: UUID, source_part: UUID | None, by: Viewer) -> list[Ask]:
    rows = Ask.objects.select_for_update(of=("self",)).filter(
        organization_id=by.organization_id, source=source, source_id=source_id, state__in=STANDING
    )
    if source_part is not None:
        rows = rows.filter(source_part=source_part)
    return list(rows.order_by("pk"))


def _change(
    ask: Ask,
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    how_many: int,
    by: Viewer,
    at: datetime,
    zone: str = "",
) -> Ask:
    """Another hour or another number: whoever had said yes is asked anew."""
    wanted = {"starts_at": starts_at, "ends_at": ends_at, "how_many": how_many, "zone": zone or ask.zone}
    changed = [name for name, value in wanted.items() if getattr(ask, name) != value]
    if not changed:
        return ask
    for name in changed:
        setattr(ask, name, wanted[name])
    if ask.starts_at is not None:
        ask.due_on = local(ask.starts_at, ask.zone).date()
    open_again(ask, ended=Take.Ended.CHANGED, at=at)
    audit.record(what="ask.changed", about=ask, by=by, participant_id=ask.participant_id, fields=changed)
    return ask
