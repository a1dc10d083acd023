"""A sports league: teams, who plays in them, fixtures and results."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.gatherings.models import Fixture, Gathering, League, Player, Session, State, Team
from kinroad.gatherings.rules.league import rounds
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.rules.viewer import Viewer

MOST_TEAMS, MOST_PLAYERS = 24, 40


@transaction.atomic
def add_team(*, gathering: Gathering, name: str, by: Viewer) -> Team:
    """A team joins the league of this gathering; the first one begins it."""
    league = hold_league(gathering)
    teams = Team.objects.filter(organization_id=league.organization_id, league=league)
    if teams.count() >= MOST_TEAMS:
        raise ValidationError(_("There is no room for more teams."))
    team = Team(organization_id=league.organization_id, league=league, name=name)
    team.full_clean(exclude=["id"])
    team.save()
    audit.record(what="team.added", about=team, by=by)
    return team


def hold_league(gathering: Gathering) -> League:
    """The league of this gathering, held until the transaction ends; begun when there is none."""
    mine = Gathering.objects.select_for_update().get(pk=gathering.pk)
    here = {"organization_id": mine.organization_id, "gathering": mine}
    league = League.objects.filter(**here).first()
    if league is None:
        league = League(**here)
        league.save()
    return league


@transaction.atomic
def set_points(*, gathering: Gathering, win: int, draw: int, by: Viewer) -> League:
    """What a win and a draw are worth. A win is worth more than a draw."""
    if win <= draw:
        raise ValidationError({"win": _("A win is worth more than a draw.")})
    league = hold_league(gathering)
    league.points_win, league.points_draw = win, draw
    league.save()
    audit.record(what="league.changed", about=league, by=by, fields=["points_draw", "points_win"])
    return league


@transaction.atomic
def join_team(*, team: Team, on: date, by: Viewer, participant: Participant | None = None, goes_by: str = "") -> Player:
    """Somebody plays in a team: a participant, or anybody by what they go by. A second press is the same.

    The caller has checked that `by` may see the participant.
    """
    mine = Team.objects.select_for_update().get(pk=team.pk)
    playing = Player.objects.filter(organization_id=mine.organization_id, team=mine, ended_on=None)
    if participant is not None:
        met = playing.filter(participant__in=ids_of_one(participant)).first()
        if met is not None:
            return met
    if playing.count() >= MOST_PLAYERS:
        raise ValidationError(_("There is no room for more players in this team."))
    player = Player(
        id=uuid7(),
        organization_id=mine.organization_id,
        team=mine,
        participant=participant,
        goes_by=None if participant else goes_by,
        started_on=on,
    )
    player.save(force_insert=True)
    audit.record(what="player.joined", about=player, by=by, participant_id=participant.pk if participant else None)
    return player


@transaction.atomic
def leave_team(*, player: Player, on: date, by: Viewer) -> Player:
    """Somebody plays there no more. A second press is the same."""
    mine = Player.objects.select_for_update().get(pk=player.pk)
    if mine.ended_on is None:
        mine.ended_on = max(on, mine.started_on)
        mine.save()
        audit.record(what="player.left", about=mine, by=by, participant_id=mine.participant_id)
    return mine


@transaction.atomic
def plan_fixtures(*, gathering: Gathering, by: Viewer, at: datetime) -> int:
    """Everyone against everyone once, a round each session to come; what was planned and not played is planned anew.

    Games that have a result are not repeated. Answers how many games are planned. Raises ValidationError without two
    teams, or when there are fewer sessions than rounds.
    """
    league = hold_league(gathering)
    teams = list(Team.objects.filter(organization_id=league.organization_id, league=league).order_by("pk"))
    if len(teams) < 2:
        raise ValidationError(_("Add two teams or more first."))
    mine = Fixture.objects.select_for_update().filter(organization_id=league.organization_id, league=league)
    played = {frozenset(pair) for pair in mine.exclude(home_score=None).values_list("home_id", "away_id")}
    mine.filter(home_score=None).delete()
    wanted = [[pair for pair in games if frozenset((pair[0].pk, pair[1].pk)) not in played] for games in rounds(teams)]
    wanted = [games for games in wanted if games]
    sessions = Session.objects.filter(
        organization_id=league.organization_id, gathering=gathering, state=State.PLANNED, starts_at__gt=at
    )
    days = list(sessions.order_by("starts_at", "pk")[: len(wanted)])
    if len(days) < len(wanted):
        raise ValidationError(_("There are fewer sessions to come than rounds. Plan more sessions first."))
    fixtures = [
        Fixture(organization_id=league.organization_id, league=league, session=day, home=home, away=away)
        for day, games in zip(days, wanted, strict=True)
        for home, away in games
    ]
    Fixture.objects.bulk_create(fixtures)
    audit.record(what="league.planned", about=league, by=by)
    return len(fixtures)


@transaction.atomic
def write_result(*, fixture: Fixture, home_score: int, away_score: int, by: Viewer, at: datetime) -> Fixture:
    """How a game ended. It can be corrected; the trail keeps that it was. Raises ValidationError before it began."""
    mine = Fixture.objects.select_for_update().get(pk=fixture.pk)
    if fixture.session.starts_at > at:
        raise ValidationError(_("This game has not begun."))
    if (mine.home_score, mine.away_score) != (home_score, away_score):
        mine.home_score, mine.away_score = home_score, away_score
        mine.save()
        audit.record(what="fixture.result", about=mine, by=by, fields=["away_score", "home_score"])
    return mine
