"""Showing again that it is you, and sending what was typed before."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.people.actions.drafts import forget_draft
from kinroad.people.actions.second_key import use_code
from kinroad.people.actions.tries import it_worked as forget_tries
from kinroad.people.forms.second_key import PasskeyForm, ShowAgainForm
from kinroad.people.queries.drafts import draft_of
from kinroad.people.queries.second_key import keys_of
from kinroad.people.queries.viewers import own_account
from kinroad.people.views import known_devices
from kinroad.people.views.second_key import as_json
from kinroad.people.views.step_up import GOES_TO, SHOWN_AT, UNSENT


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "code")
def show_again(request: SignedInRequest) -> HttpResponse:
    """The password once more, a code, or a passkey, before a door that asks for it."""
    account = own_account(request.viewer)
    mine = keys_of(account.pk)
    by_passkey = "credential" in request.POST
    form = ShowAgainForm(
        request.POST if request.method == "POST" and not by_passkey else None,
        has_app=mine.app_since is not None,
        has_spare=mine.any and mine.spare_left > 0,
        has_password=account.has_usable_password(),
    )
    passkey = PasskeyForm(request.POST if by_passkey else None, user=account)
    if passkey.is_bound and passkey.is_valid():
        post_authentication(request, passkey.cleaned_data["credential"], reauthenticated=True)
        return _go_on(request)
    if form.carry_out(_shown, request=request, account=account):
        return _go_on(request)
    options = as_json(auth.begin_authentication(account)) if mine.passkeys else None
    context = {"form": form, "passkey": passkey, "options": options, "next": _back(request)}
    answer = render(request, "people/show_again.html", context)
    if seconds := getattr(request, "wait_seconds", 0):
        answer.status_code, answer["Retry-After"] = 429, str(seconds)
    return answer


def _go_on(request: SignedInRequest) -> HttpResponse:
    request.session[SHOWN_AT] = now().timestamp()
    if _unsent(request):
        return redirect("people:unsent")
    back = _back(request)
    return render(request, "people/shown_again.html", {"file": back}) if _is_file(back) else redirect(back)


def _shown(*, request: Any, account: Any, password: str = "", code: str = "") -> None:
    tried = known_devices.count_code(request, account_id=account.pk)
    kind = use_code(account=account, code=code) if code else ""
    if not kind and not (password and account.check_password(password)):
        raise ValidationError(_("That does not fit this account. Try again."))
    forget_tries(keys=[tried])
    if kind:
        record_authentication(request, account, "mfa", type=kind, reauthenticated=True)


def _back(request: Any) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if safe else reverse("people:first_page")


def _is_file(address: str) -> bool:
    try:
        return getattr(resolve(address.partition("?")[0]).func, "gives_file", False)
    except Resolver404:
        return False


def _whose(request: SignedInRequest) -> dict[str, Any]:
    return {
        "organization_id": request.viewer.organization_id,
        "form": UNSENT,
        "about": None,
        "owner": request.viewer.person_id or "",
    }


def _unsent(request: SignedInRequest) -> Any:
    return draft_of(**_whose(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: SignedInRequest) -> HttpResponse:
    """What was sent when the session was over: look at it, send it now, or throw it away."""
    if request.method == "POST":
        forget_draft(**_whose(request))
        return redirect("people:first_page")
    words = _unsent(request)
    if words is None:
        return redirect("people:first_page")
    goes_to = words.pop(GOES_TO)[0]
    pairs = [(name, value) for name in words for value in words.getlist(name)]
    shown = [value for name, value in pairs if " " in value.strip()]
    context = {"goes_to": goes_to, "pairs": pairs, "shown": shown, "mark": GOES_TO}
    return render(request, "people/unsent.html", context)
