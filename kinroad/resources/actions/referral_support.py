"""What a step of a referral was, in the service log."""

from kinroad.core.time import local
from kinroad.people.models import PeerLeader
from kinroad.people.queries.circle import NOBODY
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.models import Referral, ReferralStep
from kinroad.resources.rules.referral import How as Way
from kinroad.resources.rules.referral import State, support_of
from kinroad.service_log import actions as service_log
from kinroad.service_log.models import Activity, How

SOURCE = "referral"


def write_support(row: Referral, step: ReferralStep, *, minutes: int, by: Viewer) -> None:
    """One line for this step, when it was support: each once, under the step's own occasion.

    `minutes` of zero: the time stands in a contact that was logged for it.
    """
    support = support_of(step.state, how=row.how)
    if not support:
        return
    participant = row.participant.merged_into or row.participant
    leader = PeerLeader.objects.filter(organization_id=row.organization_id, person=by.person_id or NOBODY).first()
    together = step.state == State.SENT
    occasion = service_log.Occasion(
        id=step.pk,
        organization_id=row.organization_id,
        on=local(step.at, by.organization_zone).date(),
        minutes=minutes,
        how=How.PHONE if together and row.how == Way.CALL else How.PERSON,
        where_at="",
        support=support,
        activity=Activity.CONNECTING,
        peer_leader_id=leader.pk if leader else None,
        site_id=participant.site_id,
        program_id=participant.program_id,
        source=SOURCE,
        source_id=row.pk,
    )
    service_log.record(occasion=occasion, participants=[participant])
