"""Keeping what stands in a form while it is being written."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from kinroad.core.http import SignedInRequest
from kinroad.people.actions.drafts import keep_draft

PLAN = ("strengths", "vision", "goal", "goal_change", "goal_outcome", "step", "step_change", "step_outcome")
FORMS = frozenset({"contact", "intake", "facts", "sheet", *(f"plan_{part}" for part in PLAN)})


@require_POST
def draft(request: SignedInRequest, form: str, about: UUID) -> HttpResponse:
    """Keep a draft: 204 when it is kept, 413 when it is too long."""
    if form not in FORMS:
        raise Http404
    kept = keep_draft(
        organization_id=request.viewer.organization_id,
        form=form,
        about=about,
        owner=request.viewer.person_id or "",
        words={name: request.POST.getlist(name) for name in request.POST},
    )
    return HttpResponse(status=204 if kept else 413)
