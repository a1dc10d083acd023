"""What a participant shares, seen from two sides: on their own page, and beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.home.views.notes_lock import notes_are_open
from kinroad.home.views.pages import day_here
from kinroad.home.views.record import BESIDE_PARTICIPANTS
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.views.doors import View, for_participants, for_roles

PAGE = "sharing"


@dataclass(frozen=True)
class Side:
    """Whose sharing it is, and from which side: their own, or beside them."""

    participant: Participant
    own: bool
    notes_open: bool = True

    def url(self, name: str = "", *args: UUID | str) -> str:
        """The address of a page of this side."""
        start = "home:me_sharing" if self.own else "home:sharing"
        given = args if self.own else (self.participant.pk, *args)
        return reverse(f"{start}_{name}" if name else start, args=given)


Shown = Callable[..., HttpResponse]


def own(view: Shown) -> View:
    """A page of my own."""

    @never_cache
    @for_participants
    @wraps(view)
    def opened(request: SignedInRequest, **names: Any) -> HttpResponse:
        mine = own_participant(request.viewer)
        side = Side(mine, own=True, notes_open=not mine.notes_need_sign_in or notes_are_open(request))
        return _looked(request, side, Why.OWN, view(request, side, **names))

    return opened


def beside(view: Shown) -> View:
    """The same beside a participant, for those in their circle."""

    @never_cache
    @for_roles(*BESIDE_PARTICIPANTS)
    @wraps(view)
    def opened(request: SignedInRequest, participant_id: UUID, **names: Any) -> HttpResponse:
        side = Side(get_participant(participant_id, viewer=request.viewer), own=False)
        answer = view(request, side, **names)
        return _looked(request, side, why_seen(side.participant, viewer=request.viewer), answer)

    return opened


def _looked(request: SignedInRequest, side: Side, why: str, answer: HttpResponse) -> HttpResponse:
    if answer.status_code == HTTPStatus.OK:  # a page was shown, also after a refusal
        audit.look(participant_id=side.participant.pk, page=PAGE, why=why, viewer=request.viewer)
    return answer


def draw(request: SignedInRequest, page: str, side: Side, **more: Any) -> HttpResponse:
    """A page of sharing, with what every one of them prints by."""
    context = {"side": side, "called": side.participant.person.called, **day_here(request), **more}
    return render(request, f"home/{page}.html", context)
