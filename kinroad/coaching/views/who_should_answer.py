"""Who should answer what a note touches: asked while it is written, kept nowhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kinroad.coaching.rules.who_should_answer import who_should_answer as asked
from kinroad.core.http import SignedInRequest
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles

LONGEST = 20_000  # letters: a note is shorter


@sensitive_post_parameters()
@for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
@require_POST
def who_should_answer(request: SignedInRequest) -> HttpResponse:
    """The part of the page beside a note. It reads `text` and every field whose name begins with `note`."""
    fields = [name for name in request.POST if name == "text" or name.startswith("note")]
    text = "\n".join(request.POST[name] for name in fields)[:LONGEST]
    return render(request, "coaching/_who_should_answer.html", {"answers": asked(text)})
