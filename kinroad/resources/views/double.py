"""Whether two lines of the directory tell the same place."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.people.views.doors import for_roles
from kinroad.resources.actions import double as actions
from kinroad.resources.queries import double as queries
from kinroad.resources.queries.editors import EDITORS
from kinroad.resources.rules.doubles import Alike
from kinroad.resources.rules.taxonomy import terms


@require_safe
@for_roles(*EDITORS)
def doubles(request: SignedInRequest) -> HttpResponse:
    """The likeliest pairs side by side, and what was decided last."""
    waiting, count = queries.waiting(request.viewer)
    language = get_language() or "en"
    whys = {
        Alike.NAME.value: pgettext("double", "almost the same name"),
        Alike.PHONE.value: pgettext("double", "the same phone number"),
        Alike.ADDRESS.value: pgettext("double", "the same address"),
        Alike.NEAR.value: pgettext("double", "almost the same spot"),
    }
    page = {
        "waiting": waiting,
        "count": count,
        "decided": queries.decided(request.viewer),
        "whys": whys,
        "words": {code: term.name(language) for code, term in terms().items()},
        "zone": request.viewer.organization_zone,
    }
    return render(request, "resources/doubles.html", page)


@require_POST
@for_roles(*EDITORS)
def decide(request: SignedInRequest, double_id: UUID) -> HttpResponse:
    """The same place, two places, or undo."""
    double = queries.get_double(double_id, viewer=request.viewer)
    do = request.POST.get("do", "")
    try:
        if do in ("first", "second"):
            keep = double.first_id if do == "first" else double.second_id
            actions.join_places(double=double, keep=keep, by=request.viewer, at=now())
            messages.success(request, _("One place now. You can undo it below."))
        elif do == "two":
            actions.keep_apart(double=double, by=request.viewer, at=now())
            messages.success(request, _("Two places. We will not ask again."))
        elif do == "undo":
            actions.undo_decision(double=double, by=request.viewer)
            messages.success(request, _("Undone. The question waits again."))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("resources:doubles")
