"""A referral goes on, step by step: offered, a yes, on the way, an outcome, closed."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import meets_the_first
from kinroad.core.time import local
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Participant
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.referral_support import write_support
from kinroad.resources.actions.referral_told import tell
from kinroad.resources.models import AnswerLink, BarrierMet, Referral, ReferralStep, ServiceAtLocation
from kinroad.resources.rules.barrier import Barrier
from kinroad.resources.rules.referral import OUTCOMES, TOGETHER, State, follow_up_day, may_go, way_to_yes
from kinroad.service_log import actions as service_log

SOURCE = "referral"
NOT_YET = "not_yet"
Who = ReferralStep.Who


@meets_the_first(Referral, whose=lambda participant, by, **_said: {"organization_id": by.organization_id})
@transaction.atomic
def offer(
    *,
    id: UUID,
    participant: Participant,
    service_at_location: ServiceAtLocation,
    how: str,
    said_yes: bool,
    by: Viewer,
    at: datetime,
    together_on: date | None = None,
    follow_up_on: date | None = None,
    words: str = "",
    minutes: int | None = None,
    day_later: bool = False,
) -> Referral:
    """Offer a service to a participant, or write their yes down. Nothing goes to the service by this.

    `minutes` are those it took us. Raises ValidationError for a day gone by, a way together without a day (unless it is
    agreed on later), a referral to the same service that is still open, and when they have died.
    """
    mine = Participant.objects.select_for_update().get(
        organization_id=by.organization_id, pk=participant.merged_into_id or participant.pk
    )
    refuse_the_dead(mine)
    on = local(at, by.organization_zone).date()
    if not day_later:
        refuse_day_together(how, together_on, on=on)
    if follow_up_on is not None and follow_up_on < on:
        raise ValidationError({"follow_up_on": _("Choose today or a later day.")})
    open_ones = Referral.objects.filter(
        organization_id=by.organization_id, participant=mine, service_at_location=service_at_location
    )
    if open_ones.exclude(state__in=[State.CLOSED, *OUTCOMES]).exists():
        raise ValidationError(_("There is an open referral to this service. Go on with that one."))
    days = policy_of(by.organization_id).referral.follow_up_days
    together_on = together_on if how in TOGETHER else None
    row = Referral(
        id=id,
        organization_id=by.organization_id,
        participant=mine,
        service_at_location=service_at_location,
        how=Referral.How(how),
        words=words.strip() or None,
        owner_id=by.person_id if by.person_id != mine.person_id else None,
        made_on=on,
        together_on=together_on,
        follow_up_on=follow_up_on or follow_up_day(today=on, together_on=together_on, days=days),
    )
    row.save(force_insert=True)
    step(row, State.OFFERED, who=_who(row, by), by=by, at=at, minutes=minutes)
    if said_yes:
        _to_yes(row, by=by, at=at)
    else:
        tell(row, key="offered", by=by, at=at)
    return row


def ask_for(
    *, id: UUID, participant: Participant, service_at_location: ServiceAtLocation, how: str, words: str, by: Viewer,
    at: datetime,
) -> Referral:  # fmt: skip
    """A participant chooses a service by themselves: offered and accepted in one, on Today of who walks with them.

    Nothing goes to the service, and who they are stays here. The day to call or go together is agreed on afterwards.
    """
    on = local(at, by.organization_zone).date()
    return offer(
        id=id, participant=participant, service_at_location=service_at_location, how=how, said_yes=True, words=words,
        day_later=True, follow_up_on=on, by=by, at=at,
    )  # fmt: skip


def refuse_day_together(how: str, together_on: date | None, *, on: date) -> None:
    """Raise ValidationError when they call or go together and nobody said when, or the day is over."""
    if how in TOGETHER and together_on is None:
        raise ValidationError({"together_on": _("Choose the day for it.")})
    if how in TOGETHER and together_on is not None and together_on < on:
        raise ValidationError({"together_on": _("Choose today or a later day.")})
    if how in TOGETHER and together_on is not None and together_on.year > on.year + 1:
        raise ValidationError({"together_on": _("Choose a day of this year or the next.")})


def _who(row: Referral, by: Viewer) -> Who:
    participant = row.participant.merged_into or row.participant
    return Who.PARTICIPANT if by.person_id is not None and by.person_id == participant.person_id else Who.STAFF


def _to_yes(row: Referral, *, by: Viewer, at: datetime) -> None:
    row.accepted_on = local(at, by.organization_zone).date()
    for state in way_to_yes(row.how):
        step(row, state, who=_who(row, by), by=by, at=at)


def lock(referral: Referral, *, by: Viewer) -> Referral:
    """The referral as it stands now, locked, with whom and what it is about."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related(
        "participant__merged_into", "service_at_location__service"
    )
    return rows.get(organization_id=by.organization_id, pk=referral.pk)


def step(
    row: Referral, state: State, *, who: Who, by: Viewer, at: datetime, minutes: int | None = None
) -> ReferralStep:
    """Go on to `state`: the step, the support it was, and the trail. The caller holds the lock.

    Raises ValidationError when this step does not follow from where the referral stands.
    """
    last = ReferralStep.objects.filter(organization_id=row.organization_id, referral=row).order_by("-number").first()
    before = last.state if last else ""
    if not may_go(before, state):
        raise ValidationError(_("Somebody went on with this in the meantime. Look at it once more."))
    made = ReferralStep(
        organization_id=row.organization_id,
        referral=row,
        number=(last.number if last else 0) + 1,
        before=before,
        state=state,
        who=who,
        by_id=by.person_id,
        at=at,
    )
    made.save()
    row.state = Referral.State(state)
    row.version += 1
    row.save()
    if who == Who.STAFF:
        write_support(row, made, minutes=minutes or 0, by=by)
    audit.record(what=f"referral.{state}", about=row, by=by, participant_id=row.participant_id)
    return made


@transaction.atomic
def say_yes(*, referral: Referral, by: Viewer, at: datetime) -> Referral:
    """The participant says yes, or somebody writes their yes down. A second press is the same."""
    row = lock(referral, by=by)
    if row.state != State.OFFERED:
        if row.accepted_on is not None and row.state != State.CLOSED:
            return row
        raise ValidationError(_("This is closed. You can ask for it again."))
    _to_yes(row, by=by, at=at)
    return row


@transaction.atomic
def send(*, referral: Referral, by: Viewer, at: datetime, minutes: int | None = None) -> Referral:
    """It is on the way: the letter is made, we called or went together. A second press is the same."""
    row = lock(referral, by=by)
    if row.state != State.SENT:
        step(row, State.SENT, who=_who(row, by), by=by, at=at, minutes=minutes)
    return row


@transaction.atomic
def say_outcome(
    *,
    referral: Referral,
    outcome: str,
    by: Viewer,
    at: datetime,
    barriers: Iterable[str] = (),
    follow_up_on: date | None = None,
    minutes: int | None = None,
) -> Referral:
    """How it went: connected, not connected and why, or not known yet, with a day to ask again.

    An outcome closes it, unless a day to ask again is named. Said again otherwise, the earlier one is put right.
    """
    row = lock(referral, by=by)
    on = local(at, by.organization_zone).date()
    met = [Barrier(code) for code in barriers]
    if row.accepted_on is None or row.mistaken:
        raise ValidationError(_("Ask them first. It goes on only when they say yes."))
    if outcome == State.NOT_CONNECTED and not met:
        raise ValidationError({"barriers": _("Choose what stood in the way.")})
    if follow_up_on is not None and follow_up_on <= on:
        raise ValidationError({"follow_up_on": _("Choose a later day to ask again.")})
    if outcome == NOT_YET:
        return _ask_again(row, met, follow_up_on, on=on, by=by, at=at)
    if row.outcome != outcome:
        _undo_support(row)
        row.outcome, row.outcome_on = Referral.Outcome(outcome), on
        step(row, State(outcome), who=_who(row, by), by=by, at=at, minutes=minutes)
    meet(row, met, on=on, at=at, only=True)
    _end_links(row, at=at)
    if follow_up_on is not None:
        row.follow_up_on = follow_up_on
        row.save()
    elif row.state != State.CLOSED:
        step(row, State.CLOSED, who=_who(row, by), by=by, at=at)
    return row


def _ask_again(
    row: Referral, met: list[Barrier], follow_up_on: date | None, *, on: date, by: Viewer, at: datetime
) -> Referral:
    if row.outcome or row.state == State.CLOSED:
        raise ValidationError(_("Somebody has written down how it went. Look at it once more."))
    if follow_up_on is None:
        raise ValidationError({"follow_up_on": _("Choose a later day to ask again.")})
    row.follow_up_on = follow_up_on
    row.version += 1
    row.save()
    meet(row, met, on=on, at=at)
    audit.record(what="referral.put_off", about=row, by=by, participant_id=row.participant_id, fields=["follow_up_on"])
    return row


def _undo_support(row: Referral) -> None:
    """What an earlier outcome wrote into the service log is reversed: it was not so."""
    wrong = ReferralStep.objects.filter(organization_id=row.organization_id, referral=row, state__in=sorted(OUTCOMES))
    for each in wrong.values_list("pk", flat=True):
        service_log.reverse(source=SOURCE, source_id=row.pk, organization_id=row.organization_id, occasion=each)


def meet(row: Referral, met: Iterable[Barrier], *, on: date, at: datetime, only: bool = False) -> None:
    """Write down what stood in the way; with `only`, what was written before and is not named was a mistake."""
    wanted = set(met)
    stand = BarrierMet.objects.filter(organization_id=row.organization_id, referral=row, ended_at=None)
    for each in stand:
        if each.code in wanted:
            wanted.discard(Barrier(each.code))
        elif only and row.outcome == Referral.Outcome.NOT_CONNECTED:
            each.ended_at = at
            each.save()
    for code in sorted(wanted):
        BarrierMet(organization_id=row.organization_id, referral=row, code=code, met_on=on).save()


def _end_links(row: Referral, *, at: datetime) -> None:
    for link in AnswerLink.objects.filter(organization_id=row.organization_id, referral=row, withdrawn_at=None):
        link.withdrawn_at = at
        link.save()


@transaction.atomic
def close(*, referral: Referral, by: Viewer, at: datetime) -> Referral:
    """Close it. Without an outcome the participant does not want it any more; the link to answer stops."""
    row = lock(referral, by=by)
    if row.state != State.CLOSED:
        step(row, State.CLOSED, who=_who(row, by), by=by, at=at)
        _end_links(row, at=at)
    return row


@transaction.atomic
def take_out(*, referral: Referral, by: Viewer, at: datetime) -> Referral:
    """It was written down by mistake: closed, counted nowhere, and the service log put right."""
    row = lock(referral, by=by)
    if row.mistaken:
        return row
    row.mistaken = True
    if row.state != State.CLOSED:
        step(row, State.CLOSED, who=_who(row, by), by=by, at=at)
    row.save()
    _end_links(row, at=at)
    for each in BarrierMet.objects.filter(organization_id=row.organization_id, referral=row, ended_at=None):
        each.ended_at = at
        each.save()
    service_log.reverse(source=SOURCE, source_id=row.pk, organization_id=row.organization_id)
    audit.record(what="referral.mistaken", about=row, by=by, participant_id=row.participant_id)
    return row
