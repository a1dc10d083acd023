"""Messages as an administrator sees them: providers, counts, what is stuck; never for whom."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.notifications.actions.outbox_page import decide as carry_out
from kinroad.notifications.actions.provider import set_provider
from kinroad.notifications.forms.settings import DecideForm, ProviderForm
from kinroad.notifications.queries.outbox_page import outbox_of
from kinroad.notifications.queries.providers import EMAIL, TEXT, is_set_up, provider_of
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def providers(request: SignedInRequest) -> HttpResponse:
    """Who carries texts and e-mail."""
    sent = request.POST.get("channel", "")
    forms = {}
    for channel in (TEXT, EMAIL):
        data = request.POST if request.method == "POST" and sent == channel else None
        form = forms[channel] = ProviderForm(data, provider=provider_of(request.organization, channel))
        day = today(request.viewer.organization_zone)
        if form.carry_out(set_provider, channel=str(channel), by=request.viewer, today=day):
            messages.success(request, _("Saved."))
            return redirect("notifications:providers")
    ways = [(channel, form, is_set_up(channel)) for channel, form in forms.items()]
    context = {"ways": ways, "organization": request.organization}
    return render(request, "notifications/providers.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def outbox(request: SignedInRequest) -> HttpResponse:
    """How many messages stand where, and which need somebody."""
    zone = request.viewer.organization_zone
    page = outbox_of(request.viewer, at=now())
    return render(request, "notifications/outbox.html", {"page": page, "zone": zone, "today": today(zone)})


@for_roles(Role.ADMINISTRATOR)
@require_POST
def decide(request: SignedInRequest, outgoing_id: UUID) -> HttpResponse:
    """What becomes of one message."""
    form = DecideForm(request.POST)
    if form.carry_out(carry_out, outgoing_id=outgoing_id, by=request.viewer, at=now()):
        messages.success(request, _("Done."))
    else:
        messages.warning(request, " ".join(map(str, form.non_field_errors())) or _("Choose what to do with it."))
    return redirect("notifications:outbox")
