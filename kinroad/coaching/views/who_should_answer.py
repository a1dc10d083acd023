"""Who should answer what a note touches: asked while it is written, kept nowhere."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kinroad.audit.actions import look
from kinroad.coaching.queries.who_should_answer import numbers
from kinroad.coaching.rules.who_should_answer import who_should_answer as asked
from kinroad.core.http import SignedInRequest
from kinroad.people.models import Participant
from kinroad.people.queries.circle import get_participant, why_seen
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles

LONGEST = 20_000  # letters: a note is shorter


@sensitive_post_parameters()
@for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
@require_POST
def who_should_answer(request: SignedInRequest) -> HttpResponse:
    """The part of the page beside a note. It reads `text`, every field whose name begins with `note`, and whom the
    note is `about`."""
    fields = [name for name in request.POST if name == "text" or name.startswith("note")]
    answers = asked("\n".join(request.POST[name] for name in fields)[:LONGEST])
    participant = _about(request) if answers else None
    known = numbers(answers, organization_id=request.viewer.organization_id, participant=participant)
    return render(request, "coaching/_who_should_answer.html", {"answers": answers, "numbers": known})


def _about(request: SignedInRequest) -> Participant | None:
    """Whom the note is about, as far as the viewer sees them; their own numbers are part of their record."""
    try:
        participant = get_participant(UUID(request.POST.get("about", "")), viewer=request.viewer)
    except (ValueError, Http404):
        return None
    look(
        participant_id=participant.pk,
        page="contact",
        why=why_seen(participant, viewer=request.viewer),
        viewer=request.viewer,
    )
    return participant
