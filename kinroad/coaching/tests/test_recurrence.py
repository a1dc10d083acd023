from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kinroad.audit.models import Change
from kinroad.coaching.actions import outreach as outreach_actions
from kinroad.coaching.actions.hand_over import hand_over
from kinroad.coaching.actions.match import change
from kinroad.coaching.actions.recurrence import record, take_back
from kinroad.coaching.actions.tries import note_try
from kinroad.coaching.models import Outreach, OutreachTry, Recurrence
from kinroad.coaching.tests.asking import coordinator, leader
from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.core.ids import uuid7
from kinroad.people.models import Kind
from kinroad.people.tests.factories import ParticipantFactory, ProgramFactory, viewer_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)


@pytest.fixture
def maya():
    return leader()


@pytest.fixture
def luis(maya):
    luis = ParticipantFactory()
    walk_together(maya, luis)
    return luis


def told(participant, by, **facts):
    given = {"told_by_participant_how": "call", "on": None, "at": NOON, **facts}
    return record(participant=participant, by=viewer_of(by), **given)


def test_what_the_participant_told_is_sealed_and_opens_outreach_due_in_a_day(luis, maya):
    row = told(luis, maya, on=date(2026, 11, 18), what="Alcohol\nPills")

    row.refresh_from_db()
    assert (row.on, row.what, row.told, row.told_on) == (date(2026, 11, 18), "Alcohol\nPills", "call", DAY)
    opened = Outreach.objects.get()
    assert (opened.owner_id, opened.due_at) == (maya.pk, NOON + timedelta(hours=24))
    with connection.cursor() as cursor:
        cursor.execute('select what, "on" from coaching_recurrence')
        what, on = (bytes(each) for each in cursor.fetchone())
    assert b"Alcohol" not in what
    assert b"2026" not in on
    assert {each.what for each in Change.objects.filter(participant_id=luis.pk)} >= {
        "recurrence.recorded",
        "outreach.opened",
    }


def test_nobody_is_discharged_and_nothing_is_reset(luis, maya):
    luis.recovery_dates.create(organization=luis.organization, on=date(2025, 1, 1), what="Alcohol")
    told(luis, maya)

    luis.refresh_from_db()
    assert luis.episodes.get().ended_on is None
    assert luis.matches.get().ended_on is None
    assert luis.recovery_dates.get().on == date(2025, 1, 1)


@pytest.mark.parametrize("how", ["", "heard", "family", "quiet"])
def test_what_others_say_is_never_written(luis, maya, how):
    with pytest.raises(ValidationError, match="they said it themselves"):
        told(luis, maya, told_by_participant_how=how)

    assert not Recurrence.objects.exists()


def test_family_participants_have_none(maya):
    aisha = ParticipantFactory(kind=Kind.FAMILY)

    with pytest.raises(ValidationError, match="in or seeking recovery"):
        told(aisha, maya)


def test_days_that_cannot_be_are_refused(luis, maya):
    with pytest.raises(ValidationError, match="has not come yet"):
        told(luis, maya, on=DAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="between the two"):
        told(luis, maya, on=DAY, again_on=DAY - timedelta(days=1))
    with pytest.raises(ValidationError, match="between the two"):
        told(luis, maya, again_on=DAY + timedelta(days=1))


def test_told_twice_on_one_day_is_one(luis, maya):
    first = told(luis, maya, id=uuid7())

    assert told(luis, maya, id=first.pk) == first
    assert told(luis, maya, told_by_participant_how="check_in", at=NOON + timedelta(hours=2)) == first
    assert told(luis, maya, at=NOON + timedelta(days=1)) != first
    assert Outreach.objects.count() == 2


def test_without_a_peer_leader_the_coordinator_owns_it_else_nobody(maya):
    alone = ParticipantFactory()
    told(alone, maya)
    assert Outreach.objects.get().owner is None

    pat = coordinator(ProgramFactory())
    other = ParticipantFactory()
    told(other, maya)
    assert Outreach.objects.get(participant=other).owner_id == pat.pk


def test_it_changes_hands_with_the_caseload_and_falls_to_the_coordinator(luis, maya):
    tomas = leader()
    pat = coordinator(luis.program)
    told(luis, maya)

    hand_over(
        peer_leader=leader_of(maya).pk, to={luis.matches.get().pk: leader_of(tomas).pk}, on=DAY, by=viewer_of(pat)
    )
    assert Outreach.objects.get().owner_id == tomas.pk

    change(participant=luis, on=DAY, by=viewer_of(pat))
    assert Outreach.objects.get().owner_id == pat.pk


def test_no_answer_on_today_counts_as_a_try(luis, maya):
    told(luis, maya)
    note_try(participant=luis, on=DAY, by=viewer_of(maya), how="phone")
    note_try(participant=luis, on=DAY, by=viewer_of(maya), how="text")
    note_try(participant=luis, on=DAY, by=viewer_of(maya), how="text")

    assert [each.how for each in OutreachTry.objects.order_by("at")] == ["phone", "text"]


def test_a_try_goes_one_way_once_a_day_and_never_after_they_asked_us_to_stop(luis, maya):
    told(luis, maya)
    mine, by = Outreach.objects.get(), viewer_of(maya)
    first = outreach_actions.try_once(outreach=mine, how="phone", on=DAY, by=by)
    assert outreach_actions.try_once(outreach=mine, how="phone", on=DAY, by=by) == first

    outreach_actions.let_be(outreach=mine, by=by)
    outreach_actions.let_be(outreach=mine, by=by)

    with pytest.raises(ValidationError, match="door stays open"):
        outreach_actions.try_once(outreach=mine, how="text", on=DAY, by=by)


def test_what_was_offered_is_followed_to_its_end(luis, maya):
    told(luis, maya)
    mine, by = Outreach.objects.get(), viewer_of(maya)

    outreach_actions.set_offers(outreach=mine, treatment="wanted", supplies="offered", by=by)
    outreach_actions.set_offers(outreach=mine, treatment="wanted", supplies="done", by=by)
    outreach_actions.set_offers(outreach=mine, treatment="wanted", supplies="done", by=by)

    mine.refresh_from_db()
    assert (mine.treatment, mine.supplies) == ("wanted", "done")
    assert Change.objects.filter(what="outreach.offered").count() == 2


def test_family_is_reached_only_when_the_participant_asked_us_to(luis, maya):
    told(luis, maya)
    mine, by = Outreach.objects.get(), viewer_of(maya)

    with pytest.raises(ValidationError, match="own asking"):
        outreach_actions.ask_family(outreach=mine, asked_themselves=False, words="Her mother", by=by)
    with pytest.raises(ValidationError, match="whom they named"):
        outreach_actions.ask_family(outreach=mine, asked_themselves=True, words=" ", by=by)
    outreach_actions.ask_family(outreach=mine, asked_themselves=True, words="His sister: call me", by=by)

    mine.refresh_from_db()
    assert (mine.family_words, mine.family_asked_by_id) == ("His sister: call me", maya.pk)


def test_reached_is_written_once_and_never_before_it_opened(luis, maya):
    told(luis, maya)
    mine, by = Outreach.objects.get(), viewer_of(maya)

    outreach_actions.reached(outreach=mine, at=NOON - timedelta(hours=1), by=by)
    outreach_actions.reached(outreach=mine, by=by)

    mine.refresh_from_db()
    assert mine.reached_at == NOON


def test_a_mistake_is_taken_back_with_its_outreach(luis, maya):
    row = told(luis, maya)

    take_back(recurrence=row, by=viewer_of(maya))
    take_back(recurrence=row, by=viewer_of(maya))

    assert Recurrence.objects.get().withdrawn_at is not None
    mine = Outreach.objects.get()
    assert mine.withdrawn_at is not None
    with pytest.raises(ValidationError, match="door stays open"):
        outreach_actions.try_once(outreach=mine, how="phone", on=DAY, by=viewer_of(maya))
    assert told(luis, maya) != row
