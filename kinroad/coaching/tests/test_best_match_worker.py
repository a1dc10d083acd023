"""A long waiting list: the worker works the proposal out and asks, and the page says so."""

import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.actions import best_match as actions
from kinroad.coaching.models import Match, MatchingDraft
from kinroad.coaching.tests.asking import leader
from kinroad.coaching.tests.test_best_match import waits
from kinroad.coaching.tests.test_best_match_page import made, pat, words
from kinroad.people.tests.factories import sign_in

pytestmark = pytest.mark.django_db
__all__ = ["pat"]


def test_a_long_list_is_worked_out_and_asked_by_the_worker(client, pat, monkeypatch):
    waits(called="Luis")
    leader()
    asked_for = []
    monkeypatch.setattr(actions, "later", lambda name, draft: asked_for.append((name, draft)))
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(actions, "ASKED_AT_ONCE", 0)
    sign_in(client, pat)

    page = client.post("/matching", {"make": "yes"}, follow=True)
    draft = MatchingDraft.objects.get()
    assert "The proposal is being worked out" in words(page)
    assert asked_for == [("coaching.tasks.best_match.work_out", draft.pk)]
    actions.work_out(draft.pk)
    assert "Luis with" in words(client.get("/matching"))

    page = client.post("/matching/ask-all", {"version": 1}, follow=True)
    assert "They are being asked" in words(page)
    with pytest.raises(ValidationError, match="being asked right now"):
        made(pat)
    assert actions.ask_everyone(draft.pk) == (1, 0)
    assert Match.objects.count() == 1
    assert MatchingDraft.objects.get().state == "ready"


def test_a_proposal_that_was_changed_while_it_was_worked_out_is_not_shown(pat, monkeypatch):
    waits()
    leader()
    draft = made(pat)
    work = actions._lines_of

    def while_somebody_changes_it(draft):
        MatchingDraft.objects.update(version=5)
        return work(draft)

    MatchingDraft.objects.update(version=2)
    monkeypatch.setattr(actions, "_lines_of", while_somebody_changes_it)

    actions.work_out(draft.pk)

    fresh = MatchingDraft.objects.get()
    assert (fresh.shown, fresh.version) == (1, 5)
