"""The people a viewer may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.home.forms.people import FindForm
from kinroad.home.queries.people import people_found, people_seen_by
from kinroad.home.views.record import BESIDE_PARTICIPANTS
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles
from kinroad.people.views.limits import is_sent, limited


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*BESIDE_PARTICIPANTS)
@limited("search", when=is_sent)
def people(request: SignedInRequest) -> HttpResponse:
    """Everyone in the viewer's sight by name, or those found. A name is never part of an address: search is a POST."""
    viewer = request.viewer
    form = FindForm(request.POST if request.method == "POST" else None)
    searched = form.is_valid() and bool(form.cleaned_data["words"])
    found = people_found(form.cleaned_data["words"], viewer=viewer) if searched else people_seen_by(viewer)
    audit.look_at_list(ids=[line.participant_id for line in found.lines], page="people", viewer=viewer)
    context = {
        "people": found,
        "form": form,
        "searched": searched,
        "only_leads": not viewer.has(*set(BESIDE_PARTICIPANTS) - {Role.PEER_LEADER}),
        "zone": viewer.organization_zone,
        "today": today(viewer.organization_zone),
    }
    return render(request, "home/people.html", context)
