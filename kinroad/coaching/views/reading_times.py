"""Settings: when somebody reads check-ins, and who is on call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinroad.coaching.actions.reading_times import set_reading_times
from kinroad.coaching.forms.reading_times import ReadingTimesForm
from kinroad.coaching.queries.reading_times import times_of, who_may_be_on_call
from kinroad.core.http import SignedInRequest
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reading_times(request: SignedInRequest) -> HttpResponse:
    """What participants are promised after a check-in."""
    viewer = request.viewer
    times, people = times_of(viewer.organization_id), who_may_be_on_call(viewer)
    form = ReadingTimesForm(request.POST if request.method == "POST" else None, times=times, people=people)
    if form.carry_out(set_reading_times, by=viewer):
        messages.success(request, _("Saved."))
        return redirect("people:settings")
    return render(request, "coaching/reading_times.html", {"form": form})
