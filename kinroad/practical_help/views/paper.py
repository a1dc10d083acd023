"""Papers for benefits and identity: the participant's own lists, and the same beside them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinroad.audit.actions import look
from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.views.doors import for_participants
from kinroad.practical_help.actions import paper as actions
from kinroad.practical_help.queries.paper import papers_of, version
from kinroad.practical_help.views.ask import BESIDE

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@for_participants
def me_papers(request: SignedInRequest) -> HttpResponse:
    """What offices ask for, and what I have."""
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page="help", why=Why.OWN, viewer=request.viewer)
    return _papers(request, mine, beside=False)


@GET_OR_POST
@BESIDE
def person_papers(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The same beside somebody."""
    participant = get_participant(participant_id, viewer=request.viewer)
    why = why_seen(participant, viewer=request.viewer)
    look(participant_id=participant.pk, page="help", why=why, viewer=request.viewer)
    return _papers(request, participant, beside=True)


def _papers(request: SignedInRequest, participant: Participant, *, beside: bool) -> HttpResponse:
    form = ActionForm(request.POST if request.method == "POST" else None)
    said = {"list": request.POST.get("list", ""), "lines": request.POST.getlist("lines")}
    if form.carry_out(actions.tick, participant=participant, by=request.viewer, at=now(), **said):
        messages.success(request, _("Saved."))
        if beside:
            return redirect("practical_help:person_papers", participant.pk)
        return redirect("practical_help:me_papers")
    lists = papers_of(participant, state=request.organization.state, language=(get_language() or "en")[:2])
    context = {"participant": participant, "beside": beside, "lists": lists, "form": form, "version": version()}
    return render(request, "practical_help/papers.html", context)
