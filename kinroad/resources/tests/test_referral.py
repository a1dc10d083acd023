"""A referral from the first word to its outcome."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from kinroad.audit.models import Change
from kinroad.core.ids import uuid7
from kinroad.core.tests.at_once import counted_at_once
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, someone, viewer_of
from kinroad.resources.actions import answer_link
from kinroad.resources.actions import referral as actions
from kinroad.resources.models import BarrierMet, Referral, ReferralStep
from kinroad.resources.queries import referral as queries
from kinroad.resources.queries.answer_link import waiting_link
from kinroad.resources.tests.referral_people import DAY, MONDAY, a_place, offered
from kinroad.service_log.models import Line

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=5)


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def roger(maya):
    return ParticipantFactory(organization=maya.organization)


def steps(referral):
    return [each.state for each in ReferralStep.objects.filter(referral=referral).order_by("number")]


def net(referral):
    """What counts in the service log: the types of support, each line less what reverses it."""
    lines = Line.objects.filter(source="referral", source_id=referral.pk)
    return {
        kind: sum(line.sign for line in lines if getattr(line, kind))
        for kind in ("emotional", "informational", "instrumental", "affiliational")
    }


def test_every_step_stands_with_who_and_when(maya, roger):
    row = offered(roger, maya)

    row = actions.say_outcome(referral=row, outcome="connected", by=viewer_of(maya), at=LATER)

    assert steps(row) == ["offered", "accepted", "sent", "connected", "closed"]
    assert {each.by_id for each in ReferralStep.objects.all()} == {maya.pk}
    assert (row.outcome, row.outcome_on, row.accepted_on) == ("connected", LATER.date(), DAY)
    assert Change.objects.filter(what="referral.connected", participant_id=roger.pk).count() == 1


def test_nothing_goes_on_without_their_yes(maya, roger):
    row = offered(roger, maya, said_yes=False)

    for refused in (
        lambda: actions.say_outcome(referral=row, outcome="connected", by=viewer_of(maya), at=LATER),
        lambda: actions.send(referral=row, by=viewer_of(maya), at=LATER),
        lambda: answer_link.make_link(referral=row, by=viewer_of(maya), at=LATER),
    ):
        with pytest.raises(ValidationError):
            refused()

    assert steps(row) == ["offered"]


def test_they_say_yes_themselves(maya, roger):
    row = offered(roger, maya, said_yes=False, how="letter")

    row = actions.say_yes(referral=row, by=viewer_of(roger.person), at=LATER)
    actions.say_yes(referral=row, by=viewer_of(roger.person), at=LATER)

    assert steps(row) == ["offered", "accepted"]
    assert ReferralStep.objects.get(state="accepted").who == "participant"
    assert net(row) == {"emotional": 0, "informational": 1, "instrumental": 0, "affiliational": 0}


def test_to_say_no_needs_a_reason_and_every_reason_counts_once(maya, roger):
    row = offered(roger, maya)

    with pytest.raises(ValidationError, match="what stood in the way"):
        actions.say_outcome(referral=row, outcome="not_connected", by=viewer_of(maya), at=LATER)
    actions.say_outcome(
        referral=row, outcome="not_connected", barriers=["no_bed", "record"], by=viewer_of(maya), at=LATER
    )
    actions.say_outcome(referral=row, outcome="not_connected", barriers=["record"], by=viewer_of(maya), at=LATER)

    assert [each.code for each in BarrierMet.objects.filter(ended_at=None)] == ["record"]
    assert BarrierMet.objects.count() == 2


def test_not_known_yet_asks_again_and_remembers_what_stood_in_the_way(maya, roger):
    row = offered(roger, maya)

    with pytest.raises(ValidationError, match="later day"):
        actions.say_outcome(referral=row, outcome="not_yet", by=viewer_of(maya), at=LATER)
    row = actions.say_outcome(
        referral=row,
        outcome="not_yet",
        barriers=["waiting_list"],
        follow_up_on=DAY + timedelta(days=20),
        by=viewer_of(maya),
        at=LATER,
    )

    assert (row.state, row.follow_up_on) == ("sent", DAY + timedelta(days=20))
    assert [each.code for each in queries.barriers_of(row)] == ["waiting_list"]


def test_an_outcome_said_otherwise_puts_the_service_log_right(maya, roger):
    row = offered(roger, maya)
    row = actions.say_outcome(referral=row, outcome="connected", by=viewer_of(maya), at=LATER, minutes=10)

    row = actions.say_outcome(
        referral=row, outcome="not_connected", barriers=["cost"], by=viewer_of(maya), at=LATER, minutes=15
    )

    assert row.state == "closed"
    assert net(row) == {"emotional": 0, "informational": 1, "instrumental": 1, "affiliational": 0}
    assert sum(line.minutes * line.sign for line in Line.objects.filter(source_id=row.pk)) == 15


def test_going_together_is_a_task_with_a_day_and_counts_as_a_hand(maya, roger):
    with pytest.raises(ValidationError, match="day"):
        offered(roger, maya, how="go")
    row = offered(roger, maya, how="go", together_on=DAY + timedelta(days=1))

    assert row.follow_up_on == DAY + timedelta(days=8)
    row = actions.send(referral=row, by=viewer_of(maya), at=LATER, minutes=60)
    actions.send(referral=row, by=viewer_of(maya), at=LATER, minutes=60)

    assert net(row)["instrumental"] == 1
    assert Line.objects.get(instrumental=True).minutes == 60


def test_a_referral_written_by_mistake_counts_nowhere(maya, roger):
    row = offered(roger, maya)
    actions.say_outcome(referral=row, outcome="not_connected", barriers=["cost"], by=viewer_of(maya), at=LATER)

    actions.take_out(referral=row, by=viewer_of(maya), at=LATER)
    actions.take_out(referral=row, by=viewer_of(maya), at=LATER)

    assert not any(net(row).values())
    assert not queries.referrals_of(roger).over
    assert not BarrierMet.objects.filter(ended_at=None).exists()


def test_one_open_referral_to_a_service(maya, roger):
    place = a_place(roger)
    row = offered(roger, maya, place=place)

    with pytest.raises(ValidationError, match="open referral"):
        offered(roger, maya, place=place)
    actions.close(referral=row, by=viewer_of(maya), at=LATER)

    assert offered(roger, maya, place=place).state == "sent"


def test_a_form_sent_twice_makes_one(maya, roger):
    place, id = a_place(roger), uuid7()

    first = offered(roger, maya, place=place, id=id)

    assert offered(roger, maya, place=place, id=id).pk == first.pk
    assert Referral.objects.count() == 1


def test_the_dead_are_referred_nowhere(maya, roger):
    roger.died_on = DAY
    roger.save()

    with pytest.raises(ValidationError):
        offered(roger, maya)


def test_the_database_refuses_a_step_that_cannot_be(maya, roger):
    row = offered(roger, maya, said_yes=False)
    facts = {"organization": roger.organization, "referral": row, "who": "staff", "at": MONDAY}

    for number, before, state in ((2, "offered", "connected"), (1, "offered", "accepted"), (2, "", "offered")):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReferralStep(number=number, before=before, state=state, **facts).save()
    with pytest.raises(ValidationError):
        ReferralStep.objects.all().delete()


def test_the_service_answers_by_a_link_and_somebody_sees_it(maya, roger):
    row = offered(roger, maya)
    secret = answer_link.make_link(referral=row, by=viewer_of(maya), at=MONDAY)

    answer_link.answer(secret=secret, answer="received", at=LATER)
    answer_link.answer(secret=secret, answer="connected", at=LATER)

    row.refresh_from_db()
    assert steps(row) == ["offered", "accepted", "sent", "received", "connected"]
    assert ReferralStep.objects.get(state="connected").who == "service"
    assert row.follow_up_on == LATER.date()
    assert net(row)["instrumental"] == 0
    with pytest.raises(ValidationError, match="used or is too old"):
        answer_link.answer(secret=secret, answer="received", at=LATER)


def test_the_service_says_why_not(maya, roger):
    row = offered(roger, maya)
    secret = answer_link.make_link(referral=row, by=viewer_of(maya), at=MONDAY)

    with pytest.raises(ValidationError):
        answer_link.answer(secret=secret, answer="not_connected", at=LATER, barriers=["stigma"])
    answer_link.answer(secret=secret, answer="not_connected", at=LATER, barriers=["no_bed"])

    assert [each.code for each in queries.barriers_of(row)] == ["no_bed"]


@pytest.mark.parametrize("ended", ["closed", "mistaken", "old", "died"])
def test_a_link_stops(maya, roger, ended):
    row = offered(roger, maya)
    secret = answer_link.make_link(referral=row, by=viewer_of(maya), at=MONDAY)
    at = LATER
    if ended == "closed":
        actions.close(referral=row, by=viewer_of(roger.person), at=LATER)
    elif ended == "mistaken":
        actions.take_out(referral=row, by=viewer_of(maya), at=LATER)
    elif ended == "old":
        at = MONDAY + timedelta(days=61)
    else:
        roger.died_on = DAY
        roger.save()

    assert waiting_link(secret, at=at) is None
    with pytest.raises(ValidationError):
        answer_link.answer(secret=secret, answer="received", at=at)


def test_the_secret_stands_nowhere(maya, roger):
    row = offered(roger, maya)

    secret = answer_link.make_link(referral=row, by=viewer_of(maya), at=MONDAY)

    assert secret not in str(row.links.values())


def test_the_history_follows_who_was_merged(maya, roger):
    row = offered(roger, maya)
    other = ParticipantFactory(organization=maya.organization)
    roger.merged_into = other
    roger.save()

    assert [each.pk for each in queries.referrals_of(other).going_on] == [row.pk]


def test_another_organizations_service_is_not_there(maya):
    theirs = a_place(ParticipantFactory(organization=OrganizationFactory(slug="lindenberg")))

    with pytest.raises(Http404):
        queries.get_place(theirs.pk, viewer=viewer_of(maya))


@pytest.mark.django_db(transaction=True)
def test_of_two_yes_at_the_same_moment_one_counts(maya, roger):
    row = offered(roger, maya, said_yes=False)

    counted_at_once(lambda who: actions.say_yes(referral=row, by=viewer_of(who), at=LATER).state, [maya, roger.person])

    assert steps(row) == ["offered", "accepted", "sent"]
    assert Line.objects.filter(source_id=row.pk).count() == 1
