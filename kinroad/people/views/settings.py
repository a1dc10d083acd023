"""Settings: the organization, its sites, its programs and its policies."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.actions import organizations
from kinroad.people.forms import settings as forms
from kinroad.people.forms.policies import LINES, PARTS
from kinroad.people.forms.zones import COMMON_ZONES
from kinroad.people.queries import settings as queries
from kinroad.people.queries.policies import policy_of
from kinroad.people.queries.rescue import rescued_lately
from kinroad.people.queries.staff import staff_of
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles


@for_roles(Role.ADMINISTRATOR)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Where an administrator starts."""
    context = {
        "organization": queries.organization_of(request.viewer),
        "sites": queries.open_sites_of(request.viewer),
        "programs": queries.open_programs_in(request.viewer),
        "rescued": rescued_lately(request.viewer),
        "workers": [each for each in staff_of(request.viewer) if each.works_here],
    }
    return render(request, "people/settings.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def organization(request: SignedInRequest) -> HttpResponse:
    """What the organization says about itself."""
    mine = queries.organization_of(request.viewer)
    form = forms.OrganizationForm(request.POST or None, organization=mine)
    if form.carry_out(organizations.change_organization, organization=mine, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("people:settings")
    return render(request, "people/organization.html", {"form": form})


@for_roles(Role.ADMINISTRATOR)
@require_safe
def places(request: SignedInRequest) -> HttpResponse:
    """Sites and programs."""
    context = {
        "sites": queries.sites_of(request.viewer),
        "programs": queries.programs_in(request.viewer),
        "zones": dict(COMMON_ZONES),
    }
    return render(request, "people/places.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def site_new(request: SignedInRequest) -> HttpResponse:
    """Add a site."""
    form = forms.NewSiteForm(request.POST or None, initial={"zone": request.viewer.organization_zone})
    if form.carry_out(organizations.add_site, by=request.viewer):
        messages.success(request, _("The site is there."))
        return redirect("people:places")
    return render(request, "people/place.html", {"form": form, "title": _("Add a site")})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def site(request: SignedInRequest, site_id: UUID) -> HttpResponse:
    """Rename a site, move it, or close it."""
    one = queries.get_site(site_id, viewer=request.viewer)
    stands = {name: getattr(one, name) for name in ("name", "zone", "address", "zip")}
    form = forms.SiteForm(request.POST or None, initial=stands, stands=stands.values())
    if form.carry_out(organizations.change_place, place=one, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("people:places")
    return render(
        request, "people/place.html", {"form": form, "title": _("Change a site"), "place": one, "is_site": True}
    )


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def program_new(request: SignedInRequest) -> HttpResponse:
    """Add a program."""
    form = forms.NewProgramForm(request.POST or None)
    if form.carry_out(organizations.add_program, by=request.viewer):
        messages.success(request, _("The program is there. Say on their pages who coordinates it."))
        return redirect("people:places")
    return render(request, "people/place.html", {"form": form, "title": _("Add a program")})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def program(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Rename a program, or close it."""
    one = queries.get_program(program_id, viewer=request.viewer)
    form = forms.ProgramForm(request.POST or None, initial={"name": one.name}, stands=[one.name])
    if form.carry_out(organizations.change_place, place=one, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("people:places")
    return render(request, "people/place.html", {"form": form, "title": _("Change a program"), "place": one})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def site_close(request: SignedInRequest, site_id: UUID) -> HttpResponse:
    """Close a site, or open it again."""
    return _close(request, queries.get_site(site_id, viewer=request.viewer), is_site=True)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def program_close(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Close a program, or open it again."""
    return _close(request, queries.get_program(program_id, viewer=request.viewer))


def _close(request: SignedInRequest, place: Any, *, is_site: bool = False) -> HttpResponse:
    form = ActionForm(request.POST if request.method == "POST" else None)
    day = None if place.closed_on else today(request.viewer.organization_zone)
    action = organizations.close_place if day else organizations.open_place
    if form.carry_out(action, place=place, by=request.viewer, **({"on": day} if day else {})):
        messages.success(request, _("It is closed. Its history stays.") if day else _("It is open again."))
        return redirect("people:places")
    return render(request, "people/place_close.html", {"form": form, "place": place, "is_site": is_site})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def policies(request: SignedInRequest) -> HttpResponse:
    """The numbers an organization may change, with our defaults and where they come from."""
    form = forms.PoliciesForm(request.POST or None, policy=policy_of(request.viewer.organization_id))
    if form.carry_out(organizations.set_policies, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("people:policies")
    return render(request, "people/policies.html", {"form": form, "parts": PARTS})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def policies_reset(request: SignedInRequest) -> HttpResponse:
    """Our defaults again, all of them."""
    form = ActionForm(request.POST if request.method == "POST" else None)
    nothing = {(line.part, line.name): None for line in LINES}
    if form.carry_out(organizations.set_policies, values=nothing, by=request.viewer):
        messages.success(request, _("Every number is our default again."))
        return redirect("people:policies")
    return render(request, "people/policies_reset.html", {"form": form})
