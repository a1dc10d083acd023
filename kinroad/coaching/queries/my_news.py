"""What a participant should read first on their own page about who walks with them."""

from dataclasses import dataclass
from datetime import date, timedelta

from kinroad.coaching.models import Match
from kinroad.coaching.queries.matching import open_matches_of
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one

TOLD_FOR_DAYS = 30  # a hand-over stands on the page for a month


@dataclass(frozen=True)
class News:
    """Questions that wait, and the match that was handed over lately."""

    asked: list[Match]
    handed: Match | None


def my_news(participant: Participant, *, today: date) -> News:
    """The news of the participant's own page, for the participant alone."""
    asked = [match for match in open_matches_of(participant) if match.started_on is None]
    return News(asked, last_hand_over(participant, since=today - timedelta(days=TOLD_FOR_DAYS)))


def last_hand_over(participant: Participant, *, since: date) -> Match | None:
    """The match that was handed over to someone else on the day `since` or later, to tell the participant."""
    return (
        Match.objects.filter(
            organization_id=participant.organization_id,
            participant__in=ids_of_one(participant),
            ended=Match.Ended.HANDED_OVER,
            ended_on__gte=since,
        )
        .select_related("peer_leader__person")
        .order_by("-ended_on", "-pk")
        .first()
    )
