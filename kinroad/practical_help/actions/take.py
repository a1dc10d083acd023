"""Saying "I will do it", the other side's yes, and taking a word back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.notifications.models import Words
from kinroad.people.models import Person
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.ask import open_again
from kinroad.practical_help.actions.telling import tell
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.queries.ask import whose
from kinroad.practical_help.queries.helping import may_help, promises_of
from kinroad.practical_help.rules.ask import BY_COORDINATOR, NEEDS_CHECK, Kind, State
from kinroad.practical_help.rules.clash import Promise, clashes, places_left
from kinroad.workforce.queries.clearance import checks_of
from kinroad.workforce.rules.clearance import room_on


@transaction.atomic
def take(*, ask: Ask, by: Viewer, at: datetime) -> Ask:
    """Say that one will do it. The participant's yes follows, unless they said beforehand that anyone cleared may.

    Raises ValidationError, saying what to do next, when somebody was faster, for a kind one is not cleared for, for a
    time at which one has something else, and when not everyone fits.
    """
    assert by.person_id is not None
    # The helper first, then the ask: two presses of one helper cannot fill one car twice, two helpers not one ask.
    helper = Person.objects.select_for_update().get(organization_id=by.organization_id, pk=by.person_id)
    mine = lock(ask, by=by)
    if mine.owner_id == helper.pk and mine.state in (State.TAKEN, State.AGREED):
        return mine
    if mine.state != State.OPEN:
        raise ValidationError(_("Somebody was faster. Look at what else there is."))
    _refuse_who_may_not(mine, helper, by=by)
    _refuse_no_room(mine, helper)
    agreed = at if mine.anyone else None
    Take(organization_id=by.organization_id, ask=mine, person=helper, offered_at=at, agreed_at=agreed).save()
    mine.owner = helper
    mine.state = State.AGREED if mine.anyone else State.TAKEN
    mine.version += 1
    mine.save()
    audit.record(what="ask.taken", about=mine, by=by, participant_id=mine.participant_id)
    tell(mine, words=Words.LOOK_AGAIN, key=f"taken:{mine.version}", by=by, at=at)
    return mine


def lock(ask: Ask, *, by: Viewer) -> Ask:
    """The ask as it stands now, locked, with whom it is for."""
    rows = Ask.objects.select_for_update(of=("self",)).select_related("participant")
    return rows.get(organization_id=by.organization_id, pk=ask.pk)


def _refuse_who_may_not(ask: Ask, helper: Person, *, by: Viewer) -> None:
    participant = whose(ask)
    if not may_help(by) or ask.kind in BY_COORDINATOR:
        raise ValidationError(_("You cannot take this one. Ask a coordinator."))
    if participant is not None and (participant.person_id == helper.pk or participant.died_on is not None):
        raise ValidationError(_("You cannot take this one. Ask a coordinator."))
    if Take.objects.filter(
        organization_id=by.organization_id, ask=ask, person=helper, ended=Take.Ended.ANOTHER
    ).exists():
        raise ValidationError(_("This one is looked after in another way. Look at what else there is."))


def _refuse_no_room(ask: Ask, helper: Person) -> None:
    room = None
    if ask.kind in NEEDS_CHECK:
        checks = checks_of([helper.pk], organization_id=ask.organization_id).get(helper.pk, [])
        room = room_on(checks, kind=NEEDS_CHECK[Kind(ask.kind)], on=ask.due_on)
        if not room:
            raise ValidationError(_("Your check does not stand on that day. A coordinator can write a new one down."))
    if ask.starts_at is None:
        return
    wanted = Promise(ask.kind, ask.starts_at, ask.ends_at, ask.how_many, ask.source_id)
    promised = promises_of(helper.pk, organization_id=ask.organization_id, apart_from=ask.pk)
    if clashes(wanted, promised):
        raise ValidationError(_("You said yes to something else at that time. Give that back first."))
    if room is not None and places_left(wanted, promised, room=room) < 0:
        raise ValidationError(_("That is more than you have room for. Leave it for somebody with more room."))


@transaction.atomic
def agree(*, ask: Ask, by: Viewer, at: datetime) -> Ask:
    """The participant says yes to this helper, or somebody writes their yes down. A second press is the same.

    Raises ValidationError when the offer is gone.
    """
    mine = lock(ask, by=by)
    if mine.state == State.AGREED:
        return mine
    if mine.state != State.TAKEN:
        raise ValidationError(_("This offer is gone. We will tell you when somebody else offers."))
    Take.objects.filter(organization_id=by.organization_id, ask=mine, ended_at=None).update(agreed_at=at)
    mine.state = State.AGREED
    mine.version += 1
    mine.save()
    audit.record(what="ask.agreed", about=mine, by=by, participant_id=mine.participant_id)
    return mine


@transaction.atomic
def ask_for_another(*, ask: Ask, by: Viewer, at: datetime) -> Ask:
    """The participant would like somebody else; no reason is asked. That helper does not see this ask again."""
    mine = lock(ask, by=by)
    if mine.state in (State.TAKEN, State.AGREED):
        open_again(mine, ended=Take.Ended.ANOTHER, at=at)
        audit.record(what="ask.another_wanted", about=mine, by=by, participant_id=mine.participant_id)
    return mine


@transaction.atomic
def give_back(*, ask: Ask, by: Viewer, at: datetime) -> Ask:
    """The helper cannot after all: it stands open again, and the participant is told to look."""
    mine = lock(ask, by=by)
    if mine.state in (State.TAKEN, State.AGREED) and mine.owner_id == by.person_id:
        open_again(mine, ended=Take.Ended.GIVEN_BACK, at=at)
        audit.record(what="ask.given_back", about=mine, by=by, participant_id=mine.participant_id)
        tell(mine, words=Words.LOOK_AGAIN, key=f"open:{mine.version}", by=by, at=at)
    return mine


@transaction.atomic
def read_ended(*, ask: Ask, by: Viewer, at: datetime) -> None:
    """The helper has read that it is over for them: it leaves their list."""
    Take.objects.filter(
        organization_id=by.organization_id, ask=ask, person=by.person_id, ended_at__isnull=False, seen_at=None
    ).update(seen_at=at)
