"""Warm hand-offs: recorded with a day to ask how it went, and closed with an outcome."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.coaching.models import WarmHandOff
from kinroad.people.actions.death import refuse_the_dead
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

NOT_YET = "not_yet"


@transaction.atomic
def record(
    *, id: UUID, participant: Participant, to: str, how: str, said_yes: bool, follow_up_on: date, on: date, by: Viewer
) -> WarmHandOff:
    """Write down that a question went to someone who can answer it, at the participant's yes. The same form twice
    makes one."""
    mine = Participant.objects.select_for_update().get(pk=participant.pk)
    refuse_the_dead(mine)
    same = WarmHandOff.objects.filter(organization_id=mine.organization_id, participant=mine, pk=id).first()
    if same is not None:
        return same
    if not said_yes:
        raise ValidationError({"said_yes": _("Ask them first. It goes to someone else only when they say yes.")})
    if follow_up_on < on:
        raise ValidationError({"follow_up_on": _("Choose today or a later day.")})
    row = WarmHandOff(
        id=id,
        organization_id=mine.organization_id,
        participant=mine,
        to=to,
        how=how,
        made_on=on,
        made_by_id=by.person_id,
        follow_up_on=follow_up_on,
    )
    row.full_clean()
    row.save()
    audit.record(what="warm_hand_off.made", about=row, by=by, participant_id=mine.pk)
    return row


@transaction.atomic
def say_how_it_went(
    *, warm_hand_off: WarmHandOff, outcome: str, why: str, follow_up_on: date | None, on: date, by: Viewer
) -> WarmHandOff:
    """Close it with an outcome, or ask again on another day. The same answer twice changes nothing."""
    row = WarmHandOff.objects.select_for_update().get(pk=warm_hand_off.pk)
    if row.closed_on is not None:
        if row.outcome == outcome:
            return row
        raise ValidationError(_("Somebody has written down how it went. Look at it once more."))
    if outcome == NOT_YET:
        if follow_up_on is None or follow_up_on <= on:
            raise ValidationError({"follow_up_on": _("Choose a later day to ask again.")})
        row.follow_up_on = follow_up_on
        row.save()
        audit.record(
            what="warm_hand_off.put_off", about=row, by=by, participant_id=row.participant_id, fields=["follow_up_on"]
        )
        return row
    if outcome == WarmHandOff.Outcome.NOT_CONNECTED and not why.strip():
        raise ValidationError({"why": _("Say in a few words what stood in the way.")})
    row.outcome, row.closed_on, row.why = outcome, on, why.strip()
    row.full_clean()
    row.save()
    audit.record(what="warm_hand_off.closed", about=row, by=by, participant_id=row.participant_id, fields=["outcome"])
    return row
