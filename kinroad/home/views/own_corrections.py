"""My own pages about what isn't right in my record: asked, answered, and what I say to a no."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.coaching.queries.timeline import Entry, entry
from kinroad.consent.actions.correction import state_own_view
from kinroad.consent.forms.wishes import CorrectionForm, StatementForm
from kinroad.consent.queries.corrections import corrections_of, get_correction
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.actions.corrections import ask
from kinroad.home.views.me import own_page
from kinroad.home.views.notes_lock import notes_are_open
from kinroad.home.views.pages import day_here
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.views.doors import for_participants

PAGE = "me_corrections"


def meant(request: SignedInRequest, participant: Participant, entry_id: UUID | None = None) -> Entry | None:
    """The note that the address or the request names. Raises Http404 for a note about somebody else."""
    try:
        named = entry_id or (UUID(request.GET["note"]) if "note" in request.GET else None)
    except ValueError as wrong:
        raise Http404 from wrong
    if named is None:
        return None
    found = entry(named, organization_id=participant.organization_id)
    if found.participant_id not in ids_of_one(participant):
        raise Http404
    return found


def still_there(request: SignedInRequest, participant: Participant, entry_id: UUID | None) -> Entry | None:
    """The note of a request, as it stands now; none where it was taken back."""
    try:
        return meant(request, participant, entry_id) if entry_id else None
    except Http404:
        return None


@require_safe
@for_participants
def me_corrections(request: SignedInRequest) -> HttpResponse:
    """What I asked to be corrected, and where each stands."""
    mine = own_page(request, PAGE)
    return render(request, "home/me_corrections.html", {"asked": corrections_of(mine), **day_here(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_correction_new(request: SignedInRequest) -> HttpResponse:
    """Say what isn't right."""
    mine = own_page(request, PAGE)
    note = meant(request, mine)
    form = CorrectionForm(request.POST if request.method == "POST" else None, of_a_note=note is not None)
    if form.carry_out(ask, participant=mine, entry=note and note.part_id, by=request.viewer, at=now()):
        messages.success(request, _("We have it. You read our answer here."))
        return redirect("home:me_correction", form.result.pk)
    form.refresh_id()
    shown = note if note and (not mine.notes_need_sign_in or notes_are_open(request)) else None
    return render(request, "home/me_correction_new.html", {"form": form, "note": shown, **day_here(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_correction(request: SignedInRequest, correction_id: UUID) -> HttpResponse:
    """One of them; after a no I may say how it was."""
    mine = own_page(request, PAGE)
    asked = get_correction(correction_id, participant=mine)
    form = StatementForm(request.POST if request.method == "POST" else None, own=True)
    if form.carry_out(state_own_view, correction=asked.correction, by=request.viewer, at=now()):
        messages.success(request, _("Your words stand beside it now."))
        return redirect("home:me_correction", correction_id)
    hidden = mine.notes_need_sign_in and not notes_are_open(request)
    note = None if hidden else still_there(request, mine, asked.correction.entry)
    context = {"asked": asked, "form": form, "note": note, **day_here(request)}
    return render(request, "home/me_correction.html", context)
