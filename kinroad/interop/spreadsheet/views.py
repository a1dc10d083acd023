"""Bringing a roster in: hand in, say which column is which, look, bring in, undo."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.http import SignedInRequest
from kinroad.interop import queries
from kinroad.interop.actions import rosters
from kinroad.interop.models import RosterImport
from kinroad.interop.spreadsheet.forms import HandInForm, MappingForm, PressForm, hand_in
from kinroad.interop.spreadsheet.importing import ImportResult, bring_in, import_people
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles

coordinators = for_roles(Role.COORDINATOR, Role.PROGRAM_MANAGER)


@require_http_methods(["GET", "POST"])
@coordinators
def hand_in_roster(request: SignedInRequest) -> HttpResponse:
    """Choose a spreadsheet; see the rosters brought in before."""
    form = HandInForm(request.POST or None, request.FILES or None)
    if form.carry_out(hand_in, by=request.viewer):
        return redirect("interop:roster", form.result.pk)
    form.refresh_id()
    earlier = queries.rosters_seen_by(request.viewer)[: queries.SHOWN]
    return render(request, "interop/spreadsheet/hand_in.html", {"form": form, "rosters": earlier})


@require_http_methods(["GET", "POST"])
@coordinators
def roster(request: SignedInRequest, roster_import_id: UUID) -> HttpResponse:
    """A waiting roster with its columns and what would happen; or what happened."""
    found = queries.get_roster(roster_import_id, viewer=request.viewer)
    if found.state != RosterImport.State.WAITING:
        context = {"roster": found, "kept": queries.kept_words(found)}
        return render(request, "interop/spreadsheet/done.html", context)
    result = _what_would_happen(request, found)
    form = MappingForm(request.POST or None, headings=result.headings, mapped=result.mapped)
    if form.carry_out(rosters.remember_mapping, headings_key=found.headings_key, by=request.viewer):
        return redirect("interop:roster", found.pk)
    return render(request, "interop/spreadsheet/look.html", {"roster": found, "result": result, "form": form})


@require_POST
@coordinators
def roster_apply(request: SignedInRequest, roster_import_id: UUID) -> HttpResponse:
    """Bring the waiting roster in."""
    found = queries.get_roster(roster_import_id, viewer=request.viewer)
    form = PressForm(request.POST)
    if form.carry_out(bring_in, roster=found, by=request.viewer):
        result: ImportResult = form.result
        if not result.refused:
            counts = {"created": result.created, "updated": result.updated, "unchanged": result.unchanged}
            said = _("Brought in: %(created)s new, %(updated)s changed, %(unchanged)s unchanged.") % counts
            messages.success(request, " ".join([said, *result.told]))
    _say(request, form)
    return redirect("interop:roster", found.pk)


@require_POST
@coordinators
def roster_undo(request: SignedInRequest, roster_import_id: UUID) -> HttpResponse:
    """Take a roster back as a whole."""
    found = queries.get_roster(roster_import_id, viewer=request.viewer)
    form = PressForm(request.POST)
    if form.carry_out(rosters.undo_roster, roster=found, by=request.viewer):
        messages.success(request, _("The roster was undone. Nobody of it is here any more."))
    _say(request, form)
    return redirect("interop:roster", found.pk)


@require_POST
@coordinators
def roster_forget(request: SignedInRequest, roster_import_id: UUID) -> HttpResponse:
    """Forget a waiting file."""
    found = queries.get_roster(roster_import_id, viewer=request.viewer)
    if PressForm(request.POST).carry_out(rosters.forget_file, roster=found, by=request.viewer):
        messages.success(request, _("The file was forgotten."))
    return redirect("interop:rosters")


def _what_would_happen(request: SignedInRequest, found: RosterImport) -> ImportResult:
    organization = queries.organization_of(request.viewer)
    try:
        data = rosters.file_of(found)
    except ValidationError as gone:
        return ImportResult(told=list(gone.messages))
    return import_people(data=data, organization=organization, by=request.viewer, dry_run=True)


def _say(request: SignedInRequest, form: PressForm) -> None:
    for refused in form.non_field_errors():
        messages.warning(request, str(refused))
