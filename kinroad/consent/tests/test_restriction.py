"""Restriction (security requirement 15): what they asked us not to share stays here, whatever a consent says."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kinroad.consent.actions.disclose import disclose
from kinroad.consent.actions.restriction import answer_restriction, lift, restrict
from kinroad.consent.models import Disclosure
from kinroad.consent.rules.classes import DataClass
from kinroad.consent.rules.parts import Part
from kinroad.consent.rules.restriction import Held, is_meant, must_agree, not_held
from kinroad.consent.rules.standing import Recipient
from kinroad.consent.tests.consent_factories import EVERYTHING, HOUSING, a_consent
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.tests.factories import someone, viewer_of

PARTS = [Part(each, each, (f"canary {each}",)) for each in DataClass]


@pytest.mark.parametrize(
    ("named", "recipient", "meant"),
    [
        ("Harbor House", "Harbor House, Inc.", True),
        ("Harbor House, Inc.", "harbor house", True),
        ("José Pérez", "Jose Perez", True),
        ("", "Anyone", True),
        ("Harbor House", "Haven House", False),
    ],
)
def test_doubt_keeps_it_here(named, recipient, meant):
    assert is_meant(Held(named, frozenset()), Recipient(recipient)) is meant
    assert is_meant(Held(named, frozenset()), Recipient("Somebody", through=recipient)) is meant


@given(
    first=st.frozensets(st.sampled_from(sorted(DataClass)), min_size=1),
    second=st.frozensets(st.sampled_from(sorted(DataClass)), min_size=1),
)
def test_asking_for_more_never_lets_more_leave(first, second):
    one = not_held(PARTS, recipient=HOUSING, held=[Held("", first)])
    both = not_held(PARTS, recipient=HOUSING, held=[Held("", first), Held(HOUSING.name, second)])

    assert set(both) <= set(one)
    assert not {each.data_class for each in both} & (first | second)


@pytest.fixture
def elizabeth():
    person = someone("participant", called="Elizabeth", full_name="Elizabeth Stone")
    return Participant.objects.get(person=person)


def ask(participant, **facts):
    given = {"recipient": "", "classes": [], "by": viewer_of(participant.person), "at": now(), **facts}
    return restrict(id=uuid7(), participant=participant, **given)


def leave(consent):
    by = viewer_of(someone("peer_leader"))
    return disclose(consent=consent, parts=EVERYTHING, purpose="my_request", recipient=HOUSING, channel="pdf", by=by)


@pytest.mark.django_db
@pytest.mark.parametrize("recipient", ["", "Harbor House"])
def test_a_restricted_recipient_gets_nothing(recipient, elizabeth):
    consent = a_consent(elizabeth)
    ask(elizabeth, recipient=recipient)

    with pytest.raises(ValidationError, match="asked us not to"):
        leave(consent)

    assert not Disclosure.objects.exists()


@pytest.mark.django_db
def test_only_what_they_named_stays_here_and_lifting_it_lets_the_consent_hold_again(elizabeth):
    consent = a_consent(elizabeth)
    row = ask(elizabeth, classes=["name"])

    assert {each.data_class for each in leave(consent).parts} == {"plan_goals"}

    lift(restriction_id=row.pk, participant=elizabeth, by=viewer_of(elizabeth.person), at=now())
    assert {each.data_class for each in leave(consent).parts} == {"name", "plan_goals"}


@pytest.mark.django_db
def test_what_they_asked_of_somebody_else_changes_nothing(elizabeth):
    ask(elizabeth, recipient="Haven House")

    assert leave(a_consent(elizabeth)).parts


@pytest.mark.django_db
def test_it_holds_until_we_say_that_we_cannot_agree_and_a_yes_holds_on(elizabeth):
    consent, row = a_consent(elizabeth), ask(elizabeth, classes=["name"])
    by = viewer_of(someone("supervisor"))
    assert {each.data_class for each in leave(consent).parts} == {"plan_goals"}

    with pytest.raises(ValidationError, match="Say why"):
        answer_restriction(restriction=row, outcome="declined", reason="", by=by, at=now())
    answer_restriction(restriction=row, outcome="declined", reason="The grant asks.", by=by, at=now())

    assert {each.data_class for each in leave(consent).parts} == {"name", "plan_goals"}
    agreed = ask(elizabeth, classes=["plan_goals"])
    answer_restriction(restriction=agreed, outcome="agreed", reason="", by=by, at=now())
    assert {each.data_class for each in leave(consent).parts} == {"name"}
    with pytest.raises(ValidationError, match="already"):
        answer_restriction(restriction=agreed, outcome="declined", reason="No.", by=by, at=now())


@pytest.mark.parametrize(("plan", "paid", "must"), [(True, False, True), (True, True, False), (False, False, False)])
def test_a_health_plan_learns_nothing_of_what_it_did_not_pay_for(plan, paid, must):
    assert must_agree(to_a_plan=plan, plan_paid=paid) is must
