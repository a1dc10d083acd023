"""Who asks whom, in a word, for the tests of matching."""

from datetime import date

from kinroad.coaching.actions import match as actions
from kinroad.coaching.models import MatchWishes
from kinroad.coaching.tests.factories import leader_of
from kinroad.people.models import Participant, PeerLeader
from kinroad.people.tests.factories import coordinate, someone, viewer_of

TODAY = date(2026, 3, 2)
LATER = date(2026, 3, 9)


def participant_of(person):
    return Participant.objects.get(person=person)


def leader(**facts):
    """A peer leader who is cleared and has the role."""
    person = someone("peer_leader")
    PeerLeader.objects.filter(person=person).update(**facts)
    return person


def ask(person, chosen, *, by=None, says_yes=True, on=TODAY):
    return actions.propose_match(
        participant=participant_of(person),
        peer_leader=leader_of(chosen).pk,
        on=on,
        by=viewer_of(by or person),
        participant_says_yes=says_yes,
    )


def says(chosen, match, answer, on=TODAY):
    return actions.answer_as_leader(match=match, answer=answer, on=on, by=viewer_of(chosen))


def coordinator(program):
    pat = someone("coordinator")
    coordinate(pat, program)
    return pat


def wish(person, **wishes):
    MatchWishes(
        organization=person.organization, participant=participant_of(person), **{"gender": "woman"} | wishes
    ).save()
