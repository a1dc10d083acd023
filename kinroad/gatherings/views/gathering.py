"""Planning gatherings, and looking after those that stand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.audit.actions import look_at_list
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.gatherings.actions import series as actions
from kinroad.gatherings.actions.gathering import plan_gathering
from kinroad.gatherings.forms.gathering import GatheringFactsForm, GatheringForm, TimesForm
from kinroad.gatherings.forms.presets import LINES
from kinroad.gatherings.forms.repeat import how_often, times_said
from kinroad.gatherings.forms.said import facts_about
from kinroad.gatherings.queries import gathering as queries
from kinroad.gatherings.queries.classes import how_many_completed
from kinroad.gatherings.queries.facilitator import leaders_of
from kinroad.gatherings.queries.session import Sessions, sessions_before, sessions_to_come, what_would_become
from kinroad.gatherings.rules.course import number_to_say
from kinroad.gatherings.rules.presets import PRESETS, starting_facts
from kinroad.gatherings.rules.recurrence import AHEAD, next_occurrences, occurrences
from kinroad.people.queries.places import open_programs
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
PLANNERS = for_roles(*COORDINATING_ROLES)
LEADERS = for_roles(Role.PEER_LEADER, *COORDINATING_ROLES)
PREVIEWED = 5


def id_in(request: SignedInRequest, name: str = "after") -> UUID | None:
    """An id of the query, or none when it is no id."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


@require_safe
@LEADERS
def gatherings(request: SignedInRequest) -> HttpResponse:
    """What comes round here, the next session first; or what is over."""
    is_over = request.GET.get("show") == "over"
    find = queries.over if is_over else queries.running
    rows = find(request.viewer, at=now(), after=id_in(request))
    page = {"rows": rows, "is_over": is_over, "how_often": how_often, "settles": queries.settles(request.viewer)}
    return render(request, "gatherings/gatherings.html", page)


@GET_OR_POST
@PLANNERS
def new_gathering(request: SignedInRequest) -> HttpResponse:
    """First the kind, then the form with what is usual for it."""
    preset = PRESETS.get(request.GET.get("like", ""))
    if preset is None and request.method != "POST":
        return render(request, "gatherings/new_gathering.html", {"presets": LINES})
    here = today(request.viewer.organization_zone)
    form = GatheringForm(
        request.POST if request.method == "POST" else None,
        sites=queries.places_for(request.viewer),
        programs=list(open_programs(request.viewer)),
        initial={"starts_on": here, **(starting_facts(preset) if preset else {})},
    )
    if "show" not in request.POST and form.carry_out(plan_gathering, by=request.viewer, on=here):
        messages.success(request, _("Planned. Now say who leads it."))
        return redirect("gatherings:gathering", form.result.pk)
    form.refresh_id()
    return render(request, "gatherings/gathering_form.html", {"form": form, **_preview(request, form)})


def _preview(request: SignedInRequest, form: GatheringForm) -> dict[str, Any]:
    """The next dates, when they were asked for and the form says enough."""
    if "show" not in request.POST or not form.is_valid():
        return {}
    series = form.series(by=request.viewer)
    dates = next_occurrences(series, since=series.starts_on, most=PREVIEWED)
    return {"dates": dates, "shown": True, "zone": series.zone}


@require_safe
@LEADERS
def gathering(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """One gathering: what is said about it, its sessions, who leads it."""
    found = queries.get_gathering(gathering_id, viewer=request.viewer)
    is_before = request.GET.get("show") == "before"
    find = sessions_before if is_before else sessions_to_come
    lead = leaders_of(found)
    look_at_list(ids=lead.participant_ids, page="leaders", viewer=request.viewer)
    sessions: Sessions = find(found, at=now(), after=id_in(request))
    page = {
        "gathering": found,
        "how_often": how_often(found),
        "said": facts_about(found),
        "year": today(found.zone).year,
        "sessions": sessions,
        "is_before": is_before,
        "leaders": lead,
        "completed": number_to_say(how_many_completed(found)),
        "settles": queries.settles(request.viewer),
    }
    return render(request, "gatherings/gathering.html", page)


@GET_OR_POST
@PLANNERS
def change_gathering(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """Change what is said about it, for all sessions to come."""
    found = queries.get_gathering(gathering_id, viewer=request.viewer)
    form = GatheringFactsForm(
        request.POST if request.method == "POST" else None,
        gathering=found,
        sites=queries.places_for(request.viewer, gathering=found),
        programs=list(open_programs(request.viewer)),
    )
    if form.carry_out(actions.change_facts, gathering=found, by=request.viewer, at=now()):
        messages.success(request, _("Saved. It holds for all sessions to come."))
        return redirect("gatherings:gathering", found.pk)
    return render(request, "gatherings/gathering_form.html", {"form": form, "gathering": found})


@GET_OR_POST
@PLANNERS
def change_times(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """Another day or hour, from a day on."""
    found = queries.get_gathering(gathering_id, viewer=request.viewer)
    here = today(found.zone)
    coming = sessions_to_come(found, at=now()).rows
    first = next((each.first_planned_on for each in coming if each.starts_at > now()), here)
    form = TimesForm(
        request.POST if request.method == "POST" else None,
        gathering=found,
        initial=times_said(found, starts_on=max(first, here)),
    )
    doing = {"gathering": found, "by": request.viewer, "today": here, "at": now()}
    if "show" not in request.POST and form.carry_out(actions.change_times, **doing):
        messages.success(request, _("Saved. The sessions stand as you planned them."))
        return redirect("gatherings:gathering", found.pk)
    return render(request, "gatherings/gathering_form.html", {"form": form, "gathering": found, **_what_if(form)})


def _what_if(form: TimesForm) -> dict[str, Any]:
    """The dates of the new plan, and the sessions that somebody has to decide about."""
    if not form.is_bound or set(form.errors) - {"touched_follow"}:
        return {}
    series: Any = form.series()
    planned = occurrences(series, first=series.starts_on, last=today(series.zone) + AHEAD)
    fates = what_would_become(form.gathering, on=series.starts_on, at=now(), planned=planned, touched_follow=True)
    touched = [(session, fate) for session, fate in fates if fate.standing.touched and not fate.standing.cancelled]
    return {"dates": planned[:PREVIEWED], "shown": True, "touched": touched}
