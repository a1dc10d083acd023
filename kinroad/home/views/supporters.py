"""Those who stand by a participant: paused, ended, given a new link; and the page their link opens."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.consent.actions.consent import revoke
from kinroad.consent.actions.disclose import Disclosed, disclose
from kinroad.consent.actions.supporter import make_new_link, say_okay, set_paused
from kinroad.consent.models import Supporter
from kinroad.consent.queries.supporters import get_supporter, opened_by
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.standing import Recipient
from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.core.time import now, today
from kinroad.home.queries.disclosable import parts_of
from kinroad.home.views.sharing import GET_OR_POST, choose_and_sign, link_page, sign_in_private
from kinroad.home.views.sharing_side import Side, own
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.limits import counted
from kinroad.people.views.step_up import fresh_sign_in


def _supporter(request: SignedInRequest, side: Side, supporter_id: UUID) -> HttpResponse:
    """Stop for a while, go on, end it, or make another link. They get no message."""
    mine = get_supporter(supporter_id, participant=side.participant)
    wish = request.POST.get("wish")
    try:
        if wish in ("pause", "resume"):
            set_paused(supporter=mine, paused=wish == "pause", by=request.viewer, at=now())
        elif wish == "end":
            revoke(consent=mine.consent, by=request.viewer)
        elif wish == "link":
            return link_page(request, side, mine.called, make_new_link(supporter=mine, by=request.viewer))
    except ValidationError as no:
        messages.error(request, " ".join(no.messages))
        return redirect(side.url())
    said = {
        "pause": _("Stopped for now. They are not told."),
        "resume": _("They see it again when they look."),
        "end": _("Ended. They are not told, and their link opens nothing."),
    }
    messages.success(request, said.get(wish or "", _("Nothing was changed.")))
    return redirect(side.url())


def _okay(request: SignedInRequest, side: Side) -> HttpResponse:
    """I'm okay today."""
    say_okay(participant=side.participant, by=request.viewer, on=today(zone_of(side.participant)), at=now())
    messages.success(request, _("Said. Those you chose see it until midnight."))
    return redirect(side.url())


def _change(request: SignedInRequest, side: Side, supporter_id: UUID) -> HttpResponse:
    """What they see, changed: chosen, looked at and signed again."""
    mine = get_supporter(supporter_id, participant=side.participant)
    if mine.ended_at is not None:
        return redirect(side.url())
    return choose_and_sign(request, side, Kind.SUPPORTER, mine)


me_sharing_change = sign_in_private(GET_OR_POST(fresh_sign_in(own(_change))))
me_sharing_supporter = require_POST(own(_supporter))
me_sharing_okay = require_POST(own(_okay))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@counted("welcome")
def stand_by(request: PublicRequest, secret: str) -> HttpResponse:
    """A door that looks the same for every link, also for one that never was; the button looks behind it."""
    if request.method != "POST":
        return render(request, "home/stand_by_door.html")
    supporter = opened_by(secret)
    left = _left_for(supporter) if supporter else None
    if supporter is None or left is None:
        return render(request, "home/stand_by_nothing.html")
    whose = supporter.participant.merged_into or supporter.participant
    context = {"left": left, "called": whose.person.called, "supporter": supporter.called}
    return render(request, "home/stand_by.html", context)


def _left_for(supporter: Supporter) -> Disclosed | None:
    whose = supporter.participant.merged_into or supporter.participant
    consent = supporter.consent
    parts = parts_of(
        whose, classes=consent.classes, at=now(), zone=zone_of(whose), language=(get_language() or "en")[:2]
    )
    by = Viewer.system(supporter.organization_id, supporter.organization.zone)
    try:
        return disclose(
            consent=consent,
            parts=parts,
            purpose=consent.purpose,
            recipient=Recipient(consent.recipient),
            channel="page",
            by=by,
        )
    except ValidationError:
        return None
