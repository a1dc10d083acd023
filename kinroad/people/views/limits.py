"""How often something may be asked for, by whom: then a page that says how long to wait, and the header that does.

Counted in this process's own memory, so that a page that only reads writes nothing. Several processes count apart;
what guards a password or a code is counted in the database (`actions.tries`).
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

MOST_KEYS = 20_000
HOUR = 60 * 60  # seconds
View = Callable[..., HttpResponse]


class Counter:
    """The moments of late at which each key asked, the longest quiet keys forgotten first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.asked, self.lock = clock, OrderedDict[str, deque[float]](), Lock()

    def seconds_to_wait(self, key: str, *, most: int, within: int) -> float:
        """Count one time, or say how long until there is room: at most `most` times in `within` seconds."""
        at = self.clock()
        with self.lock:
            moments = self.asked.setdefault(key, deque())
            self.asked.move_to_end(key)
            while moments and moments[0] <= at - within:
                moments.popleft()
            if len(moments) >= most:
                return moments[0] + within - at
            moments.append(at)
            while len(self.asked) > MOST_KEYS:
                self.asked.popitem(last=False)
        return 0.0

    def forget(self) -> None:
        """Begin again."""
        self.asked.clear()


counter = Counter()


def limited(what: str, *, when: Callable[[Any], bool] = lambda request: True) -> Callable[[View], View]:
    """Let a page be asked for as often as settings.KINROAD_LIMITS says of `what`, by account and by address.

    `when` says which requests count, for example those that search.
    """

    def door(view: View) -> View:
        @wraps(view)
        def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            most, within = settings.KINROAD_LIMITS[what]
            if when(request):
                known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
                who = str(request.user.pk) if known else ""
                wait = counter.seconds_to_wait(f"{what} {who} {get_ip(request)}", most=most, within=within)
                if wait > 0:
                    return too_many(request, seconds=int(wait) + 1)
            return view(request, *args, **kwargs)

        opened.limited = what  # type: ignore[attr-defined]
        return opened

    return door


def counted(what: str) -> Callable[[View], View]:
    """Let a page be asked for as often as settings.ACCOUNT_RATE_LIMITS says of `what`, in all processes together."""

    def door(view: View) -> View:
        @wraps(view)
        def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            refused: HttpResponse | None = ratelimit.consume_or_429(request, action=what)
            return view(request, *args, **kwargs) if refused is None else refused

        return opened

    return door


def is_sent(request: Any) -> bool:
    """What a form sends counts, and opening its page does not."""
    return bool(request.method == "POST")


def is_search(request: Any) -> bool:
    """What is asked for counts, and the page before it does not."""
    return bool(request.GET)


def too_many(request: Any, *, seconds: int = 60, page: str = "429.html", **said: Any) -> HttpResponse:
    """The page that asks to wait: a general one, or the `page` that says what to do instead."""
    answer = render(request, page, said, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
