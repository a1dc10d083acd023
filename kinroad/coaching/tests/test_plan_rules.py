from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules import plan_version
from kinroad.coaching.rules.plan import Change, What, needs_after, review_is_due
from kinroad.coaching.rules.plan_version import State, as_text, compare, differences, from_text, says_nothing, with_days

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
WORDS = st.text(alphabet="ab \nü", max_size=60)


def step(id, words="Call", **more):
    return {"id": id, "words": words, "who": "participant", "by": None, **outcome(), **more}


def goal(id, words="Sing", steps=(), **more):
    return {"id": id, "dimension": "home", "words": words, **outcome(), "steps": list(steps), **more}


def outcome():
    return {"outcome": "", "outcome_words": "", "outcome_on": None}


def content(*goals, **more):
    said = {"strengths": "", "talents": "", "vision": "", "barriers": [], "review_on": None}
    return {**said, **more, "goals": list(goals)}


def test_a_review_is_due_from_its_day_until_somebody_looked():
    assert review_is_due(review_on=MONDAY, reviewed_on=None, today=TUESDAY)
    assert not review_is_due(review_on=TUESDAY, reviewed_on=None, today=MONDAY)
    assert not review_is_due(review_on=None, reviewed_on=None, today=MONDAY)
    assert not review_is_due(review_on=MONDAY, reviewed_on=MONDAY, today=TUESDAY)
    assert review_is_due(review_on=TUESDAY, reviewed_on=MONDAY, today=TUESDAY)


def test_what_is_hard_follows_the_barriers_and_leaves_other_needs_alone():
    known = frozenset({"housing", "work"})

    assert needs_after(needs=["health", "housing"], barriers=frozenset({"work"}), known=known) == ["health", "work"]


def test_a_change_knows_its_days():
    assert Change(What.REVIEW, facts={"on": "2026-03-02"}).day("on") == MONDAY
    assert Change(What.REVIEW).day("on") is None


def test_content_comes_back_as_it_was_kept_and_shows_its_days():
    kept = content(goal("1", steps=[step("a", by="2026-03-02")]), review_on="2026-03-03")

    assert from_text(as_text(kept)) == kept
    assert with_days(kept)["review_on"] == TUESDAY
    assert with_days(kept)["goals"][0]["steps"][0]["by"] == MONDAY


def test_a_plan_says_something_with_one_goal_or_one_hope():
    assert says_nothing(content(strengths="Patient"))
    assert not says_nothing(content(goal("1")))
    assert not says_nothing(content(vision="Quiet mornings"))


@given(WORDS, WORDS)
def test_every_word_of_both_sides_stands_in_the_comparison(before, after):
    left, right = compare(before, after)

    assert "".join(piece.text for piece in left) == (before if before.strip() else "")
    assert "".join(piece.text for piece in right) == (after if after.strip() else "")
    assert all(piece.state in (State.SAME, State.GONE) for piece in left)
    assert all(piece.state in (State.SAME, State.NEW) for piece in right)


@given(WORDS)
def test_what_is_the_same_is_called_the_same(words):
    assert all(piece.state == State.SAME for side in compare(words, words) for piece in side)
    assert differences(content(vision=words), content(vision=words)).none


def test_very_long_words_are_shown_whole(monkeypatch):
    monkeypatch.setattr(plan_version, "MOST_COMPARED", 1)

    assert [piece.state for piece in compare("a b", "a c")[0]] == [State.GONE]
    assert [piece.state for piece in compare("a b", "a b")[1]] == [State.SAME]


def test_goals_and_steps_are_followed_by_what_they_are_not_where_they_stand():
    before = content(goal("1", steps=[step("a"), step("b")]), goal("2"))
    after = content(goal("3"), goal("1", steps=[step("b", who="friend"), step("c")]))

    found = differences(before, after)

    assert [each.goal.state for each in found.goals] == [State.NEW, State.SAME, State.GONE]
    assert [part.state for part in found.goals[1].steps] == [State.CHANGED, State.NEW, State.GONE]
    assert found.goals[1].changed
    assert not found.none
