"""How allauth behaves here: nobody signs up by themselves, demo accounts stay on loopback."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from kinroad.people.queries.viewers import is_demo_account

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "testserver")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        host = request.get_host().rsplit(":", 1)[0]
        if host not in LOOPBACK and not settings.KINROAD_DEMO_ANYWHERE and is_demo_account(user.pk):
            raise ImmediateHttpResponse(render(request, "people/demo_refused.html", status=403))
        return super().pre_login(request, user, **kwargs)
