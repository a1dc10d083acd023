"""When somebody should look at a place again."""

from datetime import date

from kinroad.resources.rules.freshness import Doubt, becomes_doubtful, due_on, is_due, why_look

TODAY = date(2026, 11, 22)
TRUSTED = {"reports": 0, "doubtful": False, "verified_on": date(2026, 11, 1), "due": date(2027, 5, 1), "today": TODAY}


def test_a_place_is_due_again_after_the_days_of_the_policy():
    assert due_on(date(2026, 1, 1), days=180) == date(2026, 6, 30)
    assert is_due(date(2026, 11, 22), today=TODAY)
    assert not is_due(date(2026, 11, 23), today=TODAY)
    assert is_due(None, today=TODAY)


def test_the_most_pressing_reason_comes_first():
    assert why_look(**TRUSTED) is None
    assert why_look(**{**TRUSTED, "due": TODAY}) is Doubt.DUE
    assert why_look(**{**TRUSTED, "verified_on": None}) is Doubt.NEVER
    assert why_look(**{**TRUSTED, "verified_on": None, "doubtful": True}) is Doubt.DOUBTFUL
    assert why_look(**{**TRUSTED, "doubtful": True, "reports": 1}) is Doubt.REPORTED


def test_two_reports_are_enough_to_say_so_before_an_editor_looks():
    assert not becomes_doubtful(reports=1, enough=2)
    assert becomes_doubtful(reports=2, enough=2)
