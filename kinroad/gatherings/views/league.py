"""A sports league: its table and games; its teams and who plays in them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kinroad.audit.actions import look_at_list
from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.gatherings.actions import league as actions
from kinroad.gatherings.forms.league import PlayerForm, PointsForm, ResultForm, TeamForm
from kinroad.gatherings.forms.session import FindParticipantForm
from kinroad.gatherings.models import Gathering, Team
from kinroad.gatherings.queries import league as queries
from kinroad.gatherings.queries.gathering import get_gathering
from kinroad.gatherings.rules.league import Points
from kinroad.gatherings.views.gathering import GET_OR_POST, LEADERS
from kinroad.people.queries.circle import get_participant
from kinroad.people.queries.finding import find_participants


@GET_OR_POST
@LEADERS
def league(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """The table, the games and the teams; another team joins."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    form = TeamForm(request.POST or None)
    if form.carry_out(actions.add_team, gathering=found, by=request.viewer):
        messages.success(request, _("The team is in."))
        return redirect("gatherings:league", found.pk)
    return _draw(request, found, form=form)


@require_POST
@LEADERS
def points(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """What a win and a draw are worth."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    form = PointsForm(request.POST)
    if form.carry_out(actions.set_points, gathering=found, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("gatherings:league", found.pk)
    return _draw(request, found, points_form=form)


@require_POST
@LEADERS
def plan_games(request: SignedInRequest, gathering_id: UUID) -> HttpResponse:
    """Everyone against everyone, a round each session."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    form = ActionForm(request.POST)
    if form.carry_out(actions.plan_fixtures, gathering=found, by=request.viewer, at=now()):
        said = ngettext("%(num)s game is planned.", "%(num)s games are planned.", form.result)
        messages.success(request, said % {"num": form.result})
        return redirect("gatherings:league", found.pk)
    return _draw(request, found, refused=form)


@GET_OR_POST
@LEADERS
def game(request: SignedInRequest, gathering_id: UUID, fixture_id: UUID) -> HttpResponse:
    """How a game ended."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    fixture = queries.get_fixture(fixture_id, gathering=found)
    said = {"home_score": fixture.home_score, "away_score": fixture.away_score}
    form = ResultForm(request.POST if request.method == "POST" else None, initial=said)
    form.fields["home_score"].label, form.fields["away_score"].label = fixture.home.name, fixture.away.name
    if form.carry_out(actions.write_result, fixture=fixture, by=request.viewer, at=now()):
        messages.success(request, _("Saved."))
        return redirect("gatherings:league", found.pk)
    return render(request, "gatherings/game.html", {"gathering": found, "fixture": fixture, "form": form})


def _draw(request: SignedInRequest, gathering: Gathering, **more: Any) -> HttpResponse:
    page = queries.league_of(gathering)
    worth = page.league.points if page.league else Points()
    page_of = {
        "gathering": gathering,
        "page": page,
        "form": TeamForm(),
        "points_form": PointsForm(initial={"win": worth.win, "draw": worth.draw}),
        "at": now(),
        **more,
    }
    return render(request, "gatherings/league.html", page_of)


@GET_OR_POST
@LEADERS
def team(request: SignedInRequest, gathering_id: UUID, team_id: UUID) -> HttpResponse:
    """Who plays in a team; somebody without a record joins it."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    mine = queries.get_team(team_id, gathering=found)
    form = PlayerForm(request.POST or None)
    if form.carry_out(actions.join_team, team=mine, on=today(found.zone), by=request.viewer):
        return redirect("gatherings:team", found.pk, mine.pk)
    return _draw_team(request, found, mine, form=form)


@require_POST
@LEADERS
def find_player(request: SignedInRequest, gathering_id: UUID, team_id: UUID) -> HttpResponse:
    """Participants in sight who may be meant."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    mine = queries.get_team(team_id, gathering=found)
    finder = FindParticipantForm(request.POST)
    people = find_participants(finder.cleaned_data["words"], viewer=request.viewer) if finder.is_valid() else []
    look_at_list(ids=[each.participant_id for each in people], page="players", viewer=request.viewer)
    return _draw_team(request, found, mine, finder=finder, people=people, searched=finder.is_valid())


@require_POST
@LEADERS
def add_player(request: SignedInRequest, gathering_id: UUID, team_id: UUID) -> HttpResponse:
    """A participant in sight joins a team."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    mine = queries.get_team(team_id, gathering=found)
    try:
        participant_id = UUID(request.POST.get("participant", ""))
    except ValueError:
        return redirect("gatherings:team", found.pk, mine.pk)
    them = get_participant(participant_id, viewer=request.viewer)
    form = ActionForm(request.POST)
    if form.carry_out(actions.join_team, team=mine, participant=them, on=today(found.zone), by=request.viewer):
        return redirect("gatherings:team", found.pk, mine.pk)
    return _draw_team(request, found, mine, refused=form)


@require_POST
@LEADERS
def leave_team(request: SignedInRequest, gathering_id: UUID, team_id: UUID, player_id: UUID) -> HttpResponse:
    """Somebody plays there no more."""
    found = get_gathering(gathering_id, viewer=request.viewer)
    mine = queries.get_team(team_id, gathering=found)
    player = queries.get_player(player_id, team=mine)
    actions.leave_team(player=player, on=today(found.zone), by=request.viewer)
    return redirect("gatherings:team", found.pk, mine.pk)


def _draw_team(request: SignedInRequest, gathering: Gathering, mine: Team, **more: Any) -> HttpResponse:
    players = queries.players_of(mine)
    shown = [each.player.participant_id for each in players if each.player.participant_id]
    look_at_list(ids=shown, page="players", viewer=request.viewer)
    page = {
        "gathering": gathering,
        "team": mine,
        "players": players,
        "form": PlayerForm(),
        "finder": FindParticipantForm(),
        **more,
    }
    return render(request, "gatherings/team.html", page)
