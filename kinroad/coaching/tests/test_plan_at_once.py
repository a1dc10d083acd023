"""A participant and who walks with them write and sign at the same moment, each with a connection of their own."""

import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.plan import change_plan
from kinroad.coaching.actions.plan_version import sign_plan
from kinroad.coaching.actions.suggestion import answer_suggestion, suggest
from kinroad.coaching.models import Goal, PlanVersion, Suggestion
from kinroad.coaching.queries.plan import plan_page
from kinroad.coaching.rules.plan import Change, What
from kinroad.coaching.tests.factories import walk_together
from kinroad.coaching.tests.planning import DAY, goal_of, mine
from kinroad.core.ids import uuid7
from kinroad.core.tests.at_once import at_once_or_refused
from kinroad.people.tests.factories import ParticipantFactory, someone, viewer_of

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


def refused(answers):
    return [each for each in answers if isinstance(each, ValidationError)]


def test_of_two_who_write_at_once_the_second_is_asked_to_look_first():
    elizabeth, maya = someone("participant"), someone("peer_leader")
    walk_together(maya, mine(elizabeth))
    goal = goal_of(elizabeth)
    theirs, hers = mine(elizabeth), viewer_of(elizabeth)
    asked = Change(What.GOAL_CHANGE, goal_id=goal.pk, words="Suggested", facts={"dimension": "home"})
    waiting = suggest(participant=theirs, change=asked, by=viewer_of(maya))

    def writes(words):
        change = Change(What.GOAL_CHANGE, goal_id=goal.pk, words=words, facts={"dimension": "home"})
        return lambda: change_plan(participant=theirs, change=change, by=hers, seen=goal.version)

    def says_yes():
        return answer_suggestion(participant=theirs, suggestion=waiting.pk, answer="yes", by=hers)

    answers = at_once_or_refused(writes("On one phone"), writes("On another"), says_yes, says_yes)

    goal.refresh_from_db()
    assert {each.code for each in refused(answers)} <= {"stale"}
    assert goal.version == 1 + len([each for each in answers if isinstance(each, Goal)]) + 1
    assert Suggestion.objects.get().answer == "yes"


def test_a_peer_leader_suggests_while_the_participant_writes_and_nothing_is_lost():
    elizabeth, maya = someone("participant"), someone("peer_leader")
    walk_together(maya, mine(elizabeth))
    theirs, hers, mayas = mine(elizabeth), viewer_of(elizabeth), viewer_of(maya)

    def goal(words, id):
        change = Change(What.GOAL, words=words, facts={"dimension": "home"})
        return lambda: change_plan(participant=theirs, change=change, by=hers, id=id)

    def idea(words, id):
        change = Change(What.GOAL, words=words, facts={"dimension": "home"})
        return lambda: suggest(participant=theirs, change=change, by=mayas, id=id)

    one, two = uuid7(), uuid7()
    answers = at_once_or_refused(*[goal("A home", one)] * TIMES, *[idea("A garden", two)] * TIMES)

    assert not refused(answers)
    assert [each.words for each in Goal.objects.all()] == ["A home"]
    assert [each.words for each in Suggestion.objects.all()] == ["A garden"]


def test_a_plan_signed_many_times_at_once_has_one_version():
    elizabeth = someone("participant")
    goal_of(elizabeth)
    theirs, hers = mine(elizabeth), viewer_of(elizabeth)
    seen = plan_page(theirs, today=DAY).seen
    same = uuid7()

    def signs(id):
        return lambda: sign_plan(participant=theirs, id=id, seen=seen, name="Elizabeth", by=hers)

    answers = at_once_or_refused(*[signs(same)] * TIMES, *[signs(uuid7()) for _ in range(TIMES)])

    assert PlanVersion.objects.count() == 1
    assert PlanVersion.objects.get().number == 1
    assert len(refused(answers)) >= TIMES - 1


def test_signing_beside_someone_while_the_plan_changes_keeps_what_was_read():
    maya, them = someone("peer_leader"), ParticipantFactory()
    walk_together(maya, them)
    mayas = viewer_of(maya)
    change = Change(What.GOAL, words="Read aloud", facts={"dimension": "home"})
    suggest(participant=them, change=change, by=mayas, said_yes=True)
    seen = plan_page(them, today=DAY).seen
    more = Change(What.GOAL, words="Written after", facts={"dimension": "home"})

    answers = at_once_or_refused(
        lambda: sign_plan(participant=them, id=uuid7(), seen=seen, by=mayas),
        lambda: suggest(participant=them, change=more, by=mayas, said_yes=True),
    )

    kept = PlanVersion.objects.first()
    assert "Written after" not in (kept.content if kept else "")
    assert bool(kept) != bool(refused(answers))
