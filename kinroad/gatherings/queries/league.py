"""A league as a page shows it: table, fixtures, teams; players only for those who look after it."""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404

from kinroad.gatherings.models import Fixture, Gathering, League, Player, Session, Team
from kinroad.gatherings.rules.league import Line, Result, table
from kinroad.people.models import Participant

MOST_FIXTURES = 300


@dataclass(frozen=True)
class LeaguePage:
    """The league of a gathering. Without one, everything is empty."""

    league: League | None
    teams: list[Team] = field(default_factory=list)
    table: list[Line[Team]] = field(default_factory=list)
    fixtures: list[Fixture] = field(default_factory=list)


def league_of(gathering: Gathering) -> LeaguePage:
    """Teams, table and fixtures in their order. Three queries. No name of anybody stands in it."""
    here = {"organization_id": gathering.organization_id}
    league = League.objects.filter(**here, gathering=gathering).first()
    if league is None:
        return LeaguePage(None)
    teams = list(Team.objects.filter(**here, league=league).order_by("name", "pk"))
    rows = Fixture.objects.filter(**here, league=league).select_related("session", "home", "away")
    fixtures = list(rows.order_by("session__starts_at", "pk")[:MOST_FIXTURES])
    results = [
        Result(each.home, each.away, each.home_score, each.away_score)
        for each in fixtures
        if each.home_score is not None and each.away_score is not None
    ]
    return LeaguePage(league, teams, table(teams, results, league.points), fixtures)


def games_of(session: Session) -> list[Fixture]:
    """The games of one session, for everybody to read: teams and results."""
    rows = Fixture.objects.filter(organization_id=session.organization_id, session=session)
    return list(rows.select_related("home", "away").order_by("pk"))


@dataclass(frozen=True)
class Playing:
    """Somebody in a team, by the name they go by."""

    player: Player
    called: str


def players_of(team: Team) -> list[Playing]:
    """Who plays in a team now. One query."""
    rows = Player.objects.filter(organization_id=team.organization_id, team=team, ended_on=None)
    found = rows.select_related("participant__person", "participant__merged_into__person").order_by("pk")
    return [Playing(each, _called(each)) for each in found]


def _called(player: Player) -> str:
    them: Participant | None = player.participant
    if them is None:
        return player.goes_by or ""
    return (them.merged_into or them).person.called or ""


def get_team(team_id: UUID, *, gathering: Gathering) -> Team:
    """A team of this gathering's league. Raises Http404."""
    found = Team.objects.filter(
        organization_id=gathering.organization_id, league__gathering=gathering, pk=team_id
    ).first()
    if found is None:
        raise Http404
    return found


def get_player(player_id: UUID, *, team: Team) -> Player:
    """Somebody of this team. Raises Http404."""
    found = Player.objects.filter(organization_id=team.organization_id, team=team, pk=player_id).first()
    if found is None:
        raise Http404
    return found


def get_fixture(fixture_id: UUID, *, gathering: Gathering) -> Fixture:
    """A game of this gathering's league. Raises Http404."""
    rows = Fixture.objects.filter(organization_id=gathering.organization_id, league__gathering=gathering, pk=fixture_id)
    found = rows.select_related("session", "home", "away").first()
    if found is None:
        raise Http404
    return found
