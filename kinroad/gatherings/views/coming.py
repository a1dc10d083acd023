"""Saying "I'm coming": on the public page of a session, by a private link, and on one's own page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.http import PublicRequest
from kinroad.core.time import now
from kinroad.gatherings.actions import coming as actions
from kinroad.gatherings.actions.coming_news import make_link
from kinroad.gatherings.forms.coming import WishesForm
from kinroad.gatherings.models import Coming, Session
from kinroad.gatherings.queries import coming as queries
from kinroad.gatherings.queries.calendar import session_at
from kinroad.gatherings.views.calendar import is_of_the_program, organization_here
from kinroad.gatherings.views.coming_part import sign_up_part
from kinroad.gatherings.views.session_page import SessionPage
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.limits import HOUR, counted, too_many

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
SENSITIVE = sensitive_post_parameters("called", "reach", "ride_from")


@login_not_required
@never_cache
@SENSITIVE
@GET_OR_POST
def coming(request: PublicRequest, public_session_id: UUID) -> HttpResponse:
    """I'm coming: on a page of its own."""
    organization, at = organization_here(request), now()
    session = session_at(public_session_id, organization_id=organization.pk, everything=is_of_the_program(request))
    part = sign_up_part(request, session, at=at)
    visitor = part.participant is None
    if request.method == "POST" and visitor and not ratelimit.consume(request, action="coming"):
        return too_many(request, page="gatherings/coming_too_many.html", seconds=HOUR, organization=organization)
    facts = {"participant": part.participant, "language": (get_language() or "en")[:2]}
    by = _by(request, session)
    if part.form.carry_out(actions.say_coming, session=session, by=by, at=at, **facts):
        return _said(request, part.form.result, visitor=visitor, at=at)
    part.form.refresh_id()
    context = {"part": part, "page": SessionPage(session=session, following=[], at=at), "organization": organization}
    return render(request, "gatherings/coming.html", context)


def _by(request: PublicRequest, session: Session) -> Viewer:
    viewer: Viewer | None = getattr(request, "viewer", None)
    here = viewer is not None and viewer.organization_id == session.organization_id
    return viewer if viewer is not None and here else Viewer.system(session.organization_id, session.gathering.zone)


def _said(request: PublicRequest, row: Coming, *, visitor: bool, at: datetime) -> HttpResponse:
    if visitor:
        return redirect("gatherings:coming_by_link", make_link(row, at=at))
    if row.state == Coming.State.CANCELLED:
        messages.warning(request, _("You took this back before. Press the button again if you are coming."))
        return redirect("gatherings:coming", row.session_id)
    return redirect("gatherings:me_coming_one", row.pk)


@login_not_required
@never_cache
@SENSITIVE
@GET_OR_POST
@counted("welcome")
def coming_by_link(request: PublicRequest, secret: str) -> HttpResponse:
    """What somebody without an account signed up for, by their private link: to look at, and to change."""
    row = queries.coming_by_secret(secret)
    if row is None:
        return render(request, "gatherings/coming_closed.html")
    by = Viewer.system(row.organization_id, row.session.gathering.zone)
    form = change_form(request, row, by=by, can_tell=bool(row.reach_by))
    if form.result is not None:
        messages.success(request, _("Saved."))
        return redirect("gatherings:coming_by_link", secret)
    link = settings.KINROAD_ADDRESS + reverse("gatherings:coming_by_link", args=[secret])
    cancel = reverse("gatherings:coming_by_link_cancel", args=[secret])
    return own_page(request, row, form, cancel=cancel, link=link)


@login_not_required
@require_POST
@counted("welcome")
def coming_by_link_cancel(request: PublicRequest, secret: str) -> HttpResponse:
    """Somebody without an account does not come."""
    row = queries.coming_by_secret(secret)
    if row is not None:
        by = Viewer.system(row.organization_id, row.session.gathering.zone)
        actions.cancel_coming(coming=row, by=by, at=now())
    return redirect("gatherings:coming_by_link", secret)


def change_form(request: HttpRequest, row: Coming, *, by: Viewer, can_tell: bool) -> WishesForm:
    """The form of somebody's sign-up, carried out when it was sent; then `result` is not None."""
    sent = request.POST if request.method == "POST" else None
    form = WishesForm(sent, session=row.session, coming=row, can_tell=can_tell)
    form.carry_out(actions.change_coming, coming=row, by=by, at=now())
    return form


def own_page(request: HttpRequest, row: Coming, form: WishesForm, **more: Any) -> HttpResponse:
    """One's own sign-up: when and where, the place in the line, the link to join online, change, cancel."""
    at = now()
    context = {
        "coming": row,
        "form": form,
        "page": SessionPage(session=row.session, following=[], at=at),
        "place": queries.place_in_line(row),
        "begun": row.session.starts_at <= at,
        "organization": row.organization,
        **more,
    }
    return render(request, "gatherings/coming_own.html", context)
