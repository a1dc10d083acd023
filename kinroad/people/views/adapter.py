"""How allauth behaves here: nobody signs up by themselves, demo accounts stay on loopback, our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.people.actions.at_the_door import note_failed_sign_in
from kinroad.people.queries.second_key import has_app, has_passkey
from kinroad.people.queries.viewers import is_closed, is_demo_account
from kinroad.people.views import known_devices
from kinroad.people.views.wishes import remember_wishes

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "testserver")
LOOPBACK_ADDRESSES = ("127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
# One sentence for a wrong password, an unknown name and a closed account: nobody learns who has an account.
NOT_RIGHT = gettext_lazy("That name and password do not go together. Try again, or ask us for a new way in.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by invitation only."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_RIGHT,
        "email_password_mismatch": NOT_RIGHT,
        "invalid_login": NOT_RIGHT,
        "account_inactive": NOT_RIGHT,
        "too_many_login_attempts": gettext_lazy("That was many tries. Wait a while, then try again."),
        "enter_current_password": gettext_lazy("This is not the password you use now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at. Raises ValidationError when it must wait."""
        said = credentials.get("email") or credentials.get("username") or ""
        known_devices.count_try(request, said=said)

    def _rollback_login_failed_rl_usage(self) -> None:
        """allauth's own counting is not used: whoever fails elsewhere must not lock the owner out."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None and user.is_active and not is_closed(user.pk):
            known_devices.it_worked(request)
            return user
        name = str(credentials.get("username") or credentials.get("email") or "")
        here = getattr(request, "organization", None)
        note_failed_sign_in(name, place=self.get_client_ip(request), here=here.pk if here else None)
        return None

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        if not user.is_active or is_closed(user.pk):
            raise ImmediateHttpResponse(redirect("account_login"))
        if not settings.KINROAD_DEMO_ANYWHERE and not _from_this_machine(request) and is_demo_account(user.pk):
            raise ImmediateHttpResponse(render(request, "people/demo_refused.html", status=403))
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        answer = super().post_login(request, user, **kwargs)
        remember_wishes(answer, language=user.language, theme=user.theme)
        known_devices.remember(request, answer)
        return answer

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say only what a person needs, and name nobody."""
        if message_template == "account/messages/password_changed.txt":
            messages.success(request, _("Your new password works from now on. Other devices are signed out."))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:account")


class KeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """How allauth's second keys behave here: the app stands in our own table, and nothing tells what we do."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That did not work. Try again, or use a code."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Whether a second key is asked for when this account signs in."""
        if user.is_anonymous:
            return False
        app = types is None or Authenticator.Type.TOTP in types
        passkey = types is None or Authenticator.Type.WEBAUTHN in types
        return (app and has_app(user.pk)) or (passkey and has_passkey(user.pk))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": self._place()}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.username, "name": user.username}

    def _place(self) -> str:
        organization = getattr(context.request, "organization", None)
        return str(organization.discreet_name) if organization else "Kinroad"


def _from_this_machine(request: HttpRequest) -> bool:
    """Whether somebody sits at this machine. The host name alone does not tell: whoever asks can write any."""
    return (
        request.get_host().rsplit(":", 1)[0] in LOOPBACK
        and request.META.get("REMOTE_ADDR") in LOOPBACK_ADDRESSES
        and not any(name in request.headers for name in FORWARDED)
    )
