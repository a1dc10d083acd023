"""Links by which a service answers without an account."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import hash_of
from kinroad.core.time import local
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.referral import lock, meet, step
from kinroad.resources.models import AnswerLink, Referral, ReferralStep
from kinroad.resources.queries.answer_link import waiting_link
from kinroad.resources.rules.barrier import BY_AGENCY, Barrier
from kinroad.resources.rules.referral import OUTCOMES, State

MOST = 20


@transaction.atomic
def make_link(*, referral: Referral, by: Viewer, at: datetime) -> str:
    """A new link to answer: its secret, of which we keep the hash alone. Links on letters given before go on working.

    Raises ValidationError before the participant's yes and after the outcome.
    """
    row = lock(referral, by=by)
    if row.state == State.OFFERED:
        raise ValidationError(_("Ask them first. The service hears of it only when they say yes."))
    if row.state in OUTCOMES or row.state == State.CLOSED:
        raise ValidationError(_("How it went is known. There is nothing to answer."))
    if AnswerLink.objects.filter(organization_id=row.organization_id, referral=row).count() >= MOST:
        raise ValidationError(_("There are many links for this one. Use one of them."))
    secret = secrets.token_urlsafe(32)
    lasts = timedelta(days=policy_of(row.organization_id).referral.link_days)
    link = AnswerLink(
        organization_id=row.organization_id,
        referral=row,
        secret_hash=hash_of(secret),
        made_at=at,
        expires_at=at + lasts,
    )
    link.save()
    audit.record(what="answer_link.made", about=link, by=by, participant_id=row.participant_id)
    return secret


@transaction.atomic
def answer(*, secret: str, answer: str, at: datetime, barriers: Iterable[str] = ()) -> Referral:
    """The service says: they were in touch, they are connected, or not, and why. The latter two use the link up.

    Whoever follows it up finds it on Today. Raises ValidationError when the link was used, is too old, was taken back
    or never was: all alike.
    """
    link = waiting_link(secret, at=at, lock=True)
    if link is None:
        raise ValidationError(_("This link has been used or is too old. Thank you all the same."))
    by = Viewer.system(link.organization_id, link.organization.zone)
    row = lock(link.referral, by=by)
    on = local(at, by.organization_zone).date()
    met = [Barrier(code) for code in barriers if code in BY_AGENCY]
    state = State(answer)
    if state == State.NOT_CONNECTED and not met:
        raise ValidationError({"barriers": _("Choose what stood in the way.")})
    if row.state == State.ACCEPTED and state == State.RECEIVED:
        step(row, State.SENT, who=ReferralStep.Who.SERVICE, by=by, at=at)
    if state in OUTCOMES:
        row.outcome, row.outcome_on, row.follow_up_on = Referral.Outcome(state), on, on
        link.answered_at = at
        link.save()
    if row.state != state:
        step(row, state, who=ReferralStep.Who.SERVICE, by=by, at=at)
    if state == State.NOT_CONNECTED:
        meet(row, met, on=on, at=at)
    return row
