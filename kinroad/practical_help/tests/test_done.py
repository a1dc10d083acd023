"""Closing the loop: done, not done, thanks, the service log, money, and what happens by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from kinroad.audit.models import Change
from kinroad.notifications.models import Outgoing
from kinroad.people.models import PolicySetting
from kinroad.people.tests.factories import ParticipantFactory, someone, viewer_of
from kinroad.practical_help.actions import done, fund, own_ask, take, tending
from kinroad.practical_help.models import Ask, StockItem, StockMove, Take
from kinroad.practical_help.tests.factories import MONDAY, THURSDAY, WEDNESDAY, asked, system, wishes_texts
from kinroad.service_log.models import Line
from kinroad.workforce.tests.factories import cleared

pytestmark = pytest.mark.django_db
FRIDAY = THURSDAY + timedelta(hours=16)


def agreed(participant=None, **facts):
    """An ask to which both said yes, and who helps."""
    helper = someone("peer_leader")
    for kind in ("driver", "child_care"):
        cleared(helper, kind=kind)
    ask = asked(participant or ParticipantFactory(), anyone=True, **facts)
    return take.take(ask=ask, by=viewer_of(helper), at=facts.get("at", MONDAY)), helper


def counted():
    return Line.objects.aggregate(lines=Sum("sign"))["lines"] or 0


def test_a_ride_that_is_done_stands_in_the_service_log_once():
    ask, helper = agreed()

    done.write_done(ask=ask, minutes=40, miles=12, cost_cents=350, by=viewer_of(helper), at=FRIDAY)

    line = Line.objects.get()
    assert (line.participant_id, line.minutes, line.on) == (ask.participant_id, 40, date(2026, 11, 5))
    assert (line.instrumental, line.informational, line.emotional) == (True, False, False)
    assert (line.source, line.source_id, line.peer_leader.person_id) == ("practical_help", ask.pk, helper.pk)
    again = Ask.objects.get(pk=ask.pk)
    assert (again.state, again.miles, again.cost_cents) == ("done", 12, 350)
    assert Take.objects.get(ask=ask).ended == "over"


def test_what_was_written_wrong_is_put_right_by_reversal():
    ask, helper = agreed()
    for minutes in (40, 55):
        done.write_done(ask=ask, minutes=minutes, by=viewer_of(helper), at=FRIDAY)

    assert [(line.minutes, line.sign) for line in Line.objects.order_by("pk")] == [(40, 1), (40, -1), (55, 1)]
    assert Change.objects.filter(what="ask.done_corrected").count() == 1


def test_not_done_after_all_leaves_nothing_in_the_log():
    ask, helper = agreed()
    done.write_done(ask=ask, minutes=40, by=viewer_of(helper), at=FRIDAY)

    after = done.write_not_done(ask=ask, why_not="not_there", by=viewer_of(helper), at=FRIDAY)

    assert (after.state, after.why_not, after.minutes) == ("not_done", "not_there", None)
    assert counted() == 0


def test_help_with_a_form_is_counted_as_knowledge_too():
    ask, helper = agreed(kind="form", starts_at=None, ends_at=None, words="Food benefits")

    done.write_done(ask=ask, minutes=30, by=viewer_of(helper), at=FRIDAY)

    assert Line.objects.filter(instrumental=True, informational=True).exists()


def test_somebody_without_a_record_is_a_number_in_the_log():
    helper = someone("peer_leader")
    cleared(helper)
    ask = take.take(ask=asked(called="Sam", reach="303-555-0142"), by=viewer_of(helper), at=MONDAY)

    done.write_done(ask=ask, minutes=20, by=viewer_of(helper), at=FRIDAY)

    assert Line.objects.get().people_without_record == 1


def test_what_is_still_to_come_is_not_done():
    ask, helper = agreed()

    with pytest.raises(ValidationError, match="still to come"):
        done.write_done(ask=ask, minutes=40, by=viewer_of(helper), at=MONDAY)


def test_what_was_taken_back_needs_no_word():
    ask, helper = agreed()
    own_ask.take_back(ask=ask, by=system(), at=MONDAY)

    with pytest.raises(ValidationError, match="not needed any more"):
        done.write_done(ask=ask, minutes=40, by=viewer_of(helper), at=FRIDAY)


def test_a_coordinator_hands_a_bus_pass_over_and_the_drawer_counts_it():
    passes = StockItem(organization_id=system().organization_id, name="Day passes", shelf="bus_pass", count=3, low_at=2)
    passes.save()
    coordinator = viewer_of(someone("coordinator"))
    ask = asked(ParticipantFactory(), kind="bus_pass", starts_at=None, ends_at=None)

    done.write_done(ask=ask, minutes=5, item=passes, many=2, by=coordinator, at=FRIDAY)
    passes.refresh_from_db()
    assert (passes.count, passes.is_low) == (1, True)

    done.write_done(ask=ask, minutes=5, item=passes, many=1, by=coordinator, at=FRIDAY)
    passes.refresh_from_db()
    assert passes.count == 2
    assert list(StockMove.objects.order_by("pk").values_list("change", flat=True)) == [-2, 2, -1]


def test_no_more_is_handed_out_than_there_is_and_nothing_is_half_written():
    coats = StockItem(organization_id=system().organization_id, name="Coats", shelf="clothing", count=1)
    coats.save()
    ask, helper = agreed(kind="clothing", starts_at=None, ends_at=None)

    with pytest.raises(ValidationError, match="Only 1"):
        done.write_done(ask=ask, minutes=5, item=coats, many=2, by=viewer_of(helper), at=FRIDAY)

    assert Ask.objects.get(pk=ask.pk).state == "agreed"
    assert not Line.objects.exists()


def test_thanks_are_kept_once_it_is_done():
    ask, helper = agreed()
    with pytest.raises(ValidationError, match="once it is done"):
        done.thank(ask=ask, words="Thank you!", by=system(), at=FRIDAY)
    done.write_done(ask=ask, minutes=40, by=viewer_of(helper), at=FRIDAY)

    done.thank(ask=ask, words="Thank you!", by=system(), at=FRIDAY)

    assert Ask.objects.get(pk=ask.pk).thanks == "Thank you!"


def money(participant=None, dollars=60):
    return asked(participant or ParticipantFactory(), kind="fund", starts_at=None, ends_at=None, dollars=dollars)


def test_a_coordinator_says_yes_to_money_within_what_policy_allows():
    coordinator = someone("coordinator")

    ask = fund.grant(ask=money(), dollars=40, by=viewer_of(coordinator), at=MONDAY)

    assert (ask.state, ask.granted, ask.owner_id) == ("agreed", 40, coordinator.pk)


def test_no_more_than_was_asked_for_and_no_second_answer():
    by, ask = viewer_of(someone("coordinator")), money(dollars=30)
    with pytest.raises(ValidationError, match="At most 30"):
        fund.grant(ask=ask, dollars=31, by=by, at=MONDAY)
    fund.grant(ask=ask, dollars=30, by=by, at=MONDAY)

    with pytest.raises(ValidationError, match="answered already"):
        fund.grant(ask=ask, dollars=30, by=by, at=MONDAY)


def test_the_year_of_one_person_has_a_ceiling():
    by, participant = viewer_of(someone("coordinator")), ParticipantFactory()
    PolicySetting(
        organization_id=participant.organization_id, part="practical_help", name="fund_year_dollars", value=70
    ).save()
    fund.grant(ask=money(participant), dollars=60, by=by, at=MONDAY)

    with pytest.raises(ValidationError, match="At most 10"):
        fund.grant(ask=money(participant), dollars=20, by=by, at=MONDAY)


def test_nobody_says_yes_to_money_for_themselves():
    both = someone("coordinator", "participant")

    with pytest.raises(ValidationError, match="for themselves"):
        fund.grant(ask=money(both.participants.get()), dollars=10, by=viewer_of(both), at=MONDAY)


def test_a_check_taken_back_ends_the_promise_and_it_stands_open_again():
    ask, helper = agreed()
    helper.clearances.update(ended_on=date(2026, 11, 2))

    assert tending.tend(at=MONDAY) == 1
    assert tending.tend(at=MONDAY) == 0

    assert (Ask.objects.get(pk=ask.pk).state, Take.objects.get(ask=ask).ended) == ("open", "check_ended")


def test_a_check_that_stands_ends_nothing():
    agreed()

    assert tending.tend(at=MONDAY) == 0


def test_what_nobody_took_is_over_three_days_after_its_hour():
    ask = asked(ParticipantFactory())

    assert tending.tend(at=FRIDAY) == 0
    assert tending.tend(at=THURSDAY + timedelta(days=3, minutes=1)) == 1
    assert Ask.objects.get(pk=ask.pk).state == "nobody"


def test_a_coat_stands_open_until_somebody_says_otherwise():
    asked(ParticipantFactory(), kind="clothing", starts_at=None, ends_at=None)

    assert tending.tend(at=MONDAY + timedelta(days=90)) == 0


def test_the_day_before_whoever_wishes_is_told_that_something_is_planned_once():
    agreed(wishes_texts(), at=WEDNESDAY)
    Outgoing.objects.all()._raw_delete("default")
    early = datetime(2026, 11, 4, 16, 59, tzinfo=UTC)  # one minute to 10 there

    assert tending.tend(at=early) == 0
    for _sweep in range(2):
        tending.tend(at=WEDNESDAY)

    assert [row.words for row in Outgoing.objects.all()] == ["planned_tomorrow"]


def test_somebody_who_died_is_not_reminded():
    ask, _helper = agreed(wishes_texts(), at=WEDNESDAY)
    ask.participant.died_on = date(2026, 11, 3)
    ask.participant.save()

    assert tending.put_reminders(by=system(), at=WEDNESDAY) == 0
