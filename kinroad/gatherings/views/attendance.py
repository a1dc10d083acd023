"""The sheet of a session, for those who lead it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.gatherings.actions import attendance as actions
from kinroad.gatherings.forms.attendance import SheetForm
from kinroad.gatherings.models import AttendanceWay, Session
from kinroad.gatherings.queries import sheet as queries
from kinroad.gatherings.queries.leading import get_session_with_sheet, leaders_of
from kinroad.gatherings.rules.door import closes_at
from kinroad.people.actions.drafts import forget_draft
from kinroad.people.queries.drafts import draft_of

FORM = "sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Who came."""
    session = get_session_with_sheet(session_id, viewer=request.viewer)
    rows = queries.rows_of(session, viewer=request.viewer)
    form = _form(request, session, rows)
    if form.carry_out(actions.save_sheet, session=session, by=request.viewer):
        forget_draft(**_draft(request, session))
        there = queries.counted(form.result).everyone
        messages.success(
            request, ngettext("Saved: %(num)s was there.", "Saved: %(num)s were there.", there) % {"num": there}
        )
        return redirect("gatherings:attendance", session.pk)
    form.refresh_id()
    shown = [row.participant_id for row in rows if row.participant_id and row.called]
    audit.look_at_list(ids=shown, page="attendance", viewer=request.viewer)
    sheet = queries.sheet_of(session)
    context = {
        "form": form,
        "session": session,
        "sheet": sheet,
        "count": queries.counted(sheet),
        "history": queries.history_of(sheet),
        "by_number": session.gathering.attendance == AttendanceWay.HEAD_COUNT and not rows,
        "over": now() >= closes_at(session.ends_at),
        "begun": now() >= session.starts_at - actions.EARLY,
        "zone": session.gathering.zone,
    }
    return render(request, "gatherings/attendance.html", context)


def _form(request: SignedInRequest, session: Session, rows: list[queries.Row]) -> SheetForm:
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        rows=rows,
        sheet=queries.sheet_of(session),
        minutes=int((session.ends_at - session.starts_at).total_seconds() // 60),
        leaders=leaders_of(session),
        hybrid=session.gathering.in_person and session.gathering.online,
        find=lambda words: queries.find_for_sheet(words, session=session, viewer=request.viewer),
    )
    form.start_from(draft_of(**_draft(request, session)))
    return form


def _draft(request: SignedInRequest, session: Session) -> dict[str, Any]:
    viewer = request.viewer
    return {
        "organization_id": viewer.organization_id,
        "form": FORM,
        "about": session.pk,
        "owner": viewer.person_id or "",
    }
