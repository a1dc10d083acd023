"""Settings for meeting lists: what we show, what we know better, what we hide."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.core import time
from kinroad.core.http import SignedInRequest
from kinroad.gatherings.actions import correct
from kinroad.gatherings.forms.correct import CorrectMeetingForm
from kinroad.gatherings.forms.words import day_names
from kinroad.gatherings.queries import meeting as queries
from kinroad.gatherings.queries import source as lists
from kinroad.gatherings.rules.refresh import stale_before
from kinroad.gatherings.views.changes import counted
from kinroad.gatherings.views.pages import at_minute
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles
from kinroad.people.views.limits import is_search, limited

KEEPERS = (Role.ADMINISTRATOR, *COORDINATING_ROLES)


@require_safe
@for_roles(*KEEPERS)
@limited("search", when=is_search)
def meeting_lists(request: SignedInRequest) -> HttpResponse:
    """The lists we import, what waits for an editor, what nobody checked for long, and a search for one listing."""
    words = " ".join(request.GET.get("words", "").split())
    here = request.viewer.organization_id
    days = policy_of(here).meeting_list.stale_days
    stale, many = lists.stale_meetings(
        organization_id=here, before=stale_before(today=time.today(request.viewer.organization_zone), days=days)
    )
    page = {
        "sources": lists.sources_of(organization_id=here),
        "waiting": [(each, counted(each.counts)) for each in lists.waiting_for_an_editor(organization_id=here)],
        "stale": stale,
        "stale_many": many,
        "stale_days": days,
        "words": words,
        "rows": queries.meetings_with_words(words, organization_id=here) if words else [],
    }
    return render(request, "gatherings/meeting_lists.html", page | {"days": day_names(), "at_minute": at_minute})


@require_http_methods(["GET", "POST"])
@for_roles(*KEEPERS)
def correct_meeting(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Say what we know better than the list."""
    meeting = queries.meeting_to_correct(meeting_id, organization_id=request.viewer.organization_id)
    form = CorrectMeetingForm(request.POST or None, meeting=meeting)
    today = time.today(request.viewer.organization_zone)
    if form.carry_out(correct.correct_meeting, meeting=meeting, by=request.viewer, verified_on=today):
        messages.success(request, _("Saved. The next import leaves it as you said."))
        return redirect("gatherings:correct_meeting", meeting_id)
    page = {"form": form, "meeting": meeting, "corrections": queries.corrections_of(meeting)}
    return render(request, "gatherings/correct_meeting.html", page)


@require_POST
@for_roles(*KEEPERS)
def hide_meeting(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Take a meeting off the public pages, or put it back."""
    meeting = queries.meeting_to_correct(meeting_id, organization_id=request.viewer.organization_id)
    hidden = request.POST.get("hidden") == "yes"
    correct.hide_meeting(meeting=meeting, hidden=hidden, by=request.viewer)
    messages.success(
        request, _("Nobody sees this meeting now.") if hidden else _("Everyone can see this meeting again.")
    )
    return redirect("gatherings:correct_meeting", meeting_id)


@require_POST
@for_roles(*KEEPERS)
def as_listed(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """Show the meeting again as its list tells it."""
    meeting = queries.meeting_to_correct(meeting_id, organization_id=request.viewer.organization_id)
    correct.forget_corrections(meeting=meeting, by=request.viewer)
    messages.success(request, _("The meeting stands again as its list tells it."))
    return redirect("gatherings:correct_meeting", meeting_id)
