"""If something got out: who was touched by an account, and how it was judged."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinroad.audit import actions as audit
from kinroad.consent.actions.breach import write_breach
from kinroad.consent.queries.apart import breaches
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.home.forms.apart import BreachForm, JudgedForm
from kinroad.home.queries.breach import people_with_accounts, touched
from kinroad.home.views.pages import day_here
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ADMINISTRATOR, *COORDINATING_ROLES)
def breach(request: SignedInRequest) -> HttpResponse:
    """Count first; then write down how it was judged. Names only of those the viewer sees."""
    viewer = request.viewer
    writes = request.POST.get("do") == "write"
    facts: dict[str, Any] = {"people": people_with_accounts(viewer), "viewer": viewer, "zone": viewer.organization_zone}
    sent = request.POST if request.method == "POST" else None
    form = (JudgedForm if writes else BreachForm)(sent, today=today(viewer.organization_zone), **facts)
    found = None
    if form.is_valid():
        given = form.cleaned_data
        found = touched(person=given["person"], since=given["since"], until=given["until"], viewer=viewer)
        audit.look_at_list(ids=[pk for pk, _name in found.seen], page="breach", viewer=viewer)
        if writes and form.carry_out(write_breach, by=viewer, at=now()):
            messages.success(request, _("Written down. It stands for ever."))
            return redirect("home:breach")
    form.refresh_id()
    context = {"form": form, "found": found, "written": breaches(viewer), **day_here(request)}
    return render(request, "home/breach.html", context)
