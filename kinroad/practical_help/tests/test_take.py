"""Taking an ask: who may, who is faster, who fits, and the other side's yes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kinroad.notifications.models import Outgoing
from kinroad.people.tests.factories import ParticipantFactory, someone, viewer_of
from kinroad.practical_help.actions import take as actions
from kinroad.practical_help.actions.ask import move, withdraw
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.tests.factories import MONDAY, THURSDAY, WEDNESDAY, asked, system, wishes_texts
from kinroad.workforce.tests.factories import cleared

pytestmark = pytest.mark.django_db


def driver(room=4, **facts):
    person = someone("peer_leader", **facts)
    cleared(person, room=room)
    return person


def take(ask, person):
    return actions.take(ask=ask, by=viewer_of(person), at=MONDAY)


def test_a_checked_driver_takes_a_ride_and_it_waits_for_a_yes():
    ask, ana = asked(ParticipantFactory()), driver()

    taken = take(ask, ana)

    assert (taken.state, taken.owner_id) == ("taken", ana.pk)
    assert Take.objects.get(ask=ask).agreed_at is None


def test_a_second_press_is_the_same():
    ask, ana = asked(ParticipantFactory()), driver()

    take(ask, ana)
    take(ask, ana)

    assert Take.objects.count() == 1


def test_of_two_helpers_one_is_faster():
    ask = asked(ParticipantFactory())
    take(ask, driver())

    with pytest.raises(ValidationError, match="faster"):
        take(ask, driver())


def test_the_database_keeps_one_helper_at_a_time():
    ask, other = asked(ParticipantFactory()), driver()
    take(ask, driver())

    second = Take(organization_id=ask.organization_id, ask=ask, person=other, offered_at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.parametrize(
    "check",
    [
        None,
        {"expires_on": THURSDAY.date() - timedelta(days=2)},
        {"kind": "child_care"},
        {"ended_on": date(2026, 11, 1)},
        {"checked_on": date(2026, 11, 20), "expires_on": date(2027, 1, 1)},
    ],
    ids=["none", "ends before", "for children", "taken back", "begins after"],
)
def test_a_ride_needs_a_driver_check_that_stands_on_that_day(check):
    person = someone("peer_leader")
    if check:
        cleared(person, **check)

    with pytest.raises(ValidationError, match="does not stand"):
        take(asked(ParticipantFactory()), person)


def test_a_coat_needs_no_check():
    coat = asked(ParticipantFactory(), kind="clothing", starts_at=None, ends_at=None)

    assert take(coat, someone("peer_leader")).state == "taken"


def test_a_peer_leader_who_is_not_cleared_to_work_takes_nothing():
    person = someone("peer_leader")
    person.peer_leaders.update(cleared_on=None)

    with pytest.raises(ValidationError, match="cannot take"):
        take(asked(ParticipantFactory(), kind="food", starts_at=None, ends_at=None), person)


def test_nobody_takes_their_own_ask():
    both = someone("peer_leader", "participant")
    cleared(both)

    with pytest.raises(ValidationError, match="cannot take"):
        take(asked(both.participants.get()), both)


def test_nobody_but_a_coordinator_answers_for_money():
    money = asked(ParticipantFactory(), kind="fund", starts_at=None, ends_at=None, dollars=20)

    with pytest.raises(ValidationError, match="Ask a coordinator"):
        take(money, someone("peer_leader"))


def test_a_helper_is_not_in_two_places():
    ana = driver()
    take(asked(ParticipantFactory()), ana)

    with pytest.raises(ValidationError, match="something else at that time"):
        take(asked(ParticipantFactory(), starts_at=THURSDAY + timedelta(minutes=30), ends_at=None), ana)


def test_one_car_takes_several_to_one_session_until_it_is_full():
    ana, session = driver(room=3), ParticipantFactory().pk
    of_it = {"source": "session", "source_id": session}
    take(asked(ParticipantFactory(), how_many=2, **of_it), ana)

    with pytest.raises(ValidationError, match="more than you have room for"):
        take(asked(ParticipantFactory(), how_many=2, **of_it), ana)

    assert take(asked(ParticipantFactory(), **of_it), ana).state == "taken"


def test_more_children_than_somebody_is_checked_for_are_refused():
    person = someone("peer_leader")
    cleared(person, kind="child_care", room=2)

    with pytest.raises(ValidationError, match="room"):
        take(asked(ParticipantFactory(), kind="child_care", how_many=3), person)


def test_whoever_said_that_anyone_checked_may_need_not_say_yes_again():
    taken = take(asked(ParticipantFactory(), anyone=True), driver())

    assert taken.state == "agreed"


def test_somebody_without_a_record_cannot_be_asked_again():
    assert take(asked(called="Sam", reach="303-555-0142"), driver()).state == "agreed"


def test_they_say_yes():
    participant = ParticipantFactory()
    ask = take(asked(participant), driver())

    for _press in range(2):
        agreed = actions.agree(ask=ask, by=system(), at=MONDAY)

    assert agreed.state == "agreed"
    assert Take.objects.get(ask=ask).agreed_at == MONDAY


def test_a_yes_to_an_offer_that_is_gone_is_told_so():
    ask = asked(ParticipantFactory())

    with pytest.raises(ValidationError, match="gone"):
        actions.agree(ask=ask, by=system(), at=MONDAY)


def test_they_may_ask_for_someone_else_and_that_helper_does_not_come_back():
    ana = driver()
    ask = take(asked(ParticipantFactory()), ana)

    again = actions.ask_for_another(ask=ask, by=system(), at=MONDAY)

    assert (again.state, again.owner_id) == ("open", None)
    with pytest.raises(ValidationError, match="another way"):
        take(ask, ana)
    assert take(ask, driver()).state == "taken"


def test_a_helper_gives_it_back_and_others_see_it_again():
    ana = driver()
    ask = take(asked(ParticipantFactory(), anyone=True), ana)

    back = actions.give_back(ask=ask, by=viewer_of(ana), at=MONDAY)

    assert (back.state, Take.objects.get(ask=ask).ended) == ("open", "given_back")


def test_nobody_gives_back_what_is_not_theirs():
    ask = take(asked(ParticipantFactory()), driver())

    assert actions.give_back(ask=ask, by=viewer_of(driver()), at=MONDAY).state == "taken"


def test_a_moved_session_ends_the_promise_and_a_cancelled_one_too():
    session, ana = ParticipantFactory().pk, driver()
    ask = take(asked(ParticipantFactory(), source="session", source_id=session), ana)
    by, later = system(), THURSDAY + timedelta(days=1)

    move(source="session", source_id=session, starts_at=later, ends_at=None, by=by, at=MONDAY)
    take(ask, ana)
    withdraw(source="session", source_id=session, by=by, at=MONDAY)

    assert list(Take.objects.order_by("pk").values_list("ended", flat=True)) == ["changed", "withdrawn"]
    assert Ask.objects.get(pk=ask.pk).state == "withdrawn"


def test_whoever_wishes_for_messages_is_told_to_look_and_nothing_more():
    ask = asked(wishes_texts())

    actions.take(ask=ask, by=viewer_of(driver()), at=WEDNESDAY)

    sent = Outgoing.objects.get()
    assert (sent.words, sent.link) == ("look_again", "/me/help")


def test_whoever_wishes_for_none_gets_none():
    take(asked(ParticipantFactory()), driver())

    assert not Outgoing.objects.exists()
