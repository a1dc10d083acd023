"""How was it? Asked of anyone afterwards, and read by those who lead."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.core.time import now
from kinroad.gatherings.actions.feedback import is_open, say_how_it_was
from kinroad.gatherings.forms.feedback import FeedbackForm
from kinroad.gatherings.queries.calendar import session_at
from kinroad.gatherings.queries.feedback import get_led_gathering, how_it_was
from kinroad.gatherings.views.calendar import is_of_the_program, organization_here
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: PublicRequest, public_session_id: UUID) -> HttpResponse:
    """Say how a session was, without a name."""
    organization, at = organization_here(request), now()
    session = session_at(public_session_id, organization_id=organization.pk, everything=is_of_the_program(request))
    if request.method == "POST":
        refused: HttpResponse | None = ratelimit.consume_or_429(request, action="feedback")
        if refused is not None:
            return refused
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if form.carry_out(say_how_it_was, session=session, at=at):
        return redirect(reverse("gatherings:feedback", args=[session.pk]) + "?thanks=1")
    form.refresh_id()
    context = {"form": form, "session": session, "thanks": "thanks" in request.GET, "open": is_open(session, at=at)}
    return render(request, "gatherings/feedback.html", context)


@require_safe
@for_roles(Role.PARTICIPANT, Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
def how_people_found_it(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """What people said, for those who lead this gathering."""
    gathering = get_led_gathering(gathering_id, viewer=request.viewer)
    return render(request, "gatherings/how_it_was.html", {"gathering": gathering, "said": how_it_was(gathering)})
