"""Who is coming, for those who lead the gathering."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinroad.audit.actions import look_at_list
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.gatherings.actions.coming_news import told_in_person
from kinroad.gatherings.queries import coming as queries
from kinroad.gatherings.views.session_page import SessionPage


@require_safe
def who_is_coming(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Names people go by, numbers, and what they asked for there."""
    session = queries.get_led_session(session_id, viewer=request.viewer)
    who = queries.who_comes(session, viewer=request.viewer)
    shown = [each.participant_id for each in who.people if each.participant_id]
    why = queries.why_led(session, viewer=request.viewer)
    look_at_list(ids=shown, page="who_is_coming", viewer=request.viewer, why=why)
    page = SessionPage(session=session, following=[], at=now())
    return render(request, "gatherings/who_is_coming.html", {"who": who, "page": page})


@require_POST
def coming_told(request: SignedInRequest, session_id: UUID, sign_up_id: UUID) -> HttpResponse:
    """Somebody told them what changed."""
    session = queries.get_led_session(session_id, viewer=request.viewer)
    row = queries.get_coming_to(sign_up_id, session=session)
    told_in_person(coming=row, by=request.viewer, at=now())
    messages.success(request, _("Noted. They know."))
    return redirect("gatherings:who_is_coming", session.pk)
