"""One press: nobody answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kinroad.coaching.actions.tries import note_try as note
from kinroad.coaching.forms.tries import TryForm
from kinroad.coaching.queries.tries import get_companion, tries_made
from kinroad.coaching.rules.cadence import next_try_on, outreach_has_stopped
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.design.formats import weekday
from kinroad.people.models import Participant
from kinroad.people.queries.policies import policy_of
from kinroad.people.views.doors import for_peer_leaders


@require_POST
@for_peer_leaders
def note_try(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The line leaves today's list and says when it comes back."""
    participant = get_companion(participant_id, viewer=request.viewer)
    form = TryForm(request.POST)
    if form.carry_out(note, participant=participant, on=today(request.viewer.organization_zone), by=request.viewer):
        messages.success(request, _what_comes_next(request, participant))
    return redirect("home:today")


def _what_comes_next(request: SignedInRequest, participant: Participant) -> str:
    made, last = tries_made(participant, viewer=request.viewer)
    policy = policy_of(request.viewer.organization_id)
    if last is None or outreach_has_stopped(tries_made=made, outreach=policy.outreach):
        tried = ngettext("We tried %(num)s time.", "We tried %(num)s times.", made) % {"num": made}
        return tried + " " + _("The door stays open.")
    return _("Written down. They are back on your list on %(day)s.") % {"day": weekday(next_try_on(last))}
