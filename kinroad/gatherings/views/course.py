"""Curricula, and the units of a class."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.gatherings.actions import course as actions
from kinroad.gatherings.forms.course import CurriculumForm, UnitsForm
from kinroad.gatherings.queries import course as queries
from kinroad.gatherings.queries.gathering import get_gathering
from kinroad.gatherings.views.gathering import GET_OR_POST, PLANNERS


@require_safe
@PLANNERS
def curricula(request: SignedInRequest) -> HttpResponse:
    """What classes go through."""
    return render(request, "gatherings/curricula.html", {"rows": queries.curricula(request.viewer)})


@GET_OR_POST
@PLANNERS
def new_curriculum(request: SignedInRequest) -> HttpResponse:
    """Write a curriculum down."""
    form = CurriculumForm(request.POST if request.method == "POST" else None)
    if form.carry_out(actions.write_curriculum, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("gatherings:curricula")
    form.refresh_id()
    return render(request, "gatherings/curriculum.html", {"form": form})


@GET_OR_POST
@PLANNERS
def curriculum(request: SignedInRequest, curriculum_id: UUID) -> HttpResponse:
    """Change a curriculum."""
    found = queries.get_curriculum(curriculum_id, viewer=request.viewer)
    form = CurriculumForm(
        request.POST if request.method == "POST" else None, curriculum=found, units=queries.units_of(found)
    )
    if form.carry_out(actions.change_curriculum, curriculum=found, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("gatherings:curricula")
    return render(request, "gatherings/curriculum.html", {"form": form, "curriculum": found})


@GET_OR_POST
@PLANNERS
def units(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """Which curriculum a class follows; its sessions to come get the units in their order."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    follows = found.curriculum
    go_on = queries.unit_to_go_on_with(found, at=now())
    form = UnitsForm(
        request.POST if request.method == "POST" else None,
        curricula=[row.curriculum for row in queries.curricula(request.viewer)],
        units=queries.units_of(follows) if follows else [],
        initial={"curriculum": str(found.curriculum_id or ""), "first": str(go_on.pk) if go_on else ""},
    )
    if form.is_bound and form.is_valid():
        curriculum_id, first = form.chosen()
        chosen = queries.get_curriculum(curriculum_id, viewer=request.viewer) if curriculum_id else None
        given = actions.give_units(gathering=found, curriculum=chosen, first=first, by=request.viewer, at=now())
        messages.success(
            request,
            ngettext("%(num)s session has its unit.", "%(num)s sessions have their units.", given) % {"num": given},
        )
        return redirect("gatherings:gathering", found.pk)
    return render(request, "gatherings/units.html", {"gathering": found, "form": form})
