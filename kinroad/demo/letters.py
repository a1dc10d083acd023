"""Messages between two of the five and who walks with them, and what they want to be told."""

from datetime import date, timedelta
from random import Random

from kinroad.coaching.models import Match
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import moment, worker
from kinroad.notifications.actions.permission import confirm
from kinroad.notifications.actions.thread import set_wishes, write
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

# Days ago, whether the participant wrote it, and the words.
LETTERS = {
    "elizabeth": (
        (6, True, "Thank you for Friday. The children loved the drum."),
        (5, False, "They were wonderful. Same time next week?"),
        (1, True, "Payday is this Friday. Can we talk before I leave work?"),
    ),
    "roger": (
        (4, False, "The warehouse on 9th is hiring. Shall we fill in the form together on Tuesday?"),
        (3, True, "Yes please. I will bring my papers."),
    ),
}


def write_letters(house: House, *, today: date, rng: Random) -> None:
    """Both sides write, each on their own day."""
    for username, letters in LETTERS.items():
        participant = Participant.objects.select_related("person").get(
            organization=house.organization, person__standings__account__username=username
        )
        match = Match.objects.current().select_related("peer_leader").get(participant=participant)
        own = Viewer(None, participant.person_id, house.organization.pk, ZONE, participant_id=participant.pk)
        theirs = worker(house, match.peer_leader)
        for days, by_participant, body in letters:
            at = moment(today - timedelta(days=days), rng)
            with as_of(at):
                by = own if by_participant else theirs
                write(id=uuid7(), participant=participant, body=body, by=by, at=at)
        if username == "elizabeth":
            confirm(participant=participant, by=own, at=now())
            set_wishes(participant=participant, new_message="text", remind="day_before", remind_by="text", by=own)
