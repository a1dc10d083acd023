"""Two coordinators ask the same two people of their proposals at the same moment, each with a real connection."""

import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.actions import best_match as actions
from kinroad.coaching.models import Match, MatchingDraft, MatchingLine
from kinroad.coaching.tests.asking import TODAY, coordinator, leader
from kinroad.coaching.tests.test_best_match import waits
from kinroad.core.tests.at_once import at_once_or_refused
from kinroad.people.tests.factories import ProgramFactory, viewer_of

pytestmark = pytest.mark.django_db(transaction=True)
COORDINATORS = 4


def coordinators():
    program = ProgramFactory()
    people = [coordinator(program) for _ in range(COORDINATORS)]
    for each in people:
        actions.make(by=viewer_of(each))
    return people


def lines_of(person):
    return list(MatchingLine.objects.filter(draft__owner=person, says="proposed").order_by("place"))


def test_the_same_two_are_asked_once_whoever_presses_first():
    leader(caseload_limit=1)
    waits()
    people = coordinators()
    pressed = [(lines_of(each)[0].pk, viewer_of(each)) for each in people]

    answers = at_once_or_refused(
        *(lambda line=line, by=by: actions.ask(line=line, on=TODAY, by=by) for line, by in pressed)
    )

    assert Match.objects.count() == 1
    assert sum(isinstance(each, Match) for each in answers) == 1
    assert all(isinstance(each, Match | ValidationError) for each in answers)


def test_everyone_asked_at_once_by_two_goes_into_no_place_twice():
    leader(caseload_limit=2)
    leader(caseload_limit=1)
    for _ in range(5):
        waits()
    people = coordinators()[:2]
    drafts = [MatchingDraft.objects.get(owner=each) for each in people]

    def everyone(person, draft):
        return lambda: actions.ask_all(version=draft.shown, on=TODAY, by=viewer_of(person))

    at_once_or_refused(*(everyone(person, draft) for person, draft in zip(people, drafts, strict=True)))

    matches = Match.objects.filter(ended_on=None)
    assert matches.count() == 3
    assert matches.values("participant").distinct().count() == 3


def test_a_press_repeated_at_once_asks_once():
    leader()
    waits()
    (pat,) = coordinators()[:1]
    line, by = lines_of(pat)[0].pk, viewer_of(pat)

    at_once_or_refused(*[lambda: actions.ask(line=line, on=TODAY, by=by)] * 6)

    assert Match.objects.count() == 1
