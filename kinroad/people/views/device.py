"""Where I am signed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinroad.core.http import SignedInRequest
from kinroad.people.actions.device import end_device
from kinroad.people.queries.second_key import devices_of
from kinroad.people.queries.viewers import own_account


@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: SignedInRequest) -> HttpResponse:
    """My devices: each can be signed out, or all others at once."""
    here = request.session.row.pk  # type: ignore[attr-defined]
    if request.method == "POST":
        end_device(device=request.POST.get("device", ""), here=here, by=request.viewer)
        messages.success(request, _("Signed out there."))
        return redirect("people:devices")
    context = {"devices": devices_of(own_account(request.viewer).pk, here=here)}
    return render(request, "people/devices.html", context)
