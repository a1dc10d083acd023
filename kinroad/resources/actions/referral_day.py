"""Agreeing on the day on which somebody calls or goes with them."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.time import local
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.referral import lock, refuse_day_together
from kinroad.resources.models import Referral
from kinroad.resources.rules.referral import TOGETHER, State, follow_up_day


@transaction.atomic
def agree_on_day(*, referral: Referral, together_on: date, by: Viewer, at: datetime) -> Referral:
    """They call or go together on this day; how it went is asked afterwards. Another day takes its place."""
    row = lock(referral, by=by)
    if row.state != State.ACCEPTED or row.how not in TOGETHER:
        raise ValidationError(_("There is no way together to agree on any more. Look at it once more."))
    on = local(at, by.organization_zone).date()
    refuse_day_together(row.how, together_on, on=on)
    if row.together_on == together_on:
        return row
    days = policy_of(by.organization_id).referral.follow_up_days
    row.together_on = together_on
    row.follow_up_on = follow_up_day(today=on, together_on=together_on, days=days)
    row.version += 1
    row.save()
    audit.record(what="referral.day", about=row, by=by, participant_id=row.participant_id, fields=["together_on"])
    return row
