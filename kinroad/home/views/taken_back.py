"""They took something back by letter, by phone or in person: written down beside them."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from kinroad.consent.forms.signing import TakenBackForm
from kinroad.consent.queries.consents import left_since
from kinroad.consent.rules.kinds import Kind
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.actions.taken_back import may_be_taken_back, take_back
from kinroad.home.views.sharing import GET_OR_POST
from kinroad.home.views.sharing_side import Side, beside, draw


def _taken_back(request: SignedInRequest, side: Side) -> HttpResponse:
    """Which, how, when it reached us, and who said it."""
    at = now()
    known = [each for each in may_be_taken_back(side.participant, at=at) if each.kind != Kind.SUPPORTER]
    form = TakenBackForm(
        request.POST if request.method == "POST" else None,
        consents=[(str(each.pk), f"{each.recipient} ({each.get_kind_display()})") for each in known],
        zone=request.viewer.organization_zone,
        now=at,
    )
    if form.carry_out(partial(take_back, participant=side.participant, by=request.viewer, at=at)):
        messages.success(request, _("Written down. Nothing more is shared under it."))
        late = left_since(form.result, since=form.cleaned_data["received_at"])
        if late:
            said = ngettext(
                "One thing left after it reached us. Show your program manager the page “Whom we told”.",
                "%(num)s things left after it reached us. Show your program manager the page “Whom we told”.",
                late,
            )
            messages.warning(request, said % {"num": late})
        return redirect(side.url())
    return draw(request, "sharing_taken_back", side, form=form)


sharing_taken_back = sensitive_post_parameters("told_by", "words")(GET_OR_POST(beside(_taken_back)))
