"""The one door: what the consent names leaves with its notice, is written down, and nothing else leaves."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.consent.actions.consent import give, revoke
from kinroad.consent.actions.disclose import disclose
from kinroad.consent.models import Disclosure, Revocation
from kinroad.consent.rules.draft import Signature
from kinroad.consent.rules.standing import Recipient
from kinroad.consent.tests.consent_factories import EVERYTHING, HOUSING, a_consent, a_draft
from kinroad.core.ids import uuid7
from kinroad.core.tests.at_once import at_once_or_refused
from kinroad.core.time import now, today
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ZONE, OrganizationFactory, someone, viewer_of

RACES = 50
SECOND = timedelta(seconds=1)


def a_participant():
    return Participant.objects.get(person=someone("participant", called="Elizabeth", full_name="Elizabeth Stone"))


def leave(consent, by, **facts):
    asked = {"parts": EVERYTHING, "purpose": "my_request", "recipient": HOUSING, "channel": "page"} | facts
    return disclose(consent=consent, by=viewer_of(by), **asked)


@pytest.fixture
def elizabeth(db):
    return a_participant()


def test_security_10_and_19_what_leaves_carries_its_notice_and_its_consent_and_is_written_down(elizabeth):
    maya = someone("peer_leader")
    consent = a_consent(elizabeth)

    left = leave(consent, maya, channel="pdf")

    assert [part.title for part in left.parts] == ["Name", "Goals"]
    assert "prohibit you from using or disclosing this record" in left.notice.statements[0]
    assert left.copy == consent.copy
    row = Disclosure.objects.get()
    assert (row.recipient, row.classes, row.purpose, row.channel) == (
        "Harbor House",
        ["name", "plan_goals"],
        "my_request",
        "pdf",
    )
    assert row.what == "Name\nGoals"
    assert row.notice_version == left.notice.version
    assert row.by == maya
    assert Change.objects.get(what="disclosure.made").participant_id == elizabeth.pk


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"purpose": "referral"}, "purpose"),
        ({"recipient": Recipient("Another house")}, "recipient"),
        ({"parts": EVERYTHING[3:]}, "nothing"),
        ({"parts": []}, "nothing"),
    ],
)
def test_security_11_nothing_leaves_for_another_purpose_recipient_or_class(elizabeth, facts, code):
    with pytest.raises(ValidationError) as refused:
        leave(a_consent(elizabeth), elizabeth.person, **facts)

    assert refused.value.code == code
    assert not Disclosure.objects.exists()


def test_security_09_the_last_second_counts_and_the_next_does_not(elizabeth):
    consent = a_consent(elizabeth)

    leave(consent, elizabeth.person, now=consent.expires_at - SECOND)
    with pytest.raises(ValidationError, match="has ended"):
        leave(consent, elizabeth.person, now=consent.expires_at)
    with pytest.raises(ValidationError, match="does not stand yet"):
        leave(consent, elizabeth.person, now=consent.effective_at - SECOND)


@pytest.mark.parametrize(("why", "said"), [("withdrawn", "taken back"), ("false", "not to be true"), ("event", "come")])
def test_security_09_what_was_ended_lets_nothing_leave_whatever_the_callers_clock_says(elizabeth, why, said):
    consent = a_consent(elizabeth)
    revoke(consent=consent, by=viewer_of(elizabeth.person), why=why)

    with pytest.raises(ValidationError, match=said):
        leave(consent, elizabeth.person, now=now() - timedelta(hours=1))


def test_security_12_a_consent_for_care_lets_no_note_leave(elizabeth):
    consent = a_consent(
        elizabeth,
        kind="tpo",
        purpose="tpo",
        recipient_kind="class",
        recipient_class="tpo",
        no_end=True,
        expires_on=None,
    )

    left = leave(consent, elizabeth.person, purpose="tpo", recipient=Recipient("Dr. Lee", of_class="treating"))

    assert "canary" not in str(left.parts)


def test_after_a_death_nothing_leaves_under_their_own_consent(elizabeth):
    consent = a_consent(elizabeth)
    Participant.objects.filter(pk=elizabeth.pk).update(died_on=now().date())

    with pytest.raises(ValidationError, match="They have died"):
        leave(consent, someone("peer_leader"))


@pytest.mark.parametrize(
    ("authority", "days", "leaves"), [("Son, executor", 3, True), ("", 3, False), ("Son", 0, False)]
)
def test_after_a_death_whoever_may_speak_for_them_signs_anew(elizabeth, authority, days, leaves):
    """42 CFR 2.15(b)(2); who spoke for them while they lived does no more."""
    maya = someone("peer_leader")
    Participant.objects.filter(pk=elizabeth.pk).update(died_on=today(ZONE) - timedelta(days=days))
    signature = Signature("Tom Stone", "paper", authority=authority)
    given = {"id": uuid7(), "participant": elizabeth, "draft": a_draft(), "language": "en", "at": now()}
    consent = give(signature=signature, by=viewer_of(maya), **given)

    if leaves:
        assert leave(consent, maya).parts
    else:
        with pytest.raises(ValidationError, match="They have died"):
            leave(consent, maya)


@pytest.mark.parametrize(("last", "hours"), [("2026-11-01", 25), ("2027-03-14", 23), ("2026-11-02", 24)])
def test_security_09_a_day_ends_with_its_night_also_when_the_clocks_change(elizabeth, last, hours):
    day = date.fromisoformat(last)
    consent = a_consent(elizabeth, at=datetime(2026, 10, 1, tzinfo=UTC), expires_on=day)

    midnight = datetime.combine(day, time(), tzinfo=ZoneInfo(elizabeth.organization.zone))
    assert consent.expires_at - midnight.astimezone(UTC) == timedelta(hours=hours)
    leave(consent, elizabeth.person, now=consent.expires_at - timedelta(microseconds=1))
    with pytest.raises(ValidationError, match="has ended"):
        leave(consent, elizabeth.person, now=consent.expires_at)


def test_a_day_beyond_all_measure_is_a_slip_of_the_finger(elizabeth):
    with pytest.raises(ValidationError, match="twenty years"):
        a_consent(elizabeth, expires_on=date.max)


def test_somebody_of_another_organization_finds_no_consent(elizabeth):
    neighbour = someone("peer_leader", organization=OrganizationFactory(slug="linden"))

    with pytest.raises(Exception, match="does not exist"):
        leave(a_consent(elizabeth), neighbour)


@pytest.mark.django_db(transaction=True)
def test_security_09_of_fifty_races_each_ends_as_if_one_had_come_first():
    elizabeth = a_participant()
    person, by = elizabeth.person, viewer_of(elizabeth.person)
    won = {"left": 0, "refused": 0}
    for _race in range(RACES):
        consent = a_consent(elizabeth)
        left, ended = at_once_or_refused(partial(leave, consent, person), partial(revoke, consent=consent, by=by))

        assert isinstance(ended, Revocation)
        rows = list(Disclosure.objects.filter(consent=consent))
        if isinstance(left, ValidationError):
            assert left.code == "revoked"
            assert rows == []
        else:
            assert [row.at <= ended.at for row in rows] == [True]
        won["refused" if isinstance(left, ValidationError) else "left"] += 1
        with pytest.raises(ValidationError, match="taken back"):
            leave(consent, person)
    assert sum(won.values()) == RACES


@pytest.mark.django_db(transaction=True)
def test_security_09_after_the_answer_to_a_revocation_none_of_many_leaves():
    elizabeth = a_participant()
    by = viewer_of(elizabeth.person)
    consent = a_consent(elizabeth)

    *many, ended = at_once_or_refused(
        *[partial(leave, consent, elizabeth.person)] * 8, partial(revoke, consent=consent, by=by)
    )

    rows = Disclosure.objects.filter(consent=consent)
    assert rows.count() == sum(not isinstance(each, ValidationError) for each in many)
    assert all(row.at <= ended.at for row in rows)
