"""A participant's own doors into support."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinroad.coaching.actions.request import ask_again
from kinroad.coaching.forms.request import AskAgainForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.coaching.queries.matching import own_participant
from kinroad.people.views.doors import for_participants


@require_http_methods(["GET", "POST"])
@for_participants
def me_ask_again(request: SignedInRequest) -> HttpResponse:
    """Asking again opens the same history."""
    viewer = request.viewer
    form = AskAgainForm(request.POST or None)
    on = today(viewer.organization_zone)
    if form.carry_out(ask_again, participant=own_participant(viewer), on=on, by=viewer):
        messages.success(request, _("Your words have arrived. Someone gets in touch with you soon."))
        return redirect("home:me")
    return render(request, "coaching/ask_again.html", {"form": form})
