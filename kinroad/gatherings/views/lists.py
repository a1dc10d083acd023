"""One list of meetings: its address and rhythm, what waits, what changed, and "I checked this one"."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.core import time
from kinroad.core.http import SignedInRequest
from kinroad.gatherings.actions import source as actions
from kinroad.gatherings.forms.source import AddressForm, NewListForm, trouble_words
from kinroad.gatherings.queries import meeting as meetings
from kinroad.gatherings.queries import source as queries
from kinroad.gatherings.views.changes import ChangesPart, counted
from kinroad.gatherings.views.listings import KEEPERS
from kinroad.people.queries.policies import policy_of
from kinroad.people.views.doors import for_roles


@require_http_methods(["GET", "POST"])
@for_roles(*KEEPERS)
def new_list(request: SignedInRequest) -> HttpResponse:
    """Follow a list at its address."""
    form = NewListForm(request.POST or None, small=policy_of(request.viewer.organization_id).meeting_list.small_changes)
    if form.carry_out(actions.follow_list, organization=request.organization, by=request.viewer):
        messages.success(request, _("We are reading the list now. In a minute you see here what it holds."))
        return redirect("gatherings:meeting_list", form.result.pk)
    form.refresh_id()
    return render(request, "gatherings/new_list.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_roles(*KEEPERS)
def meeting_list(request: SignedInRequest, meeting_source_id: UUID) -> HttpResponse:
    """Where a list comes from, what waits for an editor, and what earlier imports changed."""
    here = request.viewer.organization_id
    source = queries.source_of(meeting_source_id, organization_id=here)
    form = AddressForm(request.POST or None, source=source, small=policy_of(here).meeting_list.small_changes)
    if form.carry_out(actions.set_address, source=source, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("gatherings:meeting_list", meeting_source_id)
    waiting = queries.waiting_for_an_editor(organization_id=here, source_id=source.pk)
    page = {
        "form": form,
        "source": source,
        "trouble": trouble_words(source.trouble),
        "waiting": [(each, counted(each.counts)) for each in waiting],
        "reports": [(each, counted(each.counts)) for each in queries.reports_of(source)],
    }
    return render(request, "gatherings/meeting_list.html", page)


@require_POST
@for_roles(*KEEPERS)
def read_list(request: SignedInRequest, meeting_source_id: UUID) -> HttpResponse:
    """Ask the list's address now; the page does not wait for it."""
    source = queries.source_of(meeting_source_id, organization_id=request.viewer.organization_id)
    if source.address:
        actions.ask_again(source=source, by=request.viewer)
        messages.success(request, _("We are reading the list now. Open this page again in a minute."))
    return redirect("gatherings:meeting_list", meeting_source_id)


@require_safe
@for_roles(*KEEPERS)
def meeting_report(request: SignedInRequest, meeting_report_id: UUID) -> HttpResponse:
    """What one import changed."""
    report, changes = queries.report_of(meeting_report_id, organization_id=request.viewer.organization_id)
    total = sum(many for kind, many in report.counts.items() if kind not in {"read", "left_out"})
    page = {"report": report, "changes": ChangesPart(changes, total=total)}
    return render(request, "gatherings/meeting_report.html", page)


@require_POST
@for_roles(*KEEPERS)
def confirm_meeting(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """One of us checked a listing: it is right as it stands."""
    meeting = meetings.meeting_to_correct(meeting_id, organization_id=request.viewer.organization_id)
    actions.confirm_meeting(meeting=meeting, by=request.viewer, on=time.today(request.viewer.organization_zone))
    messages.success(request, _("Checked today."))
    return redirect("gatherings:meeting_lists")
