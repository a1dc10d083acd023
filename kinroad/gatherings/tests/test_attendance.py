"""Attendance once: one sheet, and the service log with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kinroad.audit.models import Change
from kinroad.core.ids import uuid7
from kinroad.gatherings.actions.attendance import Added, ChangedMeanwhile, save_sheet
from kinroad.gatherings.models import Attended, Coming, Sheet, SheetVersion
from kinroad.gatherings.queries.sheet import counted, expected_at, history_of, rows_of
from kinroad.gatherings.tests.attending import a_session, came, the_day_before
from kinroad.gatherings.tests.coming_people import coming
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, see, someone, viewer_of
from kinroad.service_log.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def leader(organization):
    return someone("peer_leader", organization=organization)


@pytest.fixture
def session(organization, leader):
    return a_session(organization, led_by=leader)


def standing(sheet):
    """What the log holds of this sheet, line by line: people, and the number without a record."""
    people, others = {}, 0
    for line in Line.objects.filter(source="attendance", source_id=sheet.pk):
        if line.participant_id:
            people[line.participant_id] = people.get(line.participant_id, 0) + line.sign
        others += line.sign * line.people_without_record
    return {pk for pk, sign in people.items() if sign}, others


def test_saving_writes_the_log_for_everyone_with_nothing_typed_again(session, leader, organization):
    elizabeth = ParticipantFactory(organization=organization)
    key = came(session, elizabeth, "Sam", by=leader, head_count=4).people.get(participant=elizabeth).pk

    sheet = save_sheet(session=session, said={f"children-{key}": 2}, drawn={f"children-{key}": 0}, by=viewer_of(leader))

    assert counted(sheet).everyone == 1 + 2 + 1 + 4
    assert standing(sheet) == ({elizabeth.pk}, 7)
    line = Line.objects.filter(participant=elizabeth, sign=1).latest("written_at")
    assert (line.minutes, line.how, line.activity, line.on) == (90, "person", "community", session.on)
    assert (line.emotional, line.informational, line.affiliational) == (True, False, True)
    assert line.peer_leader.person == leader
    assert Change.objects.filter(what="sheet.saved").exists()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 3), st.integers(0, 9)), max_size=6))
def test_whatever_is_corrected_the_log_equals_a_plain_recount(organization, leader, moves):
    session = a_session(organization, led_by=leader)
    people = [ParticipantFactory(organization=organization) for _ in range(3)]
    sheet = came(session, *people, "Sam", by=leader)
    keys = list(sheet.people.order_by("pk"))

    for who, there, children, heads in moves:
        sheet.refresh_from_db()
        row = Attended.objects.get(pk=keys[who].pk)
        drawn = {f"came-{row.pk}": row.came, f"children-{row.pk}": row.children, "head_count": sheet.head_count}
        said = {f"came-{row.pk}": there, f"children-{row.pk}": children, "head_count": heads}
        sheet = save_sheet(session=session, said=said, drawn=drawn, by=viewer_of(leader))

    here = [row for row in sheet.people.all() if row.came]
    named = {row.participant_id for row in here if row.participant_id}
    others = sheet.head_count + sum(row.children + row.guests for row in here) + len(here) - len(named)
    assert standing(sheet) == (named, others)


def test_two_who_save_at_once_lose_nothing(session, leader, organization):
    sheet = came(session, "Ana", "Ben", by=leader)
    ana, ben = (row.pk for row in sheet.people.order_by("pk"))
    drawn = {f"came-{ana}": True, f"came-{ben}": True, "minutes": 90}
    by = viewer_of(leader)

    save_sheet(session=session, said={**drawn, f"came-{ana}": False}, drawn=drawn, by=by)
    sheet = save_sheet(session=session, said={**drawn, f"came-{ben}": False, "minutes": 60}, drawn=drawn, by=by)

    assert sheet.minutes == 60
    assert not Attended.objects.filter(sheet=sheet, came=True).exists()
    with pytest.raises(ChangedMeanwhile) as said:
        save_sheet(session=session, said={**drawn, "minutes": 45}, drawn=drawn, by=by)
    assert said.value.names == {"minutes"}


def test_a_second_submit_adds_nobody_twice_and_writes_no_version(session, leader, organization):
    added = Added(id=uuid7(), goes_by="Sam")
    for _ in range(2):
        sheet = save_sheet(session=session, said={}, drawn={}, by=viewer_of(leader), added=added)

    assert Attended.objects.count() == 1
    assert sheet.version == SheetVersion.objects.count() == 1


def test_a_correction_keeps_who_changed_what_and_when(session, leader, organization):
    sheet = came(session, "Sam", by=leader)
    key = sheet.people.get().pk
    sheet = save_sheet(session=session, said={f"came-{key}": False}, drawn={f"came-{key}": True}, by=viewer_of(leader))

    newest, first = history_of(sheet)
    assert (newest.everyone, newest.before, first.everyone, first.before) == (0, 1, 1, None)
    assert newest.who.called == leader.called
    assert SheetVersion.objects.get(number=1).facts["people"][str(key)][0] is True


def test_those_who_came_lately_stand_on_the_next_sheet(session, leader, organization):
    roger = ParticipantFactory(organization=organization, person__called="Roger")
    came(the_day_before(session), roger, "Sam", by=leader)

    expected = expected_at(session)
    assert {row.called for row in expected} == {"Roger", "Sam"}
    said = {f"came-{row.key}": True for row in expected}
    drawn = dict.fromkeys(said, False)
    for _ in range(2):
        sheet = save_sheet(session=session, said=said, drawn=drawn, by=viewer_of(leader))
    assert standing(sheet) == ({roger.pk}, 1)
    assert len(rows_of(session, viewer=viewer_of(leader))) == 2


def test_whoever_only_checked_in_is_named_to_nobody_who_does_not_see_them(session, leader, organization):
    luis = ParticipantFactory(organization=organization, person__called="Luis")
    sheet = came(session, luis, by=leader)
    Attended.objects.update(by_name=False)

    assert [row.called for row in rows_of(session, viewer=viewer_of(leader))] == [""]
    see(leader, luis)
    assert [row.called for row in rows_of(session, viewer=viewer_of(leader))] == ["Luis"]
    assert counted(sheet).everyone == 1


def test_a_session_that_is_cancelled_or_to_come_has_no_sheet(organization, leader):
    tomorrow = a_session(organization, led_by=leader, began=timedelta(days=-1))
    with pytest.raises(ValidationError, match="not begun"):
        came(tomorrow, by=leader)
    cancelled = a_session(organization, led_by=leader)
    cancelled.state = "cancelled"
    cancelled.save()
    with pytest.raises(ValidationError, match="cancelled"):
        came(cancelled, by=leader)
    assert not Sheet.objects.exists()


def test_counting_heads_alone_is_enough(session, leader):
    sheet = came(session, by=leader, head_count=14, children=5, volunteers=2)

    assert standing(sheet) == (set(), 19)
    assert counted(sheet).children == 5


def test_those_online_of_a_hybrid_session_stand_online_in_the_log_under_the_same_occasion(organization, leader):
    session = a_session(organization, led_by=leader, online=True)
    people = [ParticipantFactory(organization=organization) for _ in range(2)]
    sheet = came(session, *people, by=leader)
    key = sheet.people.get(participant=people[0]).pk

    save_sheet(session=session, said={f"online-{key}": True}, drawn={f"online-{key}": False}, by=viewer_of(leader))

    newest = {line.participant_id: line for line in Line.objects.filter(sign=1).order_by("written_at", "pk")}
    assert [newest[each.pk].how for each in people] == ["online", "person"]
    assert newest[people[0].pk].occasion == newest[people[1].pk].occasion


def test_those_who_said_they_come_stand_there_with_their_children_and_taking_it_back_loses_no_tap(organization, leader):
    session = a_session(organization, led_by=leader, began=-timedelta(minutes=40))
    elizabeth = ParticipantFactory(organization=organization, person__called="Elizabeth")
    coming(session, elizabeth, children=2)
    ana = coming(session)

    rows = {row.called: row for row in rows_of(session, viewer=viewer_of(leader))}
    assert rows["Elizabeth"].mark.children == 2
    Coming.objects.filter(pk=ana.pk).update(state="cancelled", cancelled_at=ana.signed_up_at)
    said = {f"came-{row.key}": True for row in rows.values()}
    sheet = save_sheet(session=session, said=said, drawn=dict.fromkeys(said, False), by=viewer_of(leader))

    assert counted(sheet).everyone == 4
    assert standing(sheet) == ({elizabeth.pk}, 3)
