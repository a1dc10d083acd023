"""The report on support given: page, spreadsheet, JSON, and the lists behind the numbers."""

from dataclasses import replace
from functools import partial

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.audit.actions import look_at_list
from kinroad.core.http import SignedInRequest
from kinroad.core.months import month_of, moved
from kinroad.core.time import today
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles
from kinroad.people.views.limits import limited
from kinroad.people.views.step_up import fresh_sign_in_for_a_file
from kinroad.reporting.forms import AskForm
from kinroad.reporting.queries.places import Places, led_by, places
from kinroad.reporting.queries.support import support as support_given
from kinroad.reporting.rules.asked import Asked
from kinroad.reporting.views.drawing import Drawing
from kinroad.reporting.views.files import as_json, csv_file
from kinroad.reporting.views.words import NOT_SAID, line_after, part, person_after, words
from kinroad.service_log.queries import lists
from kinroad.service_log.rules.tally import TYPES, Question

INSIDE = (Role.COORDINATOR, Role.PROGRAM_MANAGER, Role.SUPERVISOR)


def _ask(request: SignedInRequest) -> tuple[Asked, AskForm, Places]:
    """What is asked for. Evaluators, and whoever wants it so, get the version to share.

    It ends with the last month that is over: a month under way, asked for day by day, would tell each day's support.
    """
    viewer = request.viewer
    to_share = not viewer.has(*INSIDE) or request.GET.get("version") == "to_share"
    month = month_of(today(viewer.organization_zone))
    named, newest = places(viewer), moved(month, -1) if to_share else month
    form = AskForm(request.GET, places=named, newest=newest, to_share=to_share)
    asked = form.asked()
    if not form.knows_the_place:
        raise Http404
    return asked, AskForm(places=named, newest=newest, to_share=to_share, initial=asked.chosen), named


@require_safe
@for_roles(*INSIDE, Role.EVALUATOR)
def support(request: SignedInRequest) -> HttpResponse:
    """The page."""
    asked, form, named = _ask(request)
    report = support_given(asked, viewer=request.viewer)
    page = {
        "report": report,
        "drawing": Drawing(report, asked),
        "asked": asked,
        "form": form,
        "words": words(named),
        "kinds": TYPES,
        "inside": request.viewer.has(*INSIDE),
        "team_only": led_by(request.viewer) is not None and not asked.to_share,
        "day": today(request.viewer.organization_zone),
    }
    return render(request, "reporting/support.html", page)


@require_safe
@for_roles(*INSIDE, Role.EVALUATOR)
@fresh_sign_in_for_a_file
@limited("export")
def support_csv(request: SignedInRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    asked, _form, named = _ask(request)
    return csv_file(support_given(asked, viewer=request.viewer), asked, words(named))


@require_safe
@for_roles(*INSIDE, Role.EVALUATOR)
@fresh_sign_in_for_a_file
@limited("export")
def support_json(request: SignedInRequest) -> HttpResponse:
    """The same for other programs."""
    asked, _form, named = _ask(request)
    return JsonResponse(as_json(support_given(asked, viewer=request.viewer), asked, words(named)))


def _behind(request: SignedInRequest) -> tuple[Question, dict[str, object]]:
    """The question behind one number, and what both lists print."""
    asked, _form, named = _ask(request)
    followed = part(request.GET)
    question = asked.question(request.viewer.organization_id, led_by=led_by(request.viewer))
    page = {"asked": asked, "words": words(named), "part": followed, "day": today(request.viewer.organization_zone)}
    page["address"] = partial(asked.address, **{name: code or NOT_SAID for name, code in followed.items()})
    return replace(question, **followed), page  # type: ignore[arg-type]


@require_safe
@for_roles(*INSIDE)
def support_lines(request: SignedInRequest) -> HttpResponse:
    """The support behind a number, line by line."""
    question, page = _behind(request)
    lines = lists.given(question, viewer=request.viewer, after=line_after(request.GET.get("after", "")))
    shown = [row.participant for row in lines.rows if row.participant]
    look_at_list(ids=shown, page="support_lines", viewer=request.viewer)
    return render(request, "reporting/support_lines.html", {**page, "lines": lines})


@require_safe
@for_roles(*INSIDE)
def support_people(request: SignedInRequest) -> HttpResponse:
    """The people behind a number."""
    question, page = _behind(request)
    people = lists.people(question, viewer=request.viewer, after=person_after(request.GET.get("after", "")))
    look_at_list(ids=[person for person, _name, _times in people.rows], page="support_people", viewer=request.viewer)
    return render(request, "reporting/support_people.html", {**page, "people": people})
