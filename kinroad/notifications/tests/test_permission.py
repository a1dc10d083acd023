"""Permission is given for a number and a kind, and ends at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.notifications.actions import permission as actions
from kinroad.notifications.models import Permission, StoppedNumber
from kinroad.notifications.queries.permission import is_stopped, may, permissions_of, who_allow
from kinroad.notifications.rules.permission import Doubt, Kind, holds
from kinroad.notifications.tests.factories import NOON, PHONE, reachable, system
from kinroad.people.actions.participants import change_facts
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, someone, viewer_of

SPOKEN = StoppedNumber.How.SPOKEN


def allowed(participant, kind, at=NOON):
    """As one row and as part of the list: both must say the same."""
    participant.refresh_from_db()
    one = may(participant, kind, at=at)
    listed = who_allow(kind, organization_id=participant.organization_id, at=at)
    assert one == listed.filter(pk=participant.pk).exists()
    return one


def test_a_yes_to_calls_is_no_yes_to_texts(db):
    aisha = reachable(Kind.CALL)

    assert allowed(aisha, Kind.CALL)
    assert not allowed(aisha, Kind.TEXT)
    assert not allowed(aisha, Kind.VOICEMAIL)


def test_the_words_the_day_and_who_took_it_are_kept_with_the_number_sealed(db):
    worker = viewer_of(someone("peer_leader"))
    aisha = reachable()

    (given,) = actions.give(participant=aisha, kinds=[Kind.TEXT], wording="You may text me.", by=worker, at=NOON)

    kept = Permission.objects.get(pk=given.pk)
    assert (kept.wording, kept.given_at, kept.taken_by_id) == ("You may text me.", NOON, worker.person_id)
    assert kept.number == PHONE
    assert PHONE not in str(Permission.objects.values_list().get(pk=given.pk))
    line = Change.objects.filter(what="permission.given").last()
    assert PHONE not in str(line.__dict__)


def test_a_number_that_came_with_a_list_has_no_permission(db):
    imported = ParticipantFactory(may_text=True, person__phone=PHONE)

    assert not allowed(imported, Kind.TEXT)


def test_another_number_must_be_asked_for_again(db):
    aisha = reachable(Kind.TEXT)

    change_facts(participant=aisha, facts={"phone": "303-555-0199"}, by=system(aisha.organization))

    assert not allowed(aisha, Kind.TEXT)


def test_without_a_number_nothing_can_be_allowed(db):
    nobody = ParticipantFactory()

    with pytest.raises(ValidationError, match="number"):
        actions.give(participant=nobody, kinds=[Kind.TEXT], wording="", by=system(nobody.organization), at=NOON)


def test_taking_it_back_ends_it_and_keeps_what_was_said(db):
    aisha = reachable(Kind.TEXT, Kind.CALL)

    actions.withdraw(participant=aisha, kinds=[Kind.TEXT], by=system(aisha.organization), at=NOON)

    assert not allowed(aisha, Kind.TEXT)
    assert allowed(aisha, Kind.CALL)
    assert [line.permission.ended for line in permissions_of(aisha, at=NOON)] == ["", "withdrawn"]


def test_stop_holds_for_everyone_who_shares_the_number(db):
    one, other = reachable(Kind.TEXT, Kind.CALL), reachable(Kind.TEXT)
    elsewhere = reachable(Kind.TEXT, phone="+13035550188")

    assert actions.stop_number(number=PHONE, how=SPOKEN, by=system(one.organization), at=NOON)

    assert not allowed(one, Kind.TEXT)
    assert not allowed(other, Kind.TEXT)
    assert allowed(one, Kind.CALL)
    assert allowed(elsewhere, Kind.TEXT)
    assert is_stopped(PHONE, one.organization_id)


def test_stop_said_twice_is_said_once(db):
    organization = reachable(Kind.TEXT).organization

    actions.stop_number(number=PHONE, how=SPOKEN, by=system(organization), at=NOON)

    assert not actions.stop_number(number=PHONE, how=SPOKEN, by=system(organization), at=NOON)
    assert StoppedNumber.objects.count() == 1


def test_a_neighbours_number_is_another_matter(db):
    ours = reachable(Kind.TEXT)
    theirs = reachable(Kind.TEXT, organization=OrganizationFactory(slug="linden"))

    actions.stop_number(number=PHONE, how=SPOKEN, by=system(ours.organization), at=NOON)

    assert allowed(theirs, Kind.TEXT)


def test_after_180_days_they_are_asked_again_before_the_next_text(db):
    aisha = reachable(Kind.TEXT, Kind.CALL)
    later = NOON + timedelta(days=180)

    assert allowed(aisha, Kind.TEXT, at=later - timedelta(seconds=1))
    assert not allowed(aisha, Kind.TEXT, at=later)
    assert allowed(aisha, Kind.CALL, at=later)

    actions.confirm(participant=aisha, by=system(aisha.organization), at=later)

    assert allowed(aisha, Kind.TEXT, at=later)


@pytest.mark.parametrize(
    ("doubt", "kind", "still"),
    [
        (Doubt.WRONG, Kind.CALL, False),
        (Doubt.WRONG, Kind.TEXT, False),
        (Doubt.BOUNCED, Kind.TEXT, False),
        (Doubt.BOUNCED, Kind.CALL, True),
    ],
)
def test_a_number_in_doubt_is_asked_for_again(db, doubt, kind, still):
    aisha = reachable(kind)

    actions.doubt_number(number=PHONE, doubt=doubt, by=system(aisha.organization), at=NOON)

    assert allowed(aisha, kind) is still
    actions.confirm(participant=aisha, by=system(aisha.organization), at=NOON)
    assert allowed(aisha, kind)


def test_a_wrong_number_stays_wrong_when_a_message_bounces_too(db):
    aisha = reachable(Kind.CALL)
    by = system(aisha.organization)

    for doubt in (Doubt.WRONG, Doubt.BOUNCED):
        actions.doubt_number(number=PHONE, doubt=doubt, by=by, at=NOON)

    assert not allowed(aisha, Kind.CALL)


def test_an_address_that_bounced_gets_no_mail(db):
    aisha = reachable(Kind.EMAIL, email="Ruth@Example.org")

    actions.doubt_number(number="ruth@example.org", doubt=Doubt.BOUNCED, by=system(aisha.organization), at=NOON)

    assert not allowed(aisha, Kind.EMAIL)


def test_what_their_page_says_becomes_permissions(db):
    aisha = reachable(Kind.TEXT)
    by = system(aisha.organization)
    change_facts(participant=aisha, facts={"may_text": False, "may_call": True}, by=by)

    actions.settle(participant=aisha, by=by, at=NOON)
    actions.settle(participant=aisha, by=by, at=NOON + timedelta(days=1))

    assert allowed(aisha, Kind.CALL)
    assert not allowed(aisha, Kind.TEXT)
    call = Permission.objects.get(kind=Kind.CALL)
    assert call.given_at == NOON
    assert call.wording == "You may call me."


def test_a_new_number_on_their_page_is_a_new_permission(db):
    aisha = reachable(Kind.TEXT)
    by = system(aisha.organization)
    change_facts(participant=aisha, facts={"phone": "303-555-0199"}, by=by)

    actions.settle(participant=aisha, by=by, at=NOON)

    assert allowed(aisha, Kind.TEXT)
    assert [each.ended for each in Permission.objects.order_by("pk")] == ["new_number", ""]


def test_a_number_that_was_taken_off_the_page_ends_what_was_allowed(db):
    aisha = reachable(Kind.TEXT)
    by = system(aisha.organization)
    change_facts(participant=aisha, facts={"phone": ""}, by=by)

    actions.settle(participant=aisha, by=by, at=NOON)

    assert not allowed(aisha, Kind.TEXT)


def test_a_permission_in_use_holds():
    assert holds(Kind.TEXT, confirmed_at=NOON, doubt="", at=NOON)
    assert holds(Kind.VOICEMAIL, confirmed_at=NOON, doubt=Doubt.BOUNCED, at=NOON + timedelta(days=400))


def test_a_new_yes_after_stop_is_only_that_persons(db):
    one, other = reachable(Kind.TEXT), reachable(Kind.TEXT)
    by = system(one.organization)
    actions.stop_number(number=PHONE, how=SPOKEN, by=by, at=NOON)

    actions.give(participant=one, kinds=[Kind.TEXT], wording="You may.", by=by, at=NOON)

    assert allowed(one, Kind.TEXT)
    assert not allowed(other, Kind.TEXT)
    assert not is_stopped(PHONE, one.organization_id)


def test_who_died_gets_nothing(db):
    aisha = reachable(Kind.TEXT, Kind.CALL, died_on=NOON.date())

    assert not allowed(aisha, Kind.TEXT)
    assert not allowed(aisha, Kind.CALL)
