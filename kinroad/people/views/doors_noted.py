"""Writing down, in one place for all pages, who was refused and who took a file along."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase

from kinroad.audit.actions import at_the_door
from kinroad.audit.models import Door

REFUSALS = (403, 404)
PAGES = ("text/html", "text/plain")


def note(request: Any, answer: HttpResponseBase) -> None:
    """One line when a signed-in visitor was refused, or got a file that is not public.

    A refusal is written alike for what is out of sight, for what is not for this role, and for what does not exist:
    the line says what was asked for, and confirms nothing.
    """
    match = request.resolver_match
    if match is None:
        return
    if answer.status_code in REFUSALS:
        what = Door.What.REFUSED
    elif answer.status_code == 200 and getattr(match.func, "login_required", True) and _is_file(answer):
        what = Door.What.TAKEN_OUT
    else:
        return
    asked = (value for value in match.kwargs.values() if isinstance(value, UUID))
    at_the_door(what=what, by=request.viewer, page=match.view_name, about_id=next(asked, None))


def _is_file(answer: HttpResponseBase) -> bool:
    return answer.has_header("Content-Disposition") or not answer.get("Content-Type", "text/html").startswith(PAGES)
