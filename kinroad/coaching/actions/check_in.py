"""Check-ins: taking an answer in, and answering whoever asked for someone."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.actions import outreach, recurrence
from kinroad.coaching.actions.check_in_end import close, end_sight
from kinroad.coaching.models import CheckIn, Recurrence
from kinroad.coaching.queries.reading_times import on_call_of, reading_hours
from kinroad.coaching.rules.check_in import Ask, Week, asks_of, is_urgent
from kinroad.coaching.rules.reading_hours import is_open, read_from
from kinroad.core.ids import meets_the_first
from kinroad.core.tasks import later
from kinroad.core.time import local
from kinroad.people.actions.circle import open_circle
from kinroad.people.models import Kind, Participant, Person, Why
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.viewer import Viewer

Outcome, State = CheckIn.Outcome, CheckIn.State


@meets_the_first(
    CheckIn,
    whose=lambda participant, **rest: {
        "organization_id": participant.organization_id,
        "participant_id": participant.pk,
    },
)
def check_in(
    *,
    id: UUID,
    participant: Participant,
    by: Viewer,
    at: datetime,
    came_by: str = CheckIn.CameBy.WEB,
    feeling: int | None = None,
    week: str = "",
    helps: Iterable[str] = (),
    wanted: str = "",
    words: str = "",
    words_for_me: bool = False,
    shared: bool = False,
) -> CheckIn:
    """Take in how somebody says they are. What asks for someone stands on a list in the same transaction.

    `words_for_me` keeps the words from everybody else. A second submit with the same `id` meets the first.
    Raises ValidationError when nothing was said, when support has ended, and for the id of somebody else's answer.
    """
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    refuse_without_support(mine)
    given = {"feeling": feeling, "week": week, "helps": sorted(helps), "wanted": wanted}
    if not (any(given.values()) or words):
        raise ValidationError(_("Answer one question or more. Any one is enough."))
    row = CheckIn(
        id=id,
        organization_id=mine.organization_id,
        participant=mine,
        at=at,
        on=local(at, zone_of(mine)).date(),
        came_by=came_by,
        words=None if words_for_me else words or None,
        own_words=words or None if words_for_me else None,
        shared=shared,
        **given,
    )
    _ask_for_someone(row, by=by)
    row.save(force_insert=True)
    if row.week == Week.USED and mine.kind != Kind.FAMILY:
        told = Recurrence.Told.CHECK_IN
        recurrence.record(participant=mine, told_by_participant_how=told, on=None, by=by, at=at)
    audit.record(what="check_in.given", about=row, by=by, participant_id=mine.pk)
    return row


def refuse_without_support(participant: Participant) -> None:
    """Raise ValidationError when nobody would be there to read it."""
    under_way = participant.episodes.filter(organization_id=participant.organization_id, ended_on=None)
    if participant.died_on is not None or not under_way.exists():
        raise ValidationError(_("You have no support from us right now. You can ask for it again at any time."))


def _ask_for_someone(row: CheckIn, *, by: Viewer) -> None:
    row.asks = [ask.value for ask in asks_of(week=row.week, wanted=row.wanted, helps=row.helps)]
    hours = reading_hours(row.organization_id)
    row.reads_at = read_from(hours, at=row.at)
    if not row.asks:
        return
    row.state = State.OPEN
    if is_urgent(row.asks) and not is_open(hours, at=row.at):
        row.on_call = on_call_of(row.organization_id)
    if row.on_call is not None:
        open_circle(participant=row.participant, person=row.on_call, why=Why.ON_CALL, by=by)
        later("coaching.tasks.on_call.tell_on_call", row.pk)


@transaction.atomic
def answer_check_in(*, check_in: CheckIn, outcome: str, by: Viewer, at: datetime, to: Person | None = None) -> CheckIn:
    """Write down what became of it: reached, left word, or handed `to` someone else, on whose list it then stands.

    Who answers a second time finds it answered. Raises ValidationError when it is handed to nobody.
    """
    Participant.objects.select_for_update().get(pk=check_in.participant_id)
    row = CheckIn.objects.select_for_update(of=("self",)).select_related("participant").get(pk=check_in.pk)
    if row.state != State.OPEN:
        return row
    before = row.on_call
    if outcome == Outcome.HANDED:
        if to is None:
            raise ValidationError({"to": _("Choose who it goes to.")})
        row.owner, row.on_call, row.outcome = to, None, Outcome.HANDED
    else:
        close(row, outcome=outcome, by=by, at=at)
    row.save()
    if before is not None and before != row.on_call:
        end_sight(row.participant, before, by=by)
    if outcome == Outcome.REACHED and Ask.USED in row.asks:
        outreach.reached_all(participant=row.participant, by=by, at=at)
    audit.record(
        what="check_in.answered", about=row, by=by, participant_id=row.participant_id, fields=["outcome", "owner"]
    )
    return row


@transaction.atomic
def share_words(*, check_in: CheckIn, by: Viewer) -> CheckIn:
    """The participant shows words they kept for themselves to the people who walk with them."""
    row = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    if row.own_words:
        row.words, row.own_words = row.own_words, None
        row.shared = True
        row.save()
        audit.record(what="check_in.shared", about=row, by=by, participant_id=row.participant_id, fields=["words"])
    return row


@transaction.atomic
def set_shared(*, check_in: CheckIn, shared: bool, by: Viewer) -> CheckIn:
    """The participant shows an answer to the people who walk with them, or keeps it for themselves from now on."""
    row = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    if row.shared != shared:
        row.shared = shared
        row.save()
        audit.record(what="check_in.shared", about=row, by=by, participant_id=row.participant_id, fields=["shared"])
    return row
