"""Bringing a list of resources in through a page: choose, look, bring in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinroad.core.http import SignedInRequest
from kinroad.interop.hsds.columns import map_columns
from kinroad.interop.hsds.forms import ColumnsForm, ListForm
from kinroad.interop.hsds.importing import import_handed_in
from kinroad.interop.hsds.reading import headings
from kinroad.people.views.doors import for_roles
from kinroad.resources.queries.editors import EDITORS

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*EDITORS)
def resource_list(request: SignedInRequest) -> HttpResponse:
    """A file is read, and what would happen is said line by line; a second press brings it in."""
    sent = request.method == "POST"
    form = ListForm(request.POST if sent else None, request.FILES if sent else None, by=request.viewer)
    context: dict[str, Any] = {"form": form, "shown": SHOWN}
    if not sent or not form.is_valid():
        return render(request, "interop/hsds/hand_in.html", context)
    columns = _columns(request, form)
    bring_in = request.POST.get("do") == "bring_in"
    result = import_handed_in(
        name=form.name, content=form.content, organization=request.organization, by=request.viewer,
        dry_run=not bring_in, source=form.cleaned_data["source"].strip(), mapping=columns.mapping(),
    )  # fmt: skip
    if bring_in and not result.refused:
        counts = {"created": result.created, "updated": result.updated, "unchanged": result.unchanged}
        said = _("Brought in: %(created)s new, %(updated)s changed, %(unchanged)s unchanged.") % counts
        messages.success(request, said)
        return redirect("resources:queue")
    return render(request, "interop/hsds/hand_in.html", {**context, "result": result, "columns": columns,
                                                         "kept": form.keep()})  # fmt: skip


def _columns(request: SignedInRequest, form: ListForm) -> ColumnsForm:
    """Which column is which: as somebody chose, else as we read the headings, also of a file we refused."""
    said = request.POST if "do" in request.POST and not request.FILES else None
    theirs = headings(form.content)
    guessed = {theirs[place]: ours for ours, place in map_columns(theirs, {}).items()}
    return ColumnsForm(said, headings=theirs, mapped=guessed)
