"""Messages between a participant and the program, from either side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit import actions as audit
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.forms.messages import EarlierForm, MessageForm, ReadForm
from kinroad.home.queries import messages as queries
from kinroad.home.queries import record as records
from kinroad.home.views.pages import before_of, day_here
from kinroad.home.views.record import BESIDE_PARTICIPANTS, of_record
from kinroad.notifications.actions import thread as actions
from kinroad.notifications.queries import thread as threads
from kinroad.people.models import Why
from kinroad.people.queries.circle import own_participant
from kinroad.people.queries.invitations import may_invite
from kinroad.people.views.doors import for_participants, for_roles


@require_safe
@for_roles(*BESIDE_PARTICIPANTS)
def thread_list(request: SignedInRequest) -> HttpResponse:
    """Everyone whose messages I read, the newest first."""
    lines = threads.threads_of(request.viewer)
    audit.look_at_list(ids=[each.participant_id for each in lines], page="messages", viewer=request.viewer)
    return render(request, "home/messages.html", {"threads": lines, **day_here(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@of_record("messages")
def thread(request: SignedInRequest, record: records.Record) -> HttpResponse:
    """The messages with one participant."""
    form = _answer_to(request)
    if form.carry_out(actions.write, participant=record.participant, by=request.viewer, at=now()):
        messages.success(request, _("Your message stands on their page."))
        return redirect("home:thread", record.participant.pk)
    form.refresh_id()
    context = {
        "record": record,
        "thread": threads.thread_for(record.participant, viewer=request.viewer, before=before_of(request)),
        "form": form,
        "can_sign_in": threads.can_sign_in(record.participant),
        "may_invite": may_invite(record.participant, viewer=request.viewer),
        **day_here(request),
    }
    return render(request, "home/thread.html", context)


@require_POST
@of_record("messages")
def thread_read(request: SignedInRequest, record: records.Record) -> HttpResponse:
    """I have read this: it leaves Today."""
    ReadForm(request.POST).carry_out(actions.mark_read, participant=record.participant, by=request.viewer)
    return redirect("home:thread", record.participant.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_messages(request: SignedInRequest) -> HttpResponse:
    """My messages with the program."""
    mine, at = own_participant(request.viewer), now()
    form = _answer_to(request)
    if form.carry_out(actions.write, participant=mine, by=request.viewer, at=at):
        messages.success(request, _("Sent."))
        return redirect("home:me_messages")
    form.refresh_id()
    if request.method != "POST":
        audit.look(participant_id=mine.pk, page="messages", why=Why.OWN, viewer=request.viewer)
    context = {
        "mine": mine,
        "thread": threads.thread_for(mine, viewer=request.viewer, before=before_of(request)),
        "form": form,
        "new_readers": threads.new_readers(mine),
        "when": queries.when_read(request.viewer, at=at),
        "phone": request.organization.phone,
        "safety": False,
        **day_here(request),
    }
    return render(request, "home/me_messages.html", context)


@require_POST
@for_participants
def me_messages_read(request: SignedInRequest) -> HttpResponse:
    """I have read this."""
    mine = own_participant(request.viewer)
    ReadForm(request.POST).carry_out(actions.mark_read, participant=mine, by=request.viewer)
    return redirect("home:me_messages")


@require_POST
@for_participants
def me_messages_earlier(request: SignedInRequest) -> HttpResponse:
    """How much somebody new may read."""
    mine = own_participant(request.viewer)
    form = EarlierForm(request.POST)
    if form.carry_out(actions.show_earlier, participant=mine, by=request.viewer, at=now()):
        messages.success(request, _("Saved. You can change it any time."))
    return redirect("home:me_messages")


def _answer_to(request: SignedInRequest) -> MessageForm:
    return MessageForm(request.POST if request.method == "POST" else None)
