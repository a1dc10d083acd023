"""When support ends: nobody walks with the participant any more, and nothing waits for an answer."""

from datetime import date

from kinroad.audit import actions as audit
from kinroad.coaching.actions import check_in_end
from kinroad.coaching.actions.call_enrollment import end_all_calls
from kinroad.coaching.actions.match import end
from kinroad.coaching.actions.outreach import let_all_be
from kinroad.coaching.models import Match, RequestForSupport
from kinroad.core.time import now
from kinroad.people.models import Episode, Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer

Outcome = RequestForSupport.Outcome
OUTCOMES = {
    Episode.Reason.ELSEWHERE.value: Outcome.ELSEWHERE,
    Episode.Reason.LOST_TOUCH.value: Outcome.NOT_REACHED,
}


def end_all(*, participant: Participant, reason: str, on: date, by: Viewer) -> None:
    """End every match and question, with the sight they gave, and close an open request. The history stays.

    `reason` is a reason of the episode. Call it inside the transaction that ends the episode.
    """
    ids = ids_of_one(participant)
    here = {"organization_id": participant.organization_id, "participant__in": ids}
    matches = Match.objects.select_for_update(of=("self",)).filter(ended_on=None, **here)
    for match in matches.select_related("participant", "peer_leader__person"):
        end(match, ended=Match.Ended.SUPPORT_ENDED, on=on, by=by)
    let_all_be(participant=participant, by=by)
    end_all_calls(participant_ids=ids, by=by, at=now())
    waiting = RequestForSupport.objects.select_for_update().filter(state=RequestForSupport.State.OPEN, **here)
    for request in waiting:
        request.state = RequestForSupport.State.CLOSED
        request.outcome = OUTCOMES.get(reason, Outcome.WISH)
        request.save()
        audit.record(what="request.closed", about=request, by=by, participant_id=participant.pk, fields=["outcome"])
    check_in_end.close_for_good(participant=participant, by=by, at=now())
