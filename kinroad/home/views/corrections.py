"""What a participant says is not right, beside them: written down, answered, and what we cannot agree to."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.consent.actions.correction import state_own_view
from kinroad.consent.forms.wishes import AnswerCorrectionForm, AnswerRestrictionForm, CorrectionForm, StatementForm
from kinroad.consent.queries.corrections import Asked, corrections_of, get_correction
from kinroad.consent.queries.restrictions import get_restriction
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.actions import corrections as actions
from kinroad.home.queries.record import Record
from kinroad.home.views.disclosures import ANSWER_FOR_RECORDS, class_names
from kinroad.home.views.own_corrections import meant, still_there
from kinroad.home.views.pages import day_here
from kinroad.home.views.record import of_record
from kinroad.people.views.doors import for_roles
from kinroad.people.views.step_up import fresh_sign_in


@require_safe
@of_record("corrections")
def corrections(request: SignedInRequest, record: Record) -> HttpResponse:
    """What they asked to be corrected, and where each stands."""
    context = {"record": record, "asked": corrections_of(record.participant), **day_here(request)}
    return render(request, "home/corrections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("corrections")
def correction_new(request: SignedInRequest, record: Record) -> HttpResponse:
    """Write down what they say is not right."""
    note = meant(request, record.participant)
    form = CorrectionForm(request.POST if request.method == "POST" else None, of_a_note=note is not None)
    entry = note and note.part_id
    if form.carry_out(actions.ask, participant=record.participant, entry=entry, by=request.viewer, at=now()):
        messages.success(request, _("Written down. Whoever answers for records sees it."))
        return redirect("home:correction", record.participant.pk, form.result.pk)
    form.refresh_id()
    return render(
        request, "home/correction_new.html", {"record": record, "form": form, "note": note, **day_here(request)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("corrections")
def correction(request: SignedInRequest, record: Record, correction_id: UUID) -> HttpResponse:
    """One of them: the answer, or what they say to a no."""
    asked = get_correction(correction_id, participant=record.participant)
    form = _form_for(request, asked)
    answers = partial(actions.answer, participant=record.participant) if asked.answer is None else state_own_view
    if form is not None and form.carry_out(answers, correction=asked.correction, by=request.viewer, at=now()):
        messages.success(request, _("Written down. %(name)s can read it.") % {"name": record.called})
        return redirect("home:correction", record.participant.pk, correction_id)
    note = still_there(request, record.participant, asked.correction.entry)
    context = {"record": record, "asked": asked, "form": form, "note": note, **day_here(request)}
    return render(request, "home/correction.html", context)


def _form_for(request: SignedInRequest, asked: Asked) -> AnswerCorrectionForm | StatementForm | None:
    """The answer, for those who answer for records; after a no their words, for whoever is beside them."""
    sent = request.POST if request.method == "POST" else None
    if asked.answer is None:
        return AnswerCorrectionForm(sent) if request.viewer.has(*ANSWER_FOR_RECORDS) else None
    return StatementForm(sent, own=False) if asked.may_state else None


@for_roles(*ANSWER_FOR_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
@of_record("disclosures")
def restrict_answer(request: SignedInRequest, record: Record, restriction_id: UUID) -> HttpResponse:
    """Agree to what they asked us not to share, or say why we cannot."""
    wish = get_restriction(restriction_id, participant=record.participant)
    if wish.answer is not None:
        raise Http404
    form = AnswerRestrictionForm(request.POST if request.method == "POST" else None)
    about = {"participant": record.participant, "restriction": wish.restriction}
    if form.carry_out(actions.answer_wish, **about, by=request.viewer, at=now()):
        messages.success(request, _("Written down. %(name)s can read it.") % {"name": record.called})
        return redirect("home:disclosures", record.participant.pk)
    context = {"record": record, "form": form, "wish": wish, "class_names": class_names(), **day_here(request)}
    return render(request, "home/restrict_answer.html", context)
