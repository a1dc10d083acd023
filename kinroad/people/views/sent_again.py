"""Middleware: a POST with an `Idempotency-Key` that comes again gets its first answer (docs/adr/0052)."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kinroad.people.actions.sent_again import Claim, Found, begin, claim_of, done, not_done

LONGEST_KEY = 255
COME_BACK = "5"  # seconds


class SentAgain:
    """Only of somebody who is signed in, and after everything else let the request in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.claim = None
        answer = self.get_response(request)
        if request.claim is not None:
            keep(request.claim, answer)
        return answer

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        key = request.headers.get("Idempotency-Key", "")
        if request.method != "POST" or not key or request.viewer is None:
            return None
        if len(key) > LONGEST_KEY:
            return say(_("This key is too long."), status=400)
        by = request.viewer
        if by.account_id is None:
            return None
        claim = claim_of(
            account_id=by.account_id, organization_id=by.organization_id, key=key, sent=what_was_sent(request)
        )
        found, leads_to = begin(claim)
        if found is Found.NOTHING:
            request.claim = claim
            return None
        if found is Found.DONE:
            return HttpResponseRedirect(leads_to)
        if found is Found.OTHER:
            return say(_("Something else was sent under this key. Nothing was saved. Use a new one."), status=422)
        answer = say(_("The first one is still being saved. Ask again in a moment."), status=409)
        answer["Retry-After"] = COME_BACK
        return answer


def keep(claim: Claim, answer: HttpResponse) -> None:
    """Whatever saves leads on; every other answer saved nothing, nor did the question who it is."""
    asks_who = answer.get("Location", "").startswith(reverse("people:show_again"))
    if 300 <= answer.status_code < 400 and not asks_who:
        done(claim, leads_to=answer["Location"])
    else:
        not_done(claim)


def say(words: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")


def what_was_sent(request: Any) -> bytes:
    """Where to, and every field and file in one order; the token of the page is another one each time."""
    fields = sorted(
        (name, each) for name, said in request.POST.lists() for each in said if name != "csrfmiddlewaretoken"
    )
    files = sorted((name, digest(each)) for name, sent in request.FILES.lists() for each in sent)
    return repr((request.get_full_path(), fields, files)).encode()


def digest(file: Any) -> str:
    whole = hashlib.sha256(b"".join(file.chunks())).hexdigest()
    file.seek(0)
    return whole
