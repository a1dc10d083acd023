"""Referrals in numbers, and what stands in the way."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles
from kinroad.people.views.limits import limited
from kinroad.people.views.step_up import fresh_sign_in_for_a_file
from kinroad.resources.models import BarrierMet
from kinroad.resources.queries.barrier import advocacy_brief, barriers_met
from kinroad.resources.queries.referral_figures import referral_figures as figures_of
from kinroad.resources.queries.referral_figures import shared_figures
from kinroad.resources.rules.barrier import first_day, last_quarters, quarter_of

INSIDE = (Role.SUPERVISOR, *COORDINATING_ROLES)
YEAR = timedelta(days=364)
CODES = dict(BarrierMet.Code.choices)


@for_roles(*INSIDE, Role.EVALUATOR)
@require_safe
def referral_figures(request: SignedInRequest) -> HttpResponse:
    """For those who run the program; and, without small numbers and for whole quarters, for the evaluator."""
    viewer = request.viewer
    day = today(viewer.organization_zone)
    if viewer.has(*INSIDE):
        found = figures_of(viewer.organization_id, since=day - YEAR, until=day)
        context = {"figures": found, "since": day - YEAR, "until": day, "codes": CODES}
        return render(request, "resources/referral_figures.html", context)
    quarters, ends = last_quarters(day), first_day(quarter_of(day))
    shared = shared_figures(viewer.organization_id, quarters=quarters, until=ends)
    context = {"shared": shared, "since": first_day(quarters[0]), "until": ends - timedelta(days=1)}
    return render(request, "resources/referral_figures_shared.html", context)


@for_roles(*INSIDE)
@require_safe
def barriers(request: SignedInRequest) -> HttpResponse:
    """What stood in the way of people, by service and by place."""
    viewer = request.viewer
    day = today(viewer.organization_zone)
    context = {
        "met": barriers_met(viewer.organization_id, since=day - YEAR, until=day),
        "since": day - YEAR,
        "until": day,
        "codes": CODES,
        "paper": can_make_pdf(),
    }
    return render(request, "resources/barriers.html", context)


@for_roles(*INSIDE, Role.EVALUATOR)
@require_safe
@fresh_sign_in_for_a_file
@limited("export")
def barriers_brief(request: SignedInRequest) -> HttpResponse:
    """One page on paper to speak up with: counts alone, small ones hidden."""
    if not can_make_pdf():
        raise Http404
    brief = advocacy_brief(request.viewer.organization_id, today=today(request.viewer.organization_zone))
    context = {"brief": brief, "codes": CODES}
    html = render_to_string("resources/barriers_brief.html", context, request=request)
    paper = HttpResponse(pdf_of(html), content_type="application/pdf")
    paper["Content-Disposition"] = 'attachment; filename="brief.pdf"'
    return paper
