"""At night, whoever is on call is told by text and by e-mail, once, and nothing in it gives anybody away."""

from datetime import UTC, datetime

import pytest
import time_machine

from kinroad.coaching.actions.check_in import answer_check_in, check_in
from kinroad.coaching.actions.on_call import tell
from kinroad.coaching.actions.outreach import reached
from kinroad.coaching.actions.reading_times import set_reading_times
from kinroad.coaching.models import CheckIn, Outreach
from kinroad.coaching.tests.factories import walk_together
from kinroad.core.ids import uuid7
from kinroad.home.queries.today import today_of
from kinroad.notifications.actions import delivery
from kinroad.notifications.actions.permission import stop_number
from kinroad.notifications.models import Outgoing, StoppedNumber
from kinroad.notifications.queries.letters import letter_of
from kinroad.notifications.tests.factories import system
from kinroad.people.models import Participant
from kinroad.people.tests.factories import someone, viewer_of

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)  # ten in the evening in Denver
WEEKDAYS = {str(day): ("09:00", "17:00") for day in range(5)}
NUMBER = "+13035550190"


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def luis(maya):
    luis = someone("participant", called="Luis")
    walk_together(maya, Participant.objects.get(person=luis))
    return luis


def on_call(**facts):
    ivo = someone("peer_leader", called="Ivo", **facts)
    by = viewer_of(someone("administrator"))
    set_reading_times(week=WEEKDAYS, closed=[], on_call=ivo.pk, by=by)
    return ivo


def says_used(person, at=NIGHT):
    mine = Participant.objects.get(person=person)
    return check_in(id=uuid7(), participant=mine, by=viewer_of(person), at=at, week="used")


def test_with_a_number_they_get_a_text_too_and_it_names_nobody(luis, mailoutbox):
    on_call(phone="303-555-0190", email="ivo@example.org")
    row = says_used(luis)

    assert tell(row.pk)

    (text,) = Outgoing.objects.filter(participant=None)
    assert (text.number, text.channel, text.state) == (NUMBER, "text", "waiting")
    assert letter_of(text).body == "Juniper Street: There is something new on your list. Please sign in and look now."
    assert len(mailoutbox) == 1


def test_told_twice_it_is_one_text(luis):
    on_call(phone=NUMBER)
    row = says_used(luis)

    assert tell(row.pk)
    assert tell(row.pk)

    assert Outgoing.objects.filter(participant=None).count() == 1


def test_without_number_provider_or_leave_there_is_no_text(luis, settings):
    ivo = on_call()
    row = says_used(luis)
    assert not tell(row.pk), "neither a number nor an address"

    ivo.phone = NUMBER
    ivo.save()
    settings.KINROAD_TEXT_URL = ""
    assert not tell(row.pk), "nobody carries texts"
    assert not Outgoing.objects.exists()


def test_a_number_that_asked_us_to_stop_gets_none_even_when_it_was_on_its_way(luis, monkeypatch):
    ivo = on_call(phone=NUMBER)
    row = says_used(luis)
    assert tell(row.pk)
    (text,) = Outgoing.objects.all()
    stop_number(number=NUMBER, how=StoppedNumber.How.TEXT, by=system(ivo.organization), at=NIGHT)
    monkeypatch.setattr(delivery, "transport_for", lambda organization, channel: object())

    with time_machine.travel(text.put_at, tick=False):
        assert delivery.claim(text.pk, worker="here:1:aaaa", at=text.due_at) is None

    text.refresh_from_db()
    assert (text.state, text.why) == ("dropped", "not_allowed")
    assert not tell(says_used(luis).pk), "and no other is put there"


def lines(person):
    reach = today_of(viewer_of(person), day=NIGHT.date(), at=NIGHT).reach
    return [line for each in reach for line in each.lines if line.asks or line.due_at]


def test_who_says_they_used_stands_on_today_once(luis, maya):
    row = says_used(luis)

    (line,) = lines(maya)

    outreach = Outreach.objects.get()
    assert (line.about_id, line.outreach_id, line.due_at) == (row.pk, outreach.pk, outreach.due_at)


def test_reached_by_the_check_in_is_reached_for_the_outreach(luis, maya):
    row = says_used(luis)

    answer_check_in(check_in=row, outcome="reached", by=viewer_of(maya), at=NIGHT)

    assert Outreach.objects.get().reached_at == NIGHT
    assert not lines(maya)


def test_reached_by_the_outreach_answers_the_check_in(luis, maya):
    says_used(luis)

    reached(outreach=Outreach.objects.get(), by=viewer_of(maya), at=NIGHT)

    row = CheckIn.objects.get()
    assert (row.state, row.outcome) == ("closed", "reached")
    assert not lines(maya)
