"""Check-ins beside a participant: what they shared, the link that asks, and answering who asked for someone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look
from kinroad.coaching.actions.check_in import answer_check_in
from kinroad.coaching.actions.check_in_link import make_link, send_link
from kinroad.coaching.forms.check_in import FEELINGS, WEEKS, AnswerCheckInForm, LinkForm
from kinroad.coaching.models import Helps
from kinroad.coaching.queries import check_in as queries
from kinroad.coaching.queries.trigger_day import days_of
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.design.picture import picture_of
from kinroad.people.models import Participant, Person
from kinroad.people.queries.circle import get_participant, why_seen
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.doors import for_roles

BESIDE = for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)


@require_safe
@BESIDE
def check_ins(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """What they shared, newest first, and the days that can be hard."""
    return _shared(request, _theirs(request, participant_id))


@never_cache
@require_POST
@BESIDE
def check_in_link(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Ask "how are you?": sent by text or e-mail, or shown as a link with its picture."""
    participant = _theirs(request, participant_id)
    form = LinkForm(request.POST)
    if not form.carry_out(_ask, participant=participant, by=request.viewer, at=now()):
        return _shared(request, participant, form=form)
    way, secret = form.result
    if not secret:
        said = _("The text is on its way.") if way == "text" else _("The e-mail is on its way.")
        messages.success(request, said)
        return redirect("coaching:check_ins", participant.pk)
    address = request.build_absolute_uri(reverse("coaching:check_in_by_link", args=[secret]))
    hours = policy_of(participant.organization_id).check_in.link_hours
    context = {"participant": participant, "link": address, "picture": picture_of(address), "hours": hours}
    return render(request, "coaching/check_in_link.html", context)


def _ask(*, way: str, participant: Participant, **doing: Any) -> tuple[str, str]:
    if way == "send":
        return send_link(participant=participant, **doing), ""
    return "", make_link(participant=participant, **doing)[1]


@require_http_methods(["GET", "HEAD", "POST"])
@BESIDE
def answer(request: SignedInRequest, check_in_id: UUID) -> HttpResponse:
    """Somebody asked for someone: what they said, and what became of it."""
    asked = queries.get_asked(check_in_id, viewer=request.viewer)
    _look(request, asked.participant)
    sent = request.POST if request.method == "POST" else None
    form = AnswerCheckInForm(sent, hands=asked.hands)
    if form.carry_out(_answer, check_in=asked.check_in, by=request.viewer, at=now()):
        messages.success(request, _("Written down."))
        return redirect("people:first_page")
    context = {"form": form, "asked": asked, "zone": request.viewer.organization_zone}
    return render(request, "coaching/check_in_asked.html", {**context, **_words(asked.participant)})


def _answer(*, to: UUID | None, by: Viewer, **doing: Any) -> Any:
    person = Person(pk=to, organization_id=by.organization_id) if to else None
    return answer_check_in(to=person, by=by, **doing)


def _theirs(request: SignedInRequest, participant_id: UUID) -> Participant:
    participant = get_participant(participant_id, viewer=request.viewer)
    _look(request, participant)
    return participant


def _look(request: SignedInRequest, participant: Participant) -> None:
    why = why_seen(participant, viewer=request.viewer)
    look(participant_id=participant.pk, page="check_in", why=why, viewer=request.viewer)


def _shared(request: SignedInRequest, participant: Participant, form: LinkForm | None = None) -> HttpResponse:
    context = {
        "participant": participant,
        "check_ins": queries.shared_check_ins(participant),
        "days": days_of(participant, at=now())[:3],
        "form": form or LinkForm(),
        "zone": request.viewer.organization_zone,
        **_words(participant),
    }
    return render(request, "coaching/check_ins.html", context)


def _words(participant: Participant) -> dict[str, Any]:
    return {
        "feelings": dict(FEELINGS),
        "weeks": dict(WEEKS[participant.kind]),
        "help_words": dict(Helps.choices),
        "called": participant.person.called,
    }
