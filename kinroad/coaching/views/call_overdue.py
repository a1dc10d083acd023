"""What came up on calls, and who waits too long."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinroad.audit.actions import look_at_list
from kinroad.coaching.actions.call_enrollment import call_again, finish_follow_up
from kinroad.coaching.forms.call_overdue import LookedAfterForm
from kinroad.coaching.models import CallFollowUp
from kinroad.coaching.queries import call_overdue as queries
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.doors import for_roles

LOOK_AFTER = (Role.SUPERVISOR, *COORDINATING_ROLES)


@for_roles(*LOOK_AFTER)
@require_safe
def overdue(request: SignedInRequest) -> HttpResponse:
    """Danger first; then what is to be looked after; then everyone whose call is late."""
    page = queries.overdue_of(request.viewer, at=now())
    look_at_list(ids=page.shown, page="calls_overdue", viewer=request.viewer)
    zone = request.viewer.organization_zone
    return render(request, "coaching/call_overdue.html", {"page": page, "zone": zone, "day": today(zone)})


@for_roles(*LOOK_AFTER)
@require_POST
def looked_after(request: SignedInRequest, call_follow_up_id: UUID) -> HttpResponse:
    """Done; or done, and calls go on."""
    follow_up = queries.get_follow_up(call_follow_up_id, viewer=request.viewer)
    form = LookedAfterForm(request.POST)
    if form.carry_out(_do, follow_up=follow_up, by=request.viewer):
        messages.success(request, _("Done."))
    return redirect("coaching:calls_overdue")


def _do(*, follow_up: CallFollowUp, go_on: bool, by: Viewer) -> None:
    if go_on:
        call_again(enrollment=follow_up.enrollment, by=by, at=now())
    finish_follow_up(follow_up=follow_up, by=by, at=now())
