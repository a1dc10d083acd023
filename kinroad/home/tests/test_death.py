"""Whoever has died stands on no list of things to do, and every list has them again when it was a mistake."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.match import propose_match
from kinroad.coaching.actions.request import ask_again
from kinroad.coaching.actions.tries import note_try
from kinroad.coaching.queries.contact import walks_with
from kinroad.coaching.queries.matching import asked_of, caseload_of, places_taken
from kinroad.coaching.queries.request import unanswered_requests
from kinroad.coaching.queries.waiting_list import waiting_list
from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.home.queries.program import program_of
from kinroad.home.queries.team import team_of
from kinroad.home.queries.today import today_of
from kinroad.people.actions import death
from kinroad.people.models import PossibleDuplicate
from kinroad.people.queries.duplicates import open_pairs
from kinroad.people.tests.factories import (
    ParticipantFactory,
    ProgramFactory,
    SupervisionFactory,
    coordinate,
    someone,
    viewer_of,
)

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


@pytest.fixture
def coach(db):
    return someone("peer_leader")


@pytest.fixture
def supervisor(coach):
    supervisor = someone("supervisor")
    SupervisionFactory(supervisor=supervisor, peer_leader=leader_of(coach))
    return supervisor


@pytest.fixture
def coordinator(db):
    coordinator = someone("coordinator")
    coordinate(coordinator, ProgramFactory())
    return coordinator


@pytest.fixture
def luis(coach):
    luis = ParticipantFactory()
    walk_together(coach, luis)
    return luis


def all_lists(coach, supervisor, coordinator):
    """What every list of things to do says."""
    leads, coordinates = viewer_of(coach), viewer_of(coordinator)
    program = program_of(coordinates, day=DAY, at=NOON)
    return {
        "today": [each.who.participant_id for each in today_of(leads, day=DAY, at=NOON).reach],
        "log": [each.participant_id for each in walks_with(leads)],
        "asked": [match.pk for match in asked_of(leads)],
        "team": [
            each.who.participant_id for member in team_of(viewer_of(supervisor), day=DAY) for each in member.waiting
        ],
        "waiting": [each.participant_id for each in waiting_list(viewer=coordinates, today=DAY)[0]],
        "unanswered": [each.participant_id for each in unanswered_requests(coordinates)],
        "places": places_taken(leader_of(coach).organization_id),
        "hand over": [match.pk for match in caseload_of(leader_of(coach), viewer=coordinates)],
        "program": (program.waiting, program.caseload, program.duplicates, [each.walks_with for each in program.rooms]),
        "duplicates": [pair.id for pair in open_pairs(coordinates)],
    }


def test_whoever_has_died_stands_on_no_list_until_it_is_taken_back(luis, coach, supervisor, coordinator):
    asks = ParticipantFactory()
    ask_again(participant=asks, words="", on=DAY, by=viewer_of(coordinator))
    asks_too = ParticipantFactory()
    propose_match(participant=asks_too, peer_leader=leader_of(coach).pk, on=DAY, by=viewer_of(coordinator))
    first, second = sorted((luis.person_id, asks.person_id))
    PossibleDuplicate(
        organization=luis.organization, first_id=first, second_id=second, reasons=[], found_at="2026-11-20T12:00Z"
    ).save()
    before = all_lists(coach, supervisor, coordinator)
    assert all(before.values())

    for each in (luis, asks, asks_too):
        death.record(participant=each, on=DAY, told_by="", by=viewer_of(coordinator))

    after = all_lists(coach, supervisor, coordinator)
    assert after.pop("program") == (0, 0, 0, [0])
    assert not any(after.values())

    for each in (luis, asks, asks_too):
        death.undo(participant=each, by=viewer_of(coordinator))

    assert all_lists(coach, supervisor, coordinator) == before


def test_nothing_begins_with_someone_who_has_died(luis, coach, coordinator):
    by = viewer_of(coordinator)
    death.record(participant=luis, on=DAY, told_by="", by=by)

    with pytest.raises(ValidationError, match="has died"):
        propose_match(participant=luis, peer_leader=leader_of(coach).pk, on=DAY, by=by)
    with pytest.raises(ValidationError, match="has died"):
        ask_again(participant=luis, words="", on=DAY, by=by)
    with pytest.raises(ValidationError, match="has died"):
        note_try(participant=luis, on=DAY, by=viewer_of(coach))
