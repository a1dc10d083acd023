"""A long proposal is read fifty lines at a time, whatever its length."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.coaching.actions import best_match as actions
from kinroad.coaching.models import MatchingLine
from kinroad.coaching.queries import best_match_page as page
from kinroad.coaching.tests.asking import TODAY, coordinator, leader
from kinroad.coaching.tests.test_best_match import waits
from kinroad.people.tests.factories import ProgramFactory, sign_in, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pat(monkeypatch):
    monkeypatch.setattr(page, "SHOWN", 2)
    pat = coordinator(ProgramFactory())
    leader(caseload_limit=9)
    for _ in range(5):
        waits()
    actions.make(by=viewer_of(pat))
    return pat


def lines(pat, start=0):
    found = page.proposal_of(viewer_of(pat), today=TODAY, start=start)
    return [line.participant_id for line in found.lines], found.after


def test_everyone_comes_once_and_what_was_asked_leaves_the_first_page(pat):
    found, start, counts = [], 0, set()
    lines(pat)
    while start is not None:
        with CaptureQueriesContext(connection) as asked:
            some, start = lines(pat, start)
        counts.add(len(asked))
        found += some

    assert len(found) == len(set(found)) == 5
    assert len(counts) == 1
    for line in list(MatchingLine.objects.order_by("place")[:2]):
        actions.ask(line=line.pk, on=TODAY, by=viewer_of(pat))
    assert lines(pat)[0] == found[2:4], "the first page shows who is left"


@pytest.mark.parametrize("said", ["x", "-1", "99999999999999", "2\u0663"])
def test_a_place_that_is_none_is_the_beginning(client, pat, said):
    text = sign_in(client, pat).get("/matching", {"from": said}).text

    assert len(re.findall(r"Ask these two", text)) == 2
