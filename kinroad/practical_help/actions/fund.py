"""The small fund: a coordinator says yes, within what policy allows. Peer leaders handle no money."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.notifications.models import Words
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.take import lock
from kinroad.practical_help.actions.telling import tell
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.queries.ask import whose
from kinroad.practical_help.rules.ask import Kind, State

YEAR = timedelta(days=365)


@transaction.atomic
def grant(*, ask: Ask, dollars: int, by: Viewer, at: datetime) -> Ask:
    """Say yes to so many dollars. Raises ValidationError beyond the ceilings of policy, and for one's own ask."""
    assert by.person_id is not None
    participant = whose(ask)
    assert participant is not None
    # The participant's row keeps two coordinators from passing the ceiling of the year together.
    participant = Participant.objects.select_for_update().get(organization_id=by.organization_id, pk=participant.pk)
    mine = lock(ask, by=by)
    if participant.person_id == by.person_id:
        raise ValidationError(_("Nobody says yes to money for themselves. Ask another coordinator."))
    if mine.kind != Kind.FUND or mine.state != State.OPEN or mine.dollars is None:
        raise ValidationError(_("This was answered already. Look at the list again."))
    policy = policy_of(by.organization_id).practical_help
    left = policy.fund_year_dollars - _granted_within_a_year(participant, at=at)
    most = max(0, min(mine.dollars, policy.fund_dollars, left))
    if not 0 < dollars <= most:
        raise ValidationError({"dollars": _("At most %(most)s dollars are possible here.") % {"most": most}})
    mine.owner = Person.objects.get(organization_id=by.organization_id, pk=by.person_id)
    mine.state, mine.granted = State.AGREED, dollars
    mine.version += 1
    mine.save()
    Take(organization_id=by.organization_id, ask=mine, person=mine.owner, offered_at=at, agreed_at=at).save()
    audit.record(what="ask.granted", about=mine, by=by, participant_id=mine.participant_id)
    tell(mine, words=Words.LOOK_AGAIN, key="granted", by=by, at=at)
    return mine


def _granted_within_a_year(participant: Participant, *, at: datetime) -> int:
    rows = Ask.objects.filter(
        organization_id=participant.organization_id,
        participant__in=ids_of_one(participant),
        kind=Kind.FUND,
        state__in=[State.AGREED, State.DONE],
        asked_at__gt=at - YEAR,
    )
    return rows.aggregate(sum=Sum("granted"))["sum"] or 0
