"""The door of a session: a device that knows one session and nobody's account."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.audit.actions import look
from kinroad.core.http import PublicRequest, SignedInRequest, clear_this_device
from kinroad.core.time import now
from kinroad.gatherings.actions import door as actions
from kinroad.gatherings.forms.door import DoorForm, NicknameForm
from kinroad.gatherings.models import Kiosk
from kinroad.gatherings.queries.door import door_key, door_name_of, kiosk_of
from kinroad.gatherings.queries.leading import get_session_with_sheet
from kinroad.people.models import Why
from kinroad.people.queries.circle import own_participant
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.doors import for_participants
from kinroad.people.views.limits import too_many

COOKIE = "door"
BACK_AFTER = 8  # seconds; also without script


@require_POST
def open_kiosk(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Make this device the door of the session, and sign it out of everything else."""
    session = get_session_with_sheet(session_id, viewer=request.viewer)
    try:
        kiosk, secret = actions.open_kiosk(session=session, by=request.viewer)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect("gatherings:attendance", session.pk)
    logout(request)
    answer = redirect("gatherings:kiosk")
    clear_this_device(answer)
    answer.set_cookie(
        COOKIE,
        secret,
        expires=kiosk.expires_at,
        httponly=True,
        samesite="Strict",
        secure=settings.KINROAD_HTTPS,
        path="/kiosk",
    )
    return answer


@login_not_required
@never_cache
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: PublicRequest) -> HttpResponse:
    """I am here. No list of names stands on it, and known and unknown words are answered alike."""
    found = _kiosk(request)
    if found is None:
        return render(request, "gatherings/kiosk_closed.html")
    form = DoorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and not _may_try(request, found):
        return _and_back(too_many(request, page="gatherings/kiosk_wait.html"))
    by = Viewer.system(found.organization_id, found.session.gathering.zone)
    if form.carry_out(actions.check_in, session=found.session, by=by):
        return _and_back(render(request, "gatherings/kiosk_thanks.html"))
    form.refresh_id()
    return render(request, "gatherings/kiosk.html", {"form": form, "name": found.session.gathering.name})


def _kiosk(request: PublicRequest) -> Kiosk | None:
    secret = request.COOKIES.get(COOKIE, "")
    if request.organization is None or not secret:
        return None
    return kiosk_of(secret, organization_id=request.organization.pk, at=now())


def _may_try(request: PublicRequest, found: Kiosk) -> bool:
    """Every try counts, right or wrong, so that the lock tells nothing either."""
    word = door_key(request.POST.get("words", ""), organization_id=found.organization_id)
    here = ratelimit.consume(request, action="kiosk", key=str(found.pk))
    said = not request.POST.get("words") or ratelimit.consume(request, action="kiosk_word", key=word)
    return bool(here and said)


def _and_back(answer: HttpResponse) -> HttpResponse:
    answer["Refresh"] = f"{BACK_AFTER}; url=/kiosk"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_door(request: SignedInRequest) -> HttpResponse:
    """What I check in with: my nickname, and a number that is shown once."""
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page="door", why=Why.OWN, viewer=request.viewer)
    known = door_name_of(mine)
    asked = request.method == "POST" and "number" not in request.POST
    form = NicknameForm(request.POST if asked else None, initial={"nickname": known.nickname if known else ""})
    if form.carry_out(actions.choose_nickname, participant=mine, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("gatherings:me_door")
    number = actions.new_number(participant=mine, by=request.viewer) if "number" in request.POST else ""
    context: dict[str, Any] = {"form": form, "number": number, "has_number": bool(known and known.number_key)}
    return render(request, "gatherings/me_door.html", context)
