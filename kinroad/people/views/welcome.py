"""Ways in: the page of a link, the page where a code is typed, and what is handed out."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.people.actions import invitations
from kinroad.people.forms.account import CodeForm, InviteForm, WelcomeForm
from kinroad.people.queries.accounts import account_of, holds
from kinroad.people.queries.circle import get_participant, why_seen
from kinroad.people.queries.invitations import may_invite, waiting_invitation
from kinroad.people.queries.staff import get_staff
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles
from kinroad.people.views.limits import counted
from kinroad.people.views.step_up import fresh_sign_in

SECRET_SHOWN_IN_FOURS = 4


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
@counted("welcome")
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """The page a link leads to. Opening it changes nothing; the button uses it up."""
    return _open(request, secret, sent=request.method == "POST")


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password", "again")
@require_http_methods(["GET", "POST"])
@counted("welcome")
def enter_code(request: HttpRequest) -> HttpResponse:
    """The page where a printed code is typed, and what it opens."""
    form = CodeForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return render(request, "people/enter_code.html", {"form": form})
    return _open(request, form.cleaned_data["code"], code=form.cleaned_data["code"], sent="password" in request.POST)


def _open(request: HttpRequest, secret: str, *, sent: bool, code: str = "") -> HttpResponse:
    invitation = waiting_invitation(secret)
    if invitation is None:
        return render(request, "people/welcome_closed.html")
    account = account_of(invitation.person)
    form = WelcomeForm(request.POST if sent else None, again=account is not None)
    if form.carry_out(invitations.accept_invitation, secret=secret):
        return render(request, "people/welcomed.html", {"username": form.result.username, "again": account is not None})
    return render(request, "people/welcome.html", {"form": form, "code": code, "again": account is not None})


@never_cache
@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@fresh_sign_in
def invite_staff(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Hand someone who works here a link or a printed code. It is shown once."""
    person = get_staff(person_id, viewer=request.viewer)
    context = {"called": person.called, "back": reverse("people:staff_person", args=[person_id])}
    return _hand_out(
        request, invitations.invite, {"person": person}, context | {"again": account_of(person) is not None}
    )


@never_cache
@require_http_methods(["GET", "POST"])
def invite_participant(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Hand a participant the way to their own pages. For who coordinates, and who walks with them."""
    participant = get_participant(participant_id, viewer=request.viewer)
    why = why_seen(participant, viewer=request.viewer)
    if not may_invite(participant, viewer=request.viewer):
        raise Http404
    audit.look(participant_id=participant.pk, page="invite", why=why, viewer=request.viewer)
    again = account_of(participant.person) is not None and holds(person=participant.person, role=Role.PARTICIPANT)
    context = {"called": participant.person.called, "back": "", "again": again}
    return _hand_out(request, invitations.invite_participant, {"participant": participant}, context)


def _hand_out(request: SignedInRequest, action: Any, about: dict[str, Any], context: dict[str, Any]) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if not form.carry_out(action, by=request.viewer, **about):
        return render(request, "people/invite.html", context | {"form": form})
    shown = {"link": "", "code": "", "address": request.build_absolute_uri(reverse("people:enter_code"))}
    if form.result and form.cleaned_data["as_code"]:
        shown["code"] = in_fours(form.result)
    elif form.result:
        shown["link"] = request.build_absolute_uri(reverse("people:welcome", args=[form.result]))
    return render(request, "people/invited.html", context | shown)


def in_fours(code: str) -> str:
    """A code as it is easy to read aloud: "ABCD-EFGH-JKMN"."""
    return "-".join(code[place : place + SECRET_SHOWN_IN_FOURS] for place in range(0, len(code), SECRET_SHOWN_IN_FOURS))
