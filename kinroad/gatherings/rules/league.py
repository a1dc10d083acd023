"""A league: who plays whom, and the table."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Side = TypeVar("Side", bound=Hashable)


@dataclass(frozen=True)
class Points:
    """What a win and a draw are worth; a loss is worth nothing."""

    win: int = 2
    draw: int = 1


@dataclass(frozen=True)
class Result(Generic[Side]):
    """A game that was played."""

    home: Side
    away: Side
    home_score: int
    away_score: int


@dataclass(frozen=True)
class Line(Generic[Side]):
    """A line of the table. Games for and against are what was scored."""

    team: Side
    played: int
    won: int
    drawn: int
    lost: int
    scored: int
    against: int
    points: int


def table(teams: Sequence[Side], results: Iterable[Result[Side]], points: Points) -> list[Line[Side]]:
    """The table: points, then what was scored more than lost, then scored, then the order of `teams`.

    Teams that did not play yet stand in it too.
    """
    played = list(results)
    lines = [_line(team, [each for each in played if team in (each.home, each.away)], points) for team in teams]
    return sorted(lines, key=lambda line: (-line.points, -(line.scored - line.against), -line.scored))


def _line(team: Side, results: list[Result[Side]], points: Points) -> Line[Side]:
    pairs = [
        (each.home_score, each.away_score) if each.home == team else (each.away_score, each.home_score)
        for each in results
    ]
    won, drawn = sum(mine > theirs for mine, theirs in pairs), sum(mine == theirs for mine, theirs in pairs)
    return Line(
        team=team,
        played=len(pairs),
        won=won,
        drawn=drawn,
        lost=len(pairs) - won - drawn,
        scored=sum(mine for mine, _theirs in pairs),
        against=sum(theirs for _mine, theirs in pairs),
        points=won * points.win + drawn * points.draw,
    )


def rounds(teams: Sequence[Side]) -> list[list[tuple[Side, Side]]]:
    """Everyone against everyone once, round by round (the circle method); an odd team rests for a round.

    Home and away change from round to round, so that nobody always has the home field.
    """
    ring: list[Side | None] = [*teams]
    if len(ring) % 2:
        ring.append(None)
    half, found = len(ring) // 2, []
    for number in range(max(len(ring) - 1, 0)):
        pairs = zip(ring[:half], reversed(ring[half:]), strict=True)
        games = [(one, two) for one, two in pairs if one is not None and two is not None]
        found.append([(two, one) if number % 2 else (one, two) for one, two in games])
        ring = [ring[0], ring[-1], *ring[1:-1]]
    return found
