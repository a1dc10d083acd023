from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kinroad.core.time import now
from kinroad.people.actions import death
from kinroad.people.actions.invitations import invite, invite_participant
from kinroad.people.actions.merging import merge_participants, unmerge_participant
from kinroad.people.models import CircleRow, Death, DeathRead, Participant
from kinroad.people.queries.invitations import may_invite, waiting_invitation
from kinroad.people.queries.viewers import viewers_of_account
from kinroad.people.tests.factories import PASSWORD, ParticipantFactory, see, sign_in, someone, viewer_of

DAY = date(2026, 11, 18)


@pytest.fixture
def coach(db):
    return someone("peer_leader")


@pytest.fixture
def luis(coach):
    luis = someone("participant", called="Luis")
    participant = Participant.objects.get(person=luis)
    see(coach, participant)
    return participant


def died(participant, by, **facts):
    return death.record(participant=participant, **{"on": DAY, "told_by": "His sister", **facts}, by=viewer_of(by))


def test_a_death_is_written_down_with_its_day_and_who_told(luis, coach):
    row = died(luis, coach)

    luis.refresh_from_db()
    row.refresh_from_db()
    assert luis.died_on == DAY
    assert (row.on, row.told_by, row.recorded_by_id) == (DAY, "His sister", coach.pk)


def test_who_told_is_sealed_in_the_database(luis, coach):
    died(luis, coach)

    with connection.cursor() as cursor:
        cursor.execute("select told_by from people_death")
        assert b"sister" not in bytes(cursor.fetchone()[0])


def test_a_second_press_meets_the_first_and_a_second_telling_is_refused(luis, coach):
    row = died(luis, coach)

    assert died(luis, coach, id=row.pk) == row
    with pytest.raises(ValidationError, match="written down already"):
        died(luis, coach)


def test_a_day_ahead_is_refused(luis, coach):
    with pytest.raises(ValidationError, match="has not come yet"):
        died(luis, coach, on=now().date() + timedelta(days=2))


def test_the_account_is_closed_to_sign_in_and_comes_back_with_one_step(luis, coach, client):
    account = luis.person.standings.get().account
    sign_in(client, luis.person)
    died(luis, coach)

    assert client.get("/me").status_code == 302
    assert viewers_of_account(account.pk) == []
    answer = client.post("/sign-in", {"login": account.username, "password": PASSWORD})
    assert answer.status_code == 200

    death.undo(participant=luis, by=viewer_of(coach))

    answer = client.post("/sign-in", {"login": account.username, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/me").status_code == 200


def test_a_way_in_that_waits_opens_nothing_until_it_is_taken_back(coach):
    participant = ParticipantFactory()
    secret = invite(person=participant.person, as_code=False, by=viewer_of(coach))
    see(coach, participant)
    died(participant, coach)
    participant.refresh_from_db()

    assert waiting_invitation(secret) is None
    assert not may_invite(participant, viewer=viewer_of(coach))
    with pytest.raises(ValidationError, match="has died"):
        invite_participant(participant=participant, as_code=False, by=viewer_of(coach))

    death.undo(participant=participant, by=viewer_of(coach))
    assert waiting_invitation(secret) is not None


def test_nothing_else_changes_so_taking_it_back_brings_everything_back(luis, coach):
    before = list(CircleRow.objects.order_by("pk").values())
    died(luis, coach)
    death.undo(participant=luis, by=viewer_of(coach))

    luis.refresh_from_db()
    assert luis.died_on is None
    assert list(CircleRow.objects.order_by("pk").values()) == before
    assert luis.episodes.get().ended_on is None
    assert Death.objects.get().undone_by_id == coach.pk
    with pytest.raises(ValidationError, match="nothing to take back"):
        death.undo(participant=luis, by=viewer_of(coach))


def test_whoever_wrote_it_down_has_read_it_and_the_others_have_not(luis, coach):
    other = someone("peer_leader")
    row = died(luis, coach)
    assert [each.person_id for each in DeathRead.objects.all()] == [coach.pk]

    death.read(death=row, by=viewer_of(other))
    death.read(death=row, by=viewer_of(other))

    assert DeathRead.objects.count() == 2


def test_two_pages_of_one_person_say_the_same_before_they_become_one(luis, coach):
    other = ParticipantFactory()
    died(luis, coach)

    with pytest.raises(ValidationError, match="has died"):
        merge_participants(kept=luis, merged=other, by=viewer_of(coach))


def test_a_death_told_of_a_merged_page_stays_with_the_page_it_was_told_of(luis, coach):
    other = ParticipantFactory()
    merge_participants(kept=luis, merged=other, by=viewer_of(coach))
    died(luis, coach)
    other.refresh_from_db()
    assert other.died_on == DAY

    unmerge_participant(merged=other, by=viewer_of(coach))

    other.refresh_from_db()
    luis.refresh_from_db()
    assert (other.died_on, luis.died_on) == (None, DAY)
