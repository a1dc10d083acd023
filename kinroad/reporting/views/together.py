"""What people did together: attendance, those who came for the first time, those who came back."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.months import first_day, month_of, moved
from kinroad.core.time import today
from kinroad.design.formats import month_short
from kinroad.gatherings.models import GatheringKind
from kinroad.gatherings.queries.together import together as counted
from kinroad.gatherings.rules.together import plain, shared
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles
from kinroad.reporting.forms import AskForm
from kinroad.reporting.queries.places import places

INSIDE = (Role.COORDINATOR, Role.PROGRAM_MANAGER, Role.SUPERVISOR)


@require_safe
@for_roles(*INSIDE, Role.EVALUATOR)
def together(request: SignedInRequest) -> HttpResponse:
    """For those who run the program, any months and any site; to share, the last twelve whole months of all."""
    viewer = request.viewer
    inside = viewer.has(*INSIDE)
    to_share = not inside or request.GET.get("version") == "to_share"
    month = month_of(today(viewer.organization_zone))
    form = None
    if to_share:
        first, last, site = moved(month, -12), moved(month, -1), None
    else:
        form = AskForm(request.GET, places=places(viewer), newest=month, to_share=True)
        asked = form.asked()
        if not form.knows_the_place:
            raise Http404
        first, last, site = asked.first, asked.last, asked.site
        form = AskForm(places=places(viewer), newest=month, to_share=True, initial=asked.chosen)
    since, until = first_day(first), first_day(moved(last, 1)) - timedelta(days=1)
    found = counted(viewer.organization_id, since=since, until=until, site_id=site)
    kinds = [str(kind) for kind in GatheringKind]
    shown = (shared if to_share else plain)(found, kinds=kinds)
    page = {
        "form": form,
        "inside": inside,
        "to_share": to_share,
        "since": since,
        "until": until,
        "figures": shown,
        "kinds": GatheringKind.choices,
        "labels": [month_short(first_day(each)) for each in shown.by_month],
        "bars": [cell.value for cell in shown.by_month.values()],
    }
    return render(request, "reporting/together.html", page)
