"""A sports league: teams, who plays in them, fixtures and results."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.gatherings.models.gathering import Gathering, Session
from kinroad.gatherings.rules.league import Points
from kinroad.people.models import Participant


class League(Kept):
    """The league of a gathering, and what a win and a draw are worth."""

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="leagues", db_index=False)
    points_win = models.PositiveSmallIntegerField(default=2)
    points_draw = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "gathering"], name="one_league_of_a_gathering"),
        ]

    def __str__(self) -> str:
        return f"league {self.pk}"

    @property
    def points(self) -> Points:
        """What a win and a draw are worth, for the rules."""
        return Points(win=self.points_win, draw=self.points_draw)


class Team(Kept):
    """A team. Its name is public; who plays in it is not."""

    league = models.ForeignKey(League, on_delete=models.PROTECT, related_name="teams", db_index=False)
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "league", "name"],
                name="one_team_of_a_name",
                violation_error_message=_("There is already a team with this name."),
            ),
        ]

    def __str__(self) -> str:
        return f"team {self.pk}"


class Player(Kept):
    """Somebody who plays: a participant, or anybody by what they go by. Never shown in public."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="players", db_index=False)
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    goes_by = Sealed()
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "team", "participant"],
                condition=Q(ended_on=None) & Q(participant__isnull=False),
                name="plays_in_a_team_once",
            ),
        ]
        indexes = [models.Index(fields=["organization", "team", "ended_on"], name="player_of_a_team")]

    def __str__(self) -> str:
        return f"player {self.pk}"


class Fixture(Kept):
    """Two teams meet at a session. Both scores, or none yet."""

    league = models.ForeignKey(League, on_delete=models.PROTECT, related_name="fixtures", db_index=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="fixtures", db_index=False)
    home = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    away = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    home_score = models.PositiveSmallIntegerField(null=True, blank=True)
    away_score = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(home=F("away")), name="fixture_of_two_teams"),
            models.CheckConstraint(
                condition=Q(home_score=None, away_score=None) | Q(home_score__isnull=False, away_score__isnull=False),
                name="fixture_with_both_scores",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "league", "session"], name="fixture_of_a_league"),
            models.Index(fields=["organization", "session"], name="fixture_of_a_session"),
        ]

    def __str__(self) -> str:
        return f"fixture {self.pk}"
