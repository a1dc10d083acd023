"""Where a consent stands, what may stand together, and who is the one it names."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.consent.rules.classes import OPEN, DataClass
from kinroad.consent.rules.elements import Element, Written, missing_in
from kinroad.consent.rules.kinds import LIMITS, Kind, Purpose, Reason, RecipientKind, wrong_in
from kinroad.consent.rules.parts import Part, within
from kinroad.consent.rules.standing import Recipient, Refusal, Standing, Terms, receives, refusal, standing

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HARBOR = Recipient("Harbor House")
TERMS = Terms(
    purpose="my_request",
    classes=frozenset({"name", "plan_goals"}),
    recipient_kind="agency",
    recipient="Harbor House",
    effective_at=NOON,
    expires_at=NOON + timedelta(days=1),
)
WHOLE = Written(
    kind="justice",
    participant="Elizabeth Stone",
    discloser="Juniper Street",
    classes=["name"],
    recipient_kind="intermediary",
    recipient="The network",
    members="Harbor House",
    purpose="case",
    right_to_revoke="On my page",
    statements="It is protected.",
    signature="Elizabeth Stone",
    given_at=NOON,
    expires_at=NOON,
    case="Case 7",
    on_paper=True,
    witnessed=True,
)
EMPTIED = {
    Element.PARTICIPANT: {"participant": " "},
    Element.DISCLOSER: {"discloser": ""},
    Element.DESCRIPTION: {"classes": []},
    Element.RECIPIENT: {"recipient": "\n"},
    Element.PURPOSE: {"purpose": ""},
    Element.RIGHT_TO_REVOKE: {"right_to_revoke": ""},
    Element.EXPIRY: {"expires_at": None},
    Element.SIGNATURE: {"signature": " "},
    Element.DATE: {"given_at": None},
    Element.MEMBERS: {"members": ""},
    Element.STATEMENTS: {"statements": ""},
    Element.CASE: {"case": ""},
    Element.WITNESS: {"witnessed": False},
}


def test_security_08_a_whole_consent_lacks_nothing():
    assert missing_in(WHOLE) == []


@given(st.sets(st.sampled_from(list(Element)), min_size=1))
def test_security_08_whatever_is_taken_out_is_what_is_missing(taken):
    written = WHOLE
    for element in taken:
        written = replace(written, **EMPTIED[element])

    assert set(missing_in(written)) == taken


def test_an_event_or_no_end_is_an_end_too():
    assert not missing_in(replace(WHOLE, expires_at=None, expires_event="When I move out"))
    assert not missing_in(replace(WHOLE, expires_at=None, no_end=True))


@pytest.mark.parametrize(
    ("at", "stands"),
    [
        (NOON - SECOND, Standing.NOT_YET),
        (NOON, Standing.STANDS),
        (NOON + timedelta(days=1) - SECOND, Standing.STANDS),
        (NOON + timedelta(days=1), Standing.EXPIRED),
    ],
)
def test_security_09_a_consent_begins_and_ends_at_its_second(at, stands):
    assert standing(TERMS, at=at) == stands


@pytest.mark.parametrize(
    ("ended_as", "then"),
    [("withdrawn", Standing.REVOKED), ("event", Standing.EVENT), ("false", Standing.FALSE)],
)
def test_security_09_a_consent_that_was_ended_ends_at_that_second(ended_as, then):
    ended = replace(TERMS, ended_at=NOON + timedelta(hours=1), ended_as=ended_as)

    assert standing(ended, at=NOON + timedelta(hours=1) - SECOND) == Standing.STANDS
    assert standing(ended, at=NOON + timedelta(hours=1)) == then


def test_security_09_a_deficient_consent_never_stands():
    assert standing(replace(TERMS, missing=[Element.PURPOSE]), at=NOON) == Standing.DEFICIENT


@pytest.mark.parametrize(
    ("asked", "no"),
    [
        ({}, None),
        ({"purpose": "referral"}, Refusal.PURPOSE),
        ({"recipient": Recipient("Another house")}, Refusal.RECIPIENT),
        ({"recipient": Recipient("Harbor House", through="A network")}, Refusal.RECIPIENT),
        ({"classes": {"notes"}}, Refusal.NOTHING),
        ({"classes": set()}, Refusal.NOTHING),
        ({"at": NOON - SECOND}, Refusal.NOT_YET),
    ],
)
def test_security_11_purpose_recipient_and_classes_must_be_those_of_the_consent(asked, no):
    given = {"at": NOON, "purpose": "my_request", "recipient": HARBOR, "classes": {"name", "notes"}}

    assert refusal(TERMS, **(given | asked)) == no


def test_a_name_is_the_same_without_case_and_spaces():
    assert receives(TERMS, Recipient("  harbor   HOUSE "))
    assert not receives(replace(TERMS, recipient=""), Recipient(""))


def test_a_row_of_the_directory_is_known_by_its_id_alone():
    mine = uuid4()
    terms = replace(TERMS, recipient_id=mine)

    assert receives(terms, Recipient("Harbor House, moved", id=mine))
    assert not receives(terms, Recipient("Harbor House", id=uuid4()))


def test_a_group_receives_by_its_class_and_only_by_a_name():
    terms = replace(TERMS, recipient_kind="class", recipient_class="tpo")

    assert receives(terms, Recipient("Dr. Lee", of_class="treating"))
    assert not receives(terms, Recipient("Dr. Lee"))
    assert not receives(terms, Recipient("", of_class="treating"))
    assert not receives(terms, Recipient("The Daily", of_class="public"))


def test_behind_a_network_only_the_members_named_receive():
    terms = replace(TERMS, recipient_kind="intermediary", recipient="The network", members="Harbor House\nDr. Lee")

    assert receives(terms, Recipient("dr. lee", through="The network"))
    assert not receives(terms, Recipient("Dr. Who", through="The network"))
    assert not receives(terms, Recipient("Dr. Lee", through="Another network"))
    assert not receives(terms, Recipient("Dr. Lee"))
    treating = replace(terms, recipient_class="treating")
    assert receives(treating, Recipient("Dr. Who", of_class="treating", through="The network"))


ANY = {
    "kind": st.sampled_from(Kind),
    "classes": st.sets(st.sampled_from(DataClass), min_size=1),
    "purpose": st.sampled_from(Purpose),
    "recipient_kind": st.sampled_from(RecipientKind),
}


@given(**ANY)
def test_security_12_notes_and_proceedings_stand_with_nothing_else(kind, classes, purpose, recipient_kind):
    wrong = wrong_in(kind, classes=classes, purpose=purpose, recipient_kind=recipient_kind)

    if wrong is None:
        assert (DataClass.NOTES in classes) <= (classes <= {DataClass.NAME, DataClass.NOTES})
        assert (purpose == Purpose.PROCEEDINGS) == (kind == Kind.PROCEEDINGS)
        assert (DataClass.ABSENCE in classes) <= (kind == Kind.JUSTICE)
        assert classes <= LIMITS[kind].classes


def test_security_12_each_no_has_its_reason():
    def said(kind, classes, purpose, who="agency", **facts):
        return wrong_in(kind, classes=classes, purpose=purpose, recipient_kind=who, **facts)

    assert said(Kind.TPO, {"notes"}, "tpo") == Reason.PRIVATE_ALONE
    assert said(Kind.PROCEEDINGS, {"name"}, "my_request") == Reason.PROCEEDINGS_ALONE
    assert said(Kind.SPECIFIC, {"name"}, "proceedings") == Reason.PROCEEDINGS_ALONE
    assert said(Kind.TPO, {"name"}, "my_request") == Reason.PURPOSE_NOT_HERE
    assert said(Kind.SUPPORTER, {"contacts"}, "stand_by_me", "person") == Reason.CLASS_NOT_HERE
    assert said(Kind.SPECIFIC, {"name"}, "my_request", "class") == Reason.RECIPIENT_NOT_HERE
    assert said(Kind.SPECIFIC, {"name"}, "my_request", no_end=True) == Reason.NO_END_NOT_HERE
    assert said(Kind.SPECIFIC, {"name"}, "my_request", firm=True) == Reason.FIRM_NOT_HERE
    assert said(Kind.JUSTICE, {"name", "absence"}, "case", firm=True) is None
    assert said(Kind.TPO, OPEN, "tpo", "class", no_end=True) is None


PARTS = st.lists(
    st.builds(
        Part,
        data_class=st.sampled_from([each.value for each in DataClass]),
        title=st.just("t"),
        lines=st.tuples(st.text(max_size=5)),
    )
)


@given(PARTS, st.sets(st.sampled_from([each.value for each in DataClass])), st.data())
def test_security_11_fewer_classes_never_give_more(parts, classes, data):
    fewer = data.draw(st.sets(st.sampled_from(sorted(classes)))) if classes else set()

    much, less = within(parts, classes), within(parts, fewer)

    assert set(less) <= set(much) <= set(parts)
    assert {part.data_class for part in less} <= fewer
