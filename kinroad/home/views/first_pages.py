"""First pages of working roles: Today, My team, Program."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.audit import actions as audit
from kinroad.coaching.queries.plan_version import LABELS
from kinroad.coaching.queries.warm_hand_off import overdue_in_team
from kinroad.consent.queries.apart import unread_incidents
from kinroad.consent.queries.corrections import Waiting, waiting_for_us
from kinroad.core.http import SignedInRequest
from kinroad.core.time import local, now, today
from kinroad.home.queries.help import help_to_look_after, help_today
from kinroad.home.queries.program import program_of
from kinroad.home.queries.team import grief_of, team_of
from kinroad.home.queries.today import today_of
from kinroad.home.views.disclosures import ANSWER_FOR_RECORDS
from kinroad.people.queries.death import unread_deaths
from kinroad.people.queries.emergency import unread_emergencies
from kinroad.people.rules.roles import Role
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.doors import for_peer_leaders, for_roles


@require_safe
@for_peer_leaders
def today_page(request: SignedInRequest) -> HttpResponse:
    """Whom to reach out to, in order."""
    viewer = request.viewer
    at = now()
    here = local(at, viewer.organization_zone)
    page = today_of(viewer, day=here.date(), at=at)
    help, asked = help_today(viewer, at=at), _asked_of(viewer)
    emergencies = unread_emergencies(viewer)
    shown = [*page.shown, *help.shown, *(each.participant_id for each in asked)]
    shown += [*(each.participant_id for each in emergencies if each.participant_id)]
    audit.look_at_list(ids=list(dict.fromkeys(shown)), page="today", viewer=viewer)
    context = {"page": page, "hour": here.hour, "called": viewer.called, "zone": viewer.organization_zone, "help": help}
    context |= {"emergencies": emergencies, "today": here.date(), "asked_of_us": asked}
    return render(request, "home/today.html", context)


@require_safe
@for_roles(Role.SUPERVISOR)
def my_team(request: SignedInRequest) -> HttpResponse:
    """Who needs attention, among participants and peer leaders."""
    viewer = request.viewer
    day = today(viewer.organization_zone)
    members = team_of(viewer, day=day)
    shown = [each.who.participant_id for member in members for each in member.waiting]
    shown += [each.participant_id for member in members for each in member.door_open]
    gone, grieving = unread_deaths(viewer), grief_of(viewer, day=day)
    hand_offs = overdue_in_team(viewer, day=day)
    shown += [*(each.participant_id for each in gone), *(each.participant_id for each in grieving)]
    asked = _asked_of(viewer)
    shown += [*(each.participant_id for each in hand_offs), *(each.participant_id for each in asked)]
    emergencies = unread_emergencies(viewer)
    shown += [each.participant_id for each in emergencies if each.participant_id]
    audit.look_at_list(ids=shown, page="my_team", viewer=viewer)
    context = {"members": members, "day": day, "gone": gone, "grieving": grieving, "hand_offs": hand_offs}
    context |= {"emergencies": emergencies, "zone": viewer.organization_zone, "today": day}
    context["asked_of_us"] = asked
    context["new_incidents"] = unread_incidents(viewer)
    return render(request, "home/my_team.html", context)


@require_safe
@for_roles(Role.COORDINATOR, Role.PROGRAM_MANAGER)
def program(request: SignedInRequest) -> HttpResponse:
    """Who waits, who has room, what nobody has answered."""
    viewer = request.viewer
    at = now()
    day = local(at, viewer.organization_zone).date()
    page = program_of(viewer, day=day, at=at)
    gone, emergencies = unread_deaths(viewer), unread_emergencies(viewer)
    asked = _asked_of(viewer)
    shown = [*page.shown, *(each.participant_id for each in gone), *(each.participant_id for each in asked)]
    shown += [each.participant_id for each in emergencies if each.participant_id]
    audit.look_at_list(ids=shown, page="program", viewer=viewer)
    context = {"page": page, "barrier_names": LABELS["barrier"], "day": day, "gone": gone}
    context |= {"asked_of_us": asked, "help": help_to_look_after(viewer, day=day), "emergencies": emergencies}
    context |= {"zone": viewer.organization_zone, "today": day}
    return render(request, "home/program.html", context)


def _asked_of(viewer: Viewer) -> list[Waiting]:
    """What participants asked of their records, for those who answer for them."""
    return waiting_for_us(viewer) if viewer.has(*ANSWER_FOR_RECORDS) else []
