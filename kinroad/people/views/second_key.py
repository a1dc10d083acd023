"""Second keys: an app, passkeys, spare codes; and the page that asks for one after the password."""

import json
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.design.picture import picture_of
from kinroad.people.actions import second_key as actions
from kinroad.people.actions.device import end_other_sessions
from kinroad.people.actions.tries import it_worked as forget_tries
from kinroad.people.forms.second_key import AppForm, NewPasskeyForm, PasskeyAloneForm, PasskeyForm, SecondKeyForm
from kinroad.people.queries.second_key import keys_of
from kinroad.people.queries.viewers import own_account
from kinroad.people.rules.app_codes import in_fours, link_of
from kinroad.people.views import known_devices
from kinroad.people.views.here import second_key_is_needed
from kinroad.people.views.limits import limited
from kinroad.people.views.step_up import fresh_sign_in, used_a_second_key


def as_json(options: Any) -> str:
    """What the browser hands to the device."""
    return json.dumps(options, default=dict)


def _needed(request: SignedInRequest) -> bool:
    return second_key_is_needed(request)


@require_safe
def keys(request: SignedInRequest) -> HttpResponse:
    """What I sign in with beside my password."""
    mine = keys_of(own_account(request.viewer).pk)
    return render(request, "people/keys.html", {"keys": mine, "needed": _needed(request)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
@sensitive_post_parameters("code", "secret")
def app_add(request: SignedInRequest) -> HttpResponse:
    """Begin to use an app. Opening the page changes nothing; the first code that fits does."""
    account = own_account(request.viewer)
    form = AppForm(request.POST if request.method == "POST" else None, account=account)
    if form.carry_out(actions.add_app, account=account, by=request.viewer):
        return _added(request, "totp", form.result)
    link = link_of(secret=form.plain, issuer=request.organization.discreet_name, name=account.username)
    context = {"form": form, "secret": in_fours(form.plain), "picture": picture_of(link), "link": link}
    return render(request, "people/app_add.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def passkey_add(request: SignedInRequest) -> HttpResponse:
    """Keep a passkey of this device."""
    account = own_account(request.viewer)
    form = NewPasskeyForm(request.POST if request.method == "POST" else None, user=account)
    if request.method == "POST" and form.is_valid():
        credential = form.cleaned_data["credential"]
        return _added(
            request, "webauthn", actions.add_passkey(account=account, credential=credential, by=request.viewer)
        )
    options = as_json(auth.begin_registration(account, True))
    return render(request, "people/passkey_add.html", {"form": form, "options": options})


def _added(request: Any, kind: str, codes: list[str]) -> HttpResponse:
    if not used_a_second_key(request):
        record_authentication(request, request.user, "mfa", type=kind)
    end_other_sessions(account=request.user, but=request.session.row.pk)
    messages.success(request, _("Your second key works from now on. Other devices are signed out."))
    return render(request, "people/spare_codes.html", {"codes": codes}) if codes else redirect("people:keys")


@require_POST
@fresh_sign_in
def key_remove(request: SignedInRequest) -> HttpResponse:
    """Take one second key away."""
    form = ActionForm(request.POST)
    which = request.POST.get("which", "")
    account = own_account(request.viewer)
    if form.carry_out(actions.remove_key, account=account, which=which, needed=_needed(request), by=request.viewer):
        end_other_sessions(account=account, but=request.session.row.pk)  # type: ignore[attr-defined]
        messages.success(request, _("It is taken away. Other devices are signed out."))
    for said in form.non_field_errors():
        messages.error(request, str(said))
    return redirect("people:keys")


@never_cache
@require_POST
@fresh_sign_in
def spare_codes(request: SignedInRequest) -> HttpResponse:
    """New spare codes; the earlier ones are worth nothing any more."""
    account = own_account(request.viewer)
    if not keys_of(account.pk).any:
        return redirect("people:keys")
    codes = actions.new_spare_codes(account=account, by=request.viewer)
    return render(request, "people/spare_codes.html", {"codes": codes})


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="home:public_home")  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def second_step(request: Any) -> HttpResponse:
    """After the password: a code, or a passkey."""
    stage = request._login_stage
    account = stage.login.user
    mine = keys_of(account.pk)
    form = SecondKeyForm(request.POST if "code" in request.POST else None)
    passkey = PasskeyForm(request.POST if "credential" in request.POST else None, user=account)
    if form.carry_out(_use, request=request, account=account):
        return stage.exit()  # type: ignore[no-any-return]
    if passkey.is_bound and passkey.is_valid():
        post_authentication(request, passkey.cleaned_data["credential"])
        return stage.exit()  # type: ignore[no-any-return]
    options = as_json(auth.begin_authentication(account)) if mine.passkeys else None
    context = {"form": form, "passkey": passkey, "keys": mine, "options": options}
    return _too_soon(request, render(request, "people/second_step.html", context))


def _use(*, request: Any, account: Any, code: str) -> None:
    tried = known_devices.count_code(request, account_id=account.pk)
    kind = actions.use_code(account=account, code=code)
    if not kind:
        raise ValidationError(
            {"code": _("This code does not fit, or was used before. Wait for the next one and type it.")}
        )
    forget_tries(keys=[tried])
    record_authentication(request, account, "mfa", type=kind)


def _too_soon(request: Any, answer: HttpResponse) -> HttpResponse:
    if seconds := getattr(request, "wait_seconds", 0):
        answer.status_code = 429
        answer["Retry-After"] = str(seconds)
    return answer


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@limited("passkey")
def passkey_sign_in(request: Any) -> HttpResponse:
    """Sign in with a passkey alone: it is something one has, opened by something one is or knows."""
    if request.user.is_authenticated and request.method == "POST":
        return redirect("people:first_page")
    if request.method == "GET":
        told = f'{{"options": {as_json(auth.begin_authentication(user=None))}}}'
        return HttpResponse(told, content_type="application/json")
    form = PasskeyAloneForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That did not work. Sign in with your password."))
        return redirect("account_login")
    authenticator = form.cleaned_data["credential"]
    try:
        return perform_passwordless_login(request, authenticator, Login(user=authenticator.user))  # type: ignore[no-any-return]
    except ImmediateHttpResponse as instead:
        return instead.response  # type: ignore[no-any-return]
