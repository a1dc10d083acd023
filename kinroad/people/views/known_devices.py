"""Counting tries to sign in, and remembering devices on which somebody signed in before.

A device that was signed in is counted apart from all others (a signed cookie says so, without naming anybody): who
guesses elsewhere cannot keep its owner out.
"""

import math
import secrets
from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import ngettext

from kinroad.core.seal import blind
from kinroad.people.actions.tries import Counted, begin_try
from kinroad.people.actions.tries import it_worked as forget

EVERYWHERE = UUID(int=0)
SALT = "kinroad.device"
TRIED = "tried"
YEAR = 60 * 60 * 24 * 365  # seconds
MOST_REMEMBERED = 5


def _known(request: HttpRequest) -> dict[str, str]:
    """Under which keys somebody signed in on this device, each with the device's own mark."""
    try:
        said = signing.loads(request.COOKIES.get(settings.KINROAD_DEVICE_COOKIE, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return {}
    return {str(key): str(mark) for key, mark in said} if isinstance(said, list) else {}


def key_of(said: str) -> str:
    """The keyed hash of what was typed as a name."""
    return blind("sign_in", said.strip().casefold(), EVERYWHERE)


def count_try(request: Any, *, said: str) -> None:
    """Count one try for what was typed. Raises ValidationError, and notes how many seconds, when it must wait."""
    key = key_of(said)
    mark = _known(request).get(key)
    if mark:
        counted = [Counted(blind(f"try {mark}", key, EVERYWHERE), waits=True)]
        counted.append(Counted(blind(f"tries {mark}", key, EVERYWHERE), waits=False))
    else:
        counted = [Counted(blind(f"try {get_ip(request)}", key, EVERYWHERE), waits=True)]
        counted.append(Counted(blind("tries", key, EVERYWHERE), waits=False))
    wait(request, counted)
    request.tried = (key, [*(each.key for each in counted), blind("tries", key, EVERYWHERE)])


def wait(request: Any, counted: list[Counted]) -> None:
    """Count a try, or say how long to wait. Raises ValidationError with the sentence."""
    left = begin_try(counted=counted)
    if left:
        request.wait_seconds = math.ceil(left.total_seconds())
        minutes = math.ceil(left.total_seconds() / 60)
        raise ValidationError(
            ngettext(
                "That was many tries. Wait %(num)s minute, then try again.",
                "That was many tries. Wait %(num)s minutes, then try again.",
                minutes,
            )
            % {"num": minutes},
            code="too_many_login_attempts",
        )


def it_worked(request: Any) -> None:
    """The password was right: its tries are forgotten. A second key may be asked for before `remember`."""
    forget(keys=request.tried[1])
    request.session[TRIED] = request.tried[0]


def count_code(request: Any, *, account_id: UUID) -> str:
    """Count one try of a code by somebody whose password was right. Answers the key to forget it by."""
    key = blind("code", account_id.hex, EVERYWHERE)
    wait(request, [Counted(key, waits=True)])
    return key


def remember(request: Any, answer: HttpResponseBase) -> None:
    """Let this device know next time that somebody signed in on it."""
    key = request.session.pop(TRIED, "")
    if not key:
        return
    known = {key: _known(request).get(key) or secrets.token_urlsafe(12), **_known(request)}
    words = signing.dumps(list(known.items())[:MOST_REMEMBERED], salt=SALT)
    answer.set_cookie(
        settings.KINROAD_DEVICE_COOKIE,
        words,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.KINROAD_HTTPS,
        httponly=True,
    )


def open_again(username: str) -> None:
    """Somebody came in another way: what others tried with this name is forgotten."""
    forget(keys=[blind("tries", key_of(username), EVERYWHERE)])
