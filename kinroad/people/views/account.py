"""One's own account: who I am here, password, language, the way out."""

from typing import Any

from allauth.account import views as allauth
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.core.http import PublicRequest, SignedInRequest, clear_this_device
from kinroad.people.actions import accounts
from kinroad.people.actions.device import end_other_sessions
from kinroad.people.forms.account import AccountForm
from kinroad.people.queries import viewers
from kinroad.people.views.wishes import remember_wishes


@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    """Who I am here, and how I want pages to be."""
    mine = viewers.own_account(request.viewer)
    form = AccountForm(request.POST or None, initial={"language": mine.language, "theme": mine.theme})
    if form.carry_out(accounts.change_own_account, by=request.viewer):
        messages.success(request, _("Saved."))
        answer = redirect("people:account")
        remember_wishes(answer, forget=True, **form.cleaned_data)
        return answer
    places = viewers.viewers_of_account(mine.pk)
    return render(request, "people/account.html", {"form": form, "mine": mine, "several": len(places) > 1})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Any) -> HttpResponse:
    """Sign in with a name and a password. After many tries the page says how long to wait."""
    answer: HttpResponse = allauth.login(request)
    if seconds := getattr(request, "wait_seconds", 0):
        answer.status_code, answer["Retry-After"] = 429, str(seconds)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: Any) -> HttpResponse:
    """A new password, for who knows the one they use now. Other devices are signed out."""
    answer: HttpResponse = allauth.password_change(request)
    if request.method == "POST" and answer.status_code == 302:
        end_other_sessions(account=request.user, but=request.session.row.pk)
    return answer


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_out(request: Any) -> HttpResponse:
    """Sign out. The browser also forgets what it stored for us."""
    answer: HttpResponse = allauth.logout(request)
    if request.method == "POST":
        clear_this_device(answer)
    return answer


@login_not_required
@require_safe
def cant_get_in(request: PublicRequest) -> HttpResponse:
    """Whom to ask when the password is gone. Nothing is sent by mail."""
    return render(request, "people/cant_get_in.html", {"organization": request.organization})
