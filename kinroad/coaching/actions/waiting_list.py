"""The waiting list: a request for support opens when someone waits, and closes when someone walks with them."""

from datetime import date

from kinroad.audit import actions as audit
from kinroad.coaching.actions.request import open_request
from kinroad.coaching.models import RequestForSupport
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer


def wait_for_someone(
    *,
    participant: Participant,
    on: date,
    by: Viewer,
    leave_to_coordinator: bool | None,
    answered: bool = False,
) -> RequestForSupport:
    """The participant's open request for support, a new one when there is none. None leaves who chooses as it was.

    Call it with the participant locked.
    """
    request = next(iter(_open_requests(participant)), None)
    if request is None:
        own = by.participant_id == participant.pk
        came_by = RequestForSupport.CameBy.OWN_PAGE if own else RequestForSupport.CameBy.PHONE
        request = open_request(participant=participant, words="", came_by=came_by, on=on, by=by)
    if leave_to_coordinator is not None:
        request.leave_to_coordinator = leave_to_coordinator
    if answered and request.answered_at is None:
        request.answered_at = now()
    request.save()
    return request


def _open_requests(participant: Participant) -> list[RequestForSupport]:
    return list(
        RequestForSupport.objects.filter(
            organization_id=participant.organization_id,
            participant__in=ids_of_one(participant),
            state=RequestForSupport.State.OPEN,
        ).order_by("asked_at")
    )


def found_someone(*, participant: Participant, by: Viewer) -> None:
    """Someone walks with the participant: what they asked for is answered. Call it with the participant locked."""
    for request in _open_requests(participant):
        request.state = RequestForSupport.State.MATCHED
        request.answered_at = request.answered_at or now()
        request.save()
        audit.record(
            what="request.matched", about=request, by=by, participant_id=request.participant_id, fields=["state"]
        )
