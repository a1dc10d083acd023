"""Doors for the provider: it must sign what it sends, else the door stays shut."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kinroad.core.time import now
from kinroad.notifications.actions import incoming
from kinroad.notifications.actions.transports.web import BAD_NUMBER, OPTED_OUT
from kinroad.notifications.queries.providers import organizations_texted_at
from kinroad.notifications.rules.signature import is_signed

NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
ARRIVED = {"delivered": True, "undelivered": False, "failed": False}
ON_ITS_WAY = {"accepted", "queued", "sending", "sent", "read", *ARRIVED}
View = Callable[[HttpRequest], HttpResponse]


def for_the_provider(view: View) -> View:
    """Open to the provider alone: whoever does not sign is refused and learns nothing."""

    @login_not_required
    @csrf_exempt
    @require_POST
    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        address = f"{settings.KINROAD_ADDRESS}{request.get_full_path()}"
        given = request.headers.get("X-Twilio-Signature", "")
        if not is_signed(given, address, fields, secret=settings.KINROAD_TEXT_TOKEN):
            return HttpResponseForbidden()
        return view(request)

    return opened


@for_the_provider
def text_came_in(request: HttpRequest) -> HttpResponse:
    """A text came in. What it asks for is done at once."""
    reference, number = request.POST.get("MessageSid", "")[:80], request.POST.get("From", "")
    if reference and number:
        incoming.receive_for_all(
            organizations=organizations_texted_at(
                request.POST.get("To", ""), request.POST.get("MessagingServiceSid", "")
            ),
            reference=reference,
            number=number,
            text=request.POST.get("Body", "")[:2000],
            at=now(),
        )
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


@for_the_provider
def text_status(request: HttpRequest) -> HttpResponse:
    """What became of a text that went out."""
    status, code = request.POST.get("MessageStatus", ""), request.POST.get("ErrorCode", "")
    outgoing_id = _id(request.GET.get("message", ""))
    error = int(code) if code.isdecimal() else 0
    if outgoing_id is not None and status in ON_ITS_WAY:
        incoming.note_status(
            outgoing_id=outgoing_id,
            reference=request.POST.get("MessageSid", "")[:80],
            arrived=ARRIVED.get(status),
            bad_number=error in BAD_NUMBER,
            opted_out=error in OPTED_OUT,
            at=now(),
        )
    return HttpResponse(status=204)


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
