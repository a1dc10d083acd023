"""Who saw a participant's name on a list, in plain words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kinroad.audit.queries import lists_with
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.shown import Shown, shown_people
from kinroad.people.rules.viewer import Viewer

LISTED_DAYS = 30
MOST = 50
LISTS = {
    "attendance": _("Who came to a session"),
    "calls": _("Calls to make"),
    "calls_overdue": _("Calls that are late"),
    "co_lead": _("Who else leads"),
    "contact": _("Choosing whom a contact is with"),
    "duplicates": _("Who may be here twice"),
    "hand_over": _("Who gets another peer leader"),
    "help": _("Help that people asked for"),
    "leaders": _("Who could walk with whom"),
    "log": _("Writing down a contact"),
    "matching": _("Who could walk with whom"),
    "messages": _("Messages"),
    "my_team": _("The people a team walks with"),
    "outreach": _("Whom to reach out to"),
    "people": _("Finding a person"),
    "players": _("Players of a team"),
    "program": _("The people of a program"),
    "quiet": _("Whom we have not reached for long"),
    "support_lines": _("The report on support given"),
    "support_people": _("The report on support given"),
    "today": _("What is next today"),
    "waiting": _("Who waits for a peer leader"),
    "who_is_coming": _("Who is coming"),
}
ANOTHER_LIST = _("A list")


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody, a kind of list, how often and when last."""

    who: Shown | None
    page: Any
    times: int
    last: datetime


def who_listed(participant: Participant, *, viewer: Viewer, at: datetime) -> list[Listed]:
    """Who saw my name on lists lately, and on which; my own visits left out."""
    rows = lists_with(
        ids_of_one(participant),
        organization_id=viewer.organization_id,
        apart_from=viewer.account_id,
        since=at - timedelta(days=LISTED_DAYS),
        most=MOST,
    )
    people = shown_people((row.person_id for row in rows), organization_id=viewer.organization_id)
    return [
        Listed(
            people.get(row.person_id) if row.person_id else None, LISTS.get(row.page, ANOTHER_LIST), row.times, row.last
        )
        for row in rows
    ]
