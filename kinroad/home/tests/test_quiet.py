"""Who in the team has been quiet too long: facts, who is expected to reach out, and nothing more than sight gives."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.coaching.actions import warm_hand_off
from kinroad.coaching.models import Try
from kinroad.coaching.tests.factories import contact_with, leader_of, walk_together
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.home.queries import quiet
from kinroad.home.queries.quiet import quiet_of
from kinroad.people.actions import death
from kinroad.people.tests.factories import ParticipantFactory, SupervisionFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def sam(maya):
    sam = someone("supervisor", called="Sam")
    SupervisionFactory(supervisor=sam, peer_leader=leader_of(maya))
    return sam


def walks_with(leader, called="Luis", since=DAY - timedelta(days=100)):
    them = ParticipantFactory(person__called=called)
    walk_together(leader, them, since=since)
    return them


def names(page):
    return [each.who.called for each in page.people]


def test_it_says_the_facts_and_who_is_expected_to_reach_out(maya, sam):
    luis = walks_with(maya)
    contact_with(maya, luis)  # on March 4
    walks_with(maya, called="Ana", since=DAY - timedelta(days=2))

    (line,) = quiet_of(viewer_of(sam), day=DAY).people

    assert (line.who.participant_id, line.reaches_out, line.stopped) == (luis.pk, "Maya", False)
    assert line.line.day == (DAY - date(2026, 3, 4)).days


def test_whom_we_tried_often_enough_stays_on_it_and_nobody_is_asked_to_press(client, maya, sam):
    luis = walks_with(maya, since=date(2026, 1, 10))
    for back in (9, 6, 3):
        Try(
            organization_id=luis.organization_id,
            participant=luis,
            peer_leader=leader_of(maya),
            at=now() - timedelta(days=back),
            on=now().date() - timedelta(days=back),
        ).save()

    page = sign_in(client, sam).get("/my-team/quiet")

    assert "We tried 3 times." in page.text
    assert "nobody is asked to reach out" in page.text
    assert 'href="/my-team/quiet"' in client.get("/my-team").text


def test_only_the_own_team_and_the_living(maya, sam, client):
    gone = walks_with(maya, called="Roger")
    death.record(participant=gone, on=DAY, told_by="", by=viewer_of(maya))
    walks_with(someone("peer_leader", called="Tomas"), called="Bodie")

    assert not quiet_of(viewer_of(sam), day=DAY).people
    assert "Nobody is quiet too long" in sign_in(client, sam).get("/my-team/quiet").text
    assert sign_in(client, maya).get("/my-team/quiet").status_code == 404


def test_page_by_page_everyone_comes_once_with_the_same_number_of_questions(maya, sam, monkeypatch):
    monkeypatch.setattr(quiet, "ON_A_PAGE", 4)
    monkeypatch.setattr(quiet, "LOOKED_AT", 6)
    for number in range(11):
        walks_with(maya, called=f"P{number:02}", since=DAY - timedelta(days=90 + number // 2))
    viewer, after, found, counts = viewer_of(sam), None, [], set()
    quiet_of(viewer, day=DAY)

    while True:
        with CaptureQueriesContext(connection) as asked:
            page = quiet_of(viewer, day=DAY, after=after)
        counts.add(len(asked))
        found += names(page)
        after = page.after
        if after is None:
            break

    assert sorted(found) == [f"P{number:02}" for number in range(11)]
    assert found[0] == "P10", "the longest silent first"
    assert len(counts) == 1


@pytest.mark.parametrize("place", ["nonsense", "2026-11-20_x", "2026-13-90_", "_"])
def test_an_address_that_is_no_place_is_the_beginning(client, maya, sam, place):
    walks_with(maya, since=date(2026, 1, 10))

    assert "Luis" in sign_in(client, sam).get("/my-team/quiet", {"after": place}).text


def test_a_hand_off_nobody_asked_about_stands_on_my_team_after_its_day(client, maya, sam):
    luis, today = walks_with(maya), now().date()
    for back in (30, 0):
        made = today - timedelta(days=back)
        warm_hand_off.record(
            id=uuid7(),
            participant=luis,
            to="prescriber",
            how="called",
            said_yes=True,
            follow_up_on=made + timedelta(days=3),
            on=made,
            by=viewer_of(maya),
        )

    page = sign_in(client, sam).get("/my-team").text

    assert "Nobody has asked yet how it went" in page
    assert page.count("/who-answers/") == 1
