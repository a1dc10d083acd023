"""The people a viewer may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.home.queries.people import people_seen_by
from kinroad.home.views.record import BESIDE_PARTICIPANTS
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles


@require_safe
@for_roles(*BESIDE_PARTICIPANTS)
def people(request: SignedInRequest) -> HttpResponse:
    """Everyone in the viewer's sight, by name."""
    viewer = request.viewer
    found = people_seen_by(viewer)
    audit.look_at_list(ids=[line.participant_id for line in found.lines], page="people", viewer=viewer)
    only_leads = not viewer.has(*set(BESIDE_PARTICIPANTS) - {Role.PEER_LEADER})
    context = {"people": found, "only_leads": only_leads, "zone": viewer.organization_zone}
    return render(request, "home/people.html", context | {"today": today(viewer.organization_zone)})
