"""Lists of referrals for those who follow them up, and choosing whom to refer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.audit.actions import look_at_list
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.resources.models import Referral
from kinroad.resources.queries.referral import get_place, people_to_refer, to_follow
from kinroad.resources.views.referral import BESIDE

ALL = "all"


@BESIDE
@require_safe
def referrals(request: SignedInRequest) -> HttpResponse:
    """What I follow up, or everyone's whom I see; what is due comes first."""
    everyone = request.GET.get("whose") == ALL
    lines = to_follow(request.viewer, mine=not everyone)
    look_at_list(
        ids=list(dict.fromkeys(each.participant_id for each in lines)), page="referrals", viewer=request.viewer
    )
    context = {
        "lines": lines,
        "everyone": everyone,
        "inside": request.viewer.has(Role.SUPERVISOR, *COORDINATING_ROLES),
        "day": today(request.viewer.organization_zone),
        "states": dict(Referral.State.choices),
        "ways": dict(Referral.How.choices),
    }
    return render(request, "resources/referral_list.html", context)


@BESIDE
@require_safe
def refer(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """From a resource: whom to refer there."""
    place = get_place(place_id, viewer=request.viewer)
    people = people_to_refer(request.viewer)
    look_at_list(ids=[pk for pk, _called in people], page="referrals", viewer=request.viewer)
    return render(request, "resources/refer.html", {"place": place, "people": people})
