"""Settings: the people who work here, their roles, and the facts of peer leaders."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.actions import accounts
from kinroad.people.actions import staff as actions
from kinroad.people.actions.second_key import take_all_keys_away
from kinroad.people.forms import staff as forms
from kinroad.people.queries import settings as places
from kinroad.people.queries import staff as queries
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.doors import for_roles
from kinroad.people.views.places import FIRST_PAGES
from kinroad.people.views.step_up import fresh_sign_in

ROLE_WORDS = dict(forms.WORK_CHOICES)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def staff(request: SignedInRequest) -> HttpResponse:
    """Everyone who works here, and who did."""
    return render(request, "people/staff.html", {"workers": queries.staff_of(request.viewer), "role_words": ROLE_WORDS})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@fresh_sign_in
def staff_new(request: SignedInRequest) -> HttpResponse:
    """Write down someone who works here, with their roles."""
    form = forms.NewStaffForm(request.POST or None)
    if form.carry_out(actions.take_on, by=request.viewer):
        messages.success(request, _("Written down. Next: hand over a way in."))
        return redirect("people:staff_person", form.result.pk)
    return render(request, "people/staff_new.html", {"form": form})


@for_roles(Role.ADMINISTRATOR)
@require_safe
def staff_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """One person who works here: roles, ways in, and what the roles need."""
    person = queries.get_staff(person_id, viewer=request.viewer)
    page = queries.staff_page(person, viewer=request.viewer)
    first_page = next((role for role, _address in FIRST_PAGES if role in page.worker.roles), "")
    context = {"page": page, "worker": page.worker, "role_words": ROLE_WORDS, "first_page": first_page}
    return render(request, "people/staff_person.html", context | {"coordinates": _coordinates(page.worker.roles)})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@fresh_sign_in
def staff_keys(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Take all second keys of somebody away who lost them."""
    person = queries.get_staff(person_id, viewer=request.viewer)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.carry_out(take_all_keys_away, person=person, by=request.viewer):
        messages.success(request, _("Taken away. They sign in with their password and set up a new key."))
        return redirect("people:staff_person", person_id)
    context = {"form": form, "called": person.called, "person_id": person_id}
    return render(request, "people/staff_keys.html", context)


def _coordinates(roles: list[str]) -> bool:
    return not COORDINATING_ROLES.isdisjoint(roles)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def staff_change(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Change what we call someone, and their languages."""
    person = queries.get_staff(person_id, viewer=request.viewer)
    stands = {"called": person.called, "languages": person.languages}
    form = forms.StaffForm(request.POST or None, initial=stands, stands=stands.values())
    if form.carry_out(actions.change_staff, person=person, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("people:staff_person", person_id)
    return render(request, "people/staff_form.html", {"form": form, "called": person.called, "person_id": person_id})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@fresh_sign_in
def role_give(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Give one more role."""
    person = queries.get_staff(person_id, viewer=request.viewer)
    page = queries.staff_page(person, viewer=request.viewer)
    form = forms.RoleForm(request.POST or None, held=page.worker.roles)
    if form.carry_out(actions.give_working_role, person=person, by=request.viewer):
        messages.success(request, _("The role is given."))
        return redirect("people:staff_person", person_id)
    context = {"form": form, "called": person.called, "person_id": person_id}
    return render(request, "people/role_give.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@fresh_sign_in
def role_end(request: SignedInRequest, person_id: UUID, role: str) -> HttpResponse:
    """Say what ends with a role, then end it."""
    person = queries.get_staff(person_id, viewer=request.viewer)
    page = queries.staff_page(person, viewer=request.viewer)
    if role not in page.worker.roles:
        raise Http404
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.carry_out(accounts.end_role, person=person, role=role, by=request.viewer):
        messages.success(request, _told(page.walks_with if role == Role.PEER_LEADER else 0))
        return redirect("people:staff_person", person_id) if person_id != request.viewer.person_id else redirect("/")
    context = {"form": form, "page": page, "worker": page.worker, "role": role, "role_word": ROLE_WORDS[role]}
    return render(request, "people/role_end.html", context | {"hand_over": _hand_over(page, viewer=request.viewer)})


def _told(walks_with: int) -> str:
    ended = _("The role has ended, and they are signed out.")
    if not walks_with:
        return ended
    return (
        ended
        + " "
        + ngettext(
            "%(num)s person needs someone new to walk with: a coordinator hands over.",
            "%(num)s people need someone new to walk with: a coordinator hands over.",
            walks_with,
        )
        % {"num": walks_with}
    )


def _hand_over(page: queries.StaffPage, *, viewer: Viewer) -> str:
    """Where the hand-over is, for those who may open it."""
    if page.leader is None or not viewer.has(*COORDINATING_ROLES):
        return ""
    try:
        return reverse("coaching:hand_over", args=[page.leader.pk])
    except NoReverseMatch:
        return ""


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@fresh_sign_in
def coordinates(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """The programs somebody coordinates."""
    person = queries.get_staff(person_id, viewer=request.viewer)
    now = [str(program.pk) for program in queries.programs_of(person)]
    offered = places.open_programs_in(request.viewer)
    form = forms.CoordinatesForm(request.POST or None, programs=offered, initial={"programs": now})
    if form.carry_out(actions.change_programs, person=person, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("people:staff_person", person_id)
    return render(request, "people/staff_form.html", {"form": form, "called": person.called, "person_id": person_id})


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def peer_leader(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """A peer leader's facts."""
    person = queries.get_staff(person_id, viewer=request.viewer)
    leader = queries.get_leader(person)
    form = forms.PeerLeaderForm(
        request.POST or None,
        initial=forms.initial_of(leader, queries.supervisor_of(leader)),
        stands=queries.marks_of_leader(leader),
        titles=places.organization_of(request.viewer).titles,
        sites=places.open_sites_of(request.viewer),
        supervisors=queries.supervisors(request.viewer),
    )
    day = today(request.viewer.organization_zone)
    if form.carry_out(actions.write_peer_leader, peer_leader=leader, on=day, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("people:staff_person", person_id)
    return render(request, "people/staff_form.html", {"form": form, "called": person.called, "person_id": person_id})
