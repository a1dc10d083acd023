"""When support ends: nobody walks with the participant any more, and nothing waits for an answer."""

from datetime import date

from kinroad.audit import actions as audit
from kinroad.coaching.models import Match, RequestForSupport
from kinroad.people.actions.circle import close_circle
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
        _end_match(match, on=on, by=by)
    waiting = RequestForSupport.objects.select_for_update().filter(state=RequestForSupport.State.OPEN, **here)
    for request in waiting:
        request.state = RequestForSupport.State.CLOSED
        request.outcome = OUTCOMES.get(reason, Outcome.WISH)
        request.save()
        audit.record(what="request.closed", about=request, by=by, participant_id=participant.pk, fields=["outcome"])


def _end_match(match: Match, *, on: date, by: Viewer) -> None:
    walked = match.started_on is not None
    match.ended_on = max(on, match.started_on or on)
    match.ended = Match.Ended.SUPPORT_ENDED
    match.save()
    if walked:
        close_circle(participant=match.participant, person=match.peer_leader.person, why="match", by=by)
    audit.record(what="match.ended", about=match, by=by, participant_id=match.participant_id, fields=["ended_on"])
