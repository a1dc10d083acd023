"""The code on the wall of a session, and what it opens on somebody's own phone."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.core.time import now
from kinroad.design.picture import picture_of
from kinroad.gatherings.actions import door as actions
from kinroad.gatherings.forms.door import HereForm
from kinroad.gatherings.models import Attended, Kiosk
from kinroad.gatherings.queries.door import door_key, kiosk_of
from kinroad.gatherings.queries.leading import get_session_with_sheet
from kinroad.people.models import Participant
from kinroad.people.queries.circle import own_participant
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.limits import too_many


@require_POST
def code(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """A code to put on the wall, on a screen or on paper. Shown once: a new one works beside it."""
    session = get_session_with_sheet(session_id, viewer=request.viewer)
    try:
        kiosk, secret = actions.open_kiosk(session=session, by=request.viewer, own_phones=True)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect("gatherings:attendance", session.pk)
    address = request.build_absolute_uri(reverse("gatherings:here", args=[secret]))
    context = {
        "name": session.gathering.name,
        "picture": picture_of(address),
        "address": address,
        "until": kiosk.expires_at,
        "zone": session.gathering.zone,
        "session": session,
    }
    return render(request, "gatherings/door_code.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: PublicRequest, secret: str) -> HttpResponse:
    """I am here, on my own phone: with one press when I am signed in, else as at the door."""
    found = _door(request, secret)
    if found is None:
        return render(request, "gatherings/kiosk_closed.html")
    mine = _own(request, found)
    form = HereForm(request.POST if request.method == "POST" else None, known=mine is not None)
    if form.is_bound and not _may_try(request, found):
        return too_many(request, page="gatherings/kiosk_wait.html")
    if form.carry_out(
        actions.check_in,
        session=found.session,
        participant=mine,
        came_by=Attended.By.PHONE,
        by=Viewer.system(found.organization_id, found.session.gathering.zone),
    ):
        return render(request, "gatherings/here_thanks.html")
    form.refresh_id()
    return render(request, "gatherings/kiosk.html", {"form": form, "name": found.session.gathering.name})


def _door(request: PublicRequest, secret: str) -> Kiosk | None:
    if request.organization is None:
        return None
    return kiosk_of(secret, organization_id=request.organization.pk, at=now(), own_phones=True)


def _own(request: PublicRequest, found: Kiosk) -> Participant | None:
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None or viewer.organization_id != found.organization_id or viewer.participant_id is None:
        return None
    return own_participant(viewer)


def _may_try(request: PublicRequest, found: Kiosk) -> bool:
    word = request.POST.get("words", "")
    at_all = ratelimit.consume(request, action="here", key=str(found.pk))
    said = not word or ratelimit.consume(
        request, action="kiosk_word", key=door_key(word, organization_id=found.organization_id)
    )
    return bool(at_all and said)
