"""The feed, and the page that takes a file."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_http_methods, require_safe

from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.gatherings.actions import files
from kinroad.gatherings.forms.correct import MeetingFileForm
from kinroad.gatherings.queries import meeting as queries
from kinroad.gatherings.queries.source import sources_of
from kinroad.gatherings.rules.refresh import loses_its_tail
from kinroad.gatherings.views.changes import ChangesPart
from kinroad.gatherings.views.listings import KEEPERS
from kinroad.interop.actions.reading import apply_file
from kinroad.interop.meeting_guide.feed import entry
from kinroad.interop.meeting_guide.importing import import_content
from kinroad.interop.own_groups import mark_of, own_groups, page_of
from kinroad.people.views.doors import for_roles
from kinroad.people.views.limits import limited

MOST_TOLD = 200


def _changed_at(request: Any) -> datetime | None:
    """None while groups of ours stand in the feed: of them nobody writes down when they changed; the mark tells."""
    if request.organization is None or own_groups(request):
        return None
    return queries.feed_changed_at(organization_id=request.organization.id)


def _fellowship(request: Any) -> str:
    """Which fellowship is asked for. PostgreSQL knows no NUL in words."""
    wanted: str = request.GET.get("fellowship", "")
    return wanted.replace("\0", "")[:120]


def _etag(request: Any) -> str | None:
    if request.organization is None:
        return None
    at = queries.feed_changed_at(organization_id=request.organization.id)
    own = mark_of(own_groups(request))
    said = f"{at} {own} {request.get_host()} {_fellowship(request)} {request.organization.name}"
    return f'"{sha256(said.encode()).hexdigest()[:32]}"'


@login_not_required
@require_safe
@limited("program")
@condition(etag_func=_etag, last_modified_func=_changed_at)
def feed(request: PublicRequest) -> HttpResponse:
    """Every listed meeting and our own weekly groups, for finders; `?fellowship=` for one fellowship alone."""
    organization = request.organization
    if organization is None:
        raise Http404
    start = request.build_absolute_uri(reverse("gatherings:meetings"))
    rows = queries.feed_rows(organization_id=organization.id, fellowship=_fellowship(request))
    entries = [
        entry(row, page=f"{start}/{row.slug}", entity=organization.name, state=organization.state) for row in rows
    ]
    if not _fellowship(request):
        entries += [
            entry(own.row, page=page_of(own, request), entity=organization.name, state=organization.state)
            for own in own_groups(request)
            # A finder drops a meeting on the screen without a link, and ours is for those who are coming.
            if not own.needs_link
        ]
    answer = HttpResponse(json.dumps(entries, ensure_ascii=False), content_type="application/json; charset=utf-8")
    # A finder on another site reads it from the visitor's browser. Everything in it is public.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_http_methods(["GET", "POST"])
@for_roles(*KEEPERS)
def choose_file(request: SignedInRequest) -> HttpResponse:
    """Choose a file of meetings to try."""
    sources = [source.name for source in sources_of(organization_id=request.viewer.organization_id)]
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MeetingFileForm(*sent, sources=sources)
    if form.carry_out(files.keep_file, organization=request.organization, by=request.viewer):
        return redirect("meeting_guide:try_file", form.result.pk)
    return render(request, "gatherings/import_choose.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_roles(*KEEPERS)
def try_file(request: SignedInRequest, meeting_file_id: UUID) -> HttpResponse:
    """See what an import would do; then do it, or let it go."""
    file = queries.file_waiting(meeting_file_id, organization_id=request.viewer.organization_id)
    if request.method == "POST":
        return _decide(request, file)
    result = import_content(
        content=bytes(file.content), file_name=file.file_name, source=file.source_name,
        organization=request.organization, by=request.viewer, dry_run=True,
    )  # fmt: skip
    page = {
        "file": file,
        "result": result,
        "sentences": result.sentences[:MOST_TOLD],
        "changes": ChangesPart(result.changes),
        "loses_its_tail": loses_its_tail(vanished=result.vanished, listed=result.listed),
    }
    return render(request, "gatherings/import_preview.html", page)


def _decide(request: SignedInRequest, file: Any) -> HttpResponse:
    if request.POST.get("do") != "import":
        files.let_go(file=file, by=request.viewer)
    elif not apply_file(file=file, organization=request.organization, by=request.viewer).refused:
        messages.success(request, _("The list is imported."))
    return redirect("gatherings:meeting_lists")
