from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.trigger_day import MOST_DAYS, add_day, change_day, end_day, roll_on
from kinroad.coaching.models import TriggerDay
from kinroad.coaching.queries.trigger_day import days_of, lines_for_nobody, lines_of
from kinroad.coaching.tests.factories import contact_with, leader_of, walk_together
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.people.models import Participant
from kinroad.people.tests.factories import (
    ParticipantFactory,
    ProgramFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
PAYDAY = date(2026, 11, 13)  # a Friday
NOON = datetime(2026, 11, 13, 19, 0, tzinfo=UTC)  # in Denver


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def elizabeth(maya):
    elizabeth = someone("participant", called="Elizabeth")
    walk_together(maya, own(elizabeth))
    return elizabeth


def own(person):
    return Participant.objects.get(person=person)


def payday(participant, by=None, **facts):
    given = {
        "what": "Payday",
        "repeats": "two_weeks",
        "first_on": PAYDAY - timedelta(days=14),
        "helps": "Bank first, then game night.",
        "before": time(17),
        "on": PAYDAY - timedelta(days=1),
        **facts,
    }
    by = by or viewer_of(participant.person)
    return add_day(id=given.pop("id", uuid7()), participant=participant, by=by, **given)


def lines(person, at=NOON):
    return lines_of(viewer_of(person), day=PAYDAY, at=at)


def test_payday_stands_on_today_with_what_helps_before_the_hour(client, maya, elizabeth):
    payday(own(elizabeth))

    with time_machine.travel(NOON, tick=False):
        page = sign_in(client, maya).get("/today").text

    assert "Payday today." in page
    assert "Be in touch before 5:00\u00a0pm." in page
    assert "Bank first, then game night." in page


def test_after_the_hour_the_line_says_so_and_stays(maya, elizabeth):
    payday(own(elizabeth))

    assert [line.late for line in lines(maya)] == [False]
    assert [line.late for line in lines(maya, at=NOON + timedelta(hours=6))] == [True]


def test_a_contact_of_the_day_takes_the_line_away(maya, elizabeth):
    payday(own(elizabeth))
    assert lines(maya)

    contact_with(maya, own(elizabeth), started_at=NOON - timedelta(hours=1))

    assert not lines(maya)


def test_it_is_the_day_in_the_participants_own_zone(maya, elizabeth):
    mine = own(elizabeth)
    mine.time_zone = "Pacific/Honolulu"
    mine.save()
    payday(mine)

    early_in_denver = datetime(2026, 11, 13, 8, 0, tzinfo=UTC)  # November 12 in Honolulu
    late_in_denver = datetime(2026, 11, 14, 8, 0, tzinfo=UTC)  # still November 13 there
    assert not lines_of(viewer_of(maya), day=PAYDAY, at=early_in_denver)
    assert lines_of(viewer_of(maya), day=date(2026, 11, 14), at=late_in_denver)


def test_when_nobody_is_there_it_goes_to_the_coordinator(client, maya, elizabeth):
    payday(own(elizabeth))
    pat = someone("coordinator")
    coordinate(pat, ProgramFactory())
    assert not lines_for_nobody(viewer_of(pat), day=PAYDAY, at=NOON)

    leader = leader_of(maya)
    leader.state = "break"
    leader.save()

    assert [line.words for line in lines_for_nobody(viewer_of(pat), day=PAYDAY, at=NOON)] == ["Payday"]
    with time_machine.travel(NOON, tick=False):
        assert "Payday today." in sign_in(client, pat).get("/program").text


def test_nobody_else_reads_it_and_nobody_is_reminded_after_support_ends(maya, elizabeth):
    mine = own(elizabeth)
    payday(mine)
    assert not lines(someone("peer_leader"))

    mine.episodes.update(ended_on=PAYDAY, reason="done")

    assert not lines(maya)


def test_what_is_taken_away_reminds_nobody(maya, elizabeth):
    day = payday(own(elizabeth))

    end_day(day=day, by=viewer_of(elizabeth))
    end_day(day=day, by=viewer_of(elizabeth))

    assert not lines(maya)
    assert not days_of(own(elizabeth), at=NOON)


def test_the_words_are_sealed(elizabeth):
    payday(own(elizabeth))

    assert b"Payday" not in bytes(TriggerDay.objects.values_list("what", flat=True)[0])


def test_a_second_press_writes_one_day_and_a_full_calendar_says_so(elizabeth):
    mine, same = own(elizabeth), uuid7()
    payday(mine, id=same)
    payday(mine, id=same)
    assert TriggerDay.objects.count() == 1

    for _ in range(MOST_DAYS - 1):
        payday(mine)
    with pytest.raises(ValidationError, match="Take one away first"):
        payday(mine)
    with pytest.raises(ValidationError, match="too old"):
        payday(ParticipantFactory(), id=same, by=viewer_of(elizabeth))


def test_a_day_that_is_over_is_refused(elizabeth):
    with pytest.raises(ValidationError, match="That day is over"):
        payday(own(elizabeth), repeats="once")


def changing(day, **facts):
    stands = {name: getattr(day, name) for name in ("what", "helps", "repeats", "first_on", "weekday_before", "before")}
    return {**stands, "version": day.version, "on": PAYDAY, **facts}


def test_a_change_from_an_old_page_is_refused(elizabeth):
    day, by = payday(own(elizabeth)), viewer_of(elizabeth)
    change_day(day=day, by=by, **changing(day, helps="A walk."))
    assert TriggerDay.objects.get().helps == "A walk."

    with pytest.raises(ValidationError, match="Someone changed this day"):
        change_day(day=day, by=by, **changing(day, helps="A film."))


def test_days_that_passed_move_on_and_are_found_before_they_do(maya, elizabeth):
    payday(own(elizabeth), on=PAYDAY - timedelta(days=20))
    assert lines(maya), "found although the next day lags behind"

    assert roll_on(organization_id=own(elizabeth).organization_id, today=PAYDAY + timedelta(days=3)) == 1
    assert TriggerDay.objects.get().next_on == PAYDAY + timedelta(days=14)
    assert roll_on(organization_id=own(elizabeth).organization_id, today=PAYDAY + timedelta(days=3)) == 0


def test_the_number_of_days_costs_no_query(maya, elizabeth, django_assert_num_queries):
    viewer = viewer_of(maya)
    for person in [own(elizabeth), ParticipantFactory(), ParticipantFactory()]:
        if person != own(elizabeth):
            walk_together(maya, person)
        payday(person, by=viewer)
        payday(person, by=viewer, before=None)

    with django_assert_num_queries(1):
        found = lines_of(viewer, day=PAYDAY, at=NOON)

    assert len(found) == 3


FORM = {"what": "Payday", "first_on": "2026-11-13", "repeats": "two_weeks", "helps": "Game night", "before": "17:00"}


@time_machine.travel(NOON, tick=False)
def test_the_participant_writes_changes_and_takes_away_a_day(client, elizabeth):
    sign_in(client, elizabeth)
    client.post("/me/days/new", {**FORM, "id": new_form_id()})
    day = TriggerDay.objects.get()
    assert (day.what, day.before, day.next_on) == ("Payday", time(17), PAYDAY)
    assert "Payday" in client.get("/me/days").text

    client.post(f"/me/days/{day.pk}", {**FORM, "version": 1, "before": ""})
    day.refresh_from_db()
    assert day.before is None
    stale = client.post(f"/me/days/{day.pk}", {**FORM, "version": 1, "helps": "Mine"}).text
    assert "Someone changed this day" in stale
    assert "Mine" in stale
    assert 'name="version" value="2"' in stale

    client.post(f"/me/days/{day.pk}/end")
    assert "No days yet" in client.get("/me/days").text


def test_what_is_missing_is_said(client, elizabeth):
    page = sign_in(client, elizabeth).post("/me/days/new", {"id": new_form_id(), "helps": "Mine"}).text

    assert "Give the day a name." in page
    assert "Choose how often." in page
    assert "Mine" in page


@time_machine.travel(NOON, tick=False)
def test_the_peer_leader_writes_it_down_beside_them(client, maya, elizabeth):
    mine = own(elizabeth)
    sign_in(client, maya).post(f"/people/{mine.pk}/days/new", {**FORM, "id": new_form_id()})

    assert "Payday" in client.get(f"/people/{mine.pk}/days").text


def test_somebody_elses_day_is_no_day_of_mine(client, elizabeth):
    day = payday(ParticipantFactory(), by=viewer_of(elizabeth))
    sign_in(client, elizabeth)

    assert client.get(f"/me/days/{day.pk}").status_code == 404
    assert client.post(f"/me/days/{day.pk}/end").status_code == 404
