"""Consents are given whole, taken back at once, and never changed."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.consent.actions.consent import give, revoke
from kinroad.consent.models import Consent, Revocation
from kinroad.consent.queries.consents import consents_for, consents_of, get_consent, left_under
from kinroad.consent.queries.texts import form_text, notice_text
from kinroad.consent.rules.draft import Signature
from kinroad.consent.rules.kinds import Kind
from kinroad.consent.rules.standing import Recipient, Standing
from kinroad.consent.tests.consent_factories import HOUSING, a_consent, a_draft
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.tests.factories import see, someone, viewer_of

NOON = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
ELEMENTS = [
    "participant_name", "discloser", "classes", "recipient", "purpose", "right_to_revoke", "expires_at", "signature",
    "given_at", "statements",
]  # fmt: skip


@pytest.fixture
def elizabeth(db):
    person = someone("participant", called="Elizabeth", full_name="Elizabeth Stone")
    return Participant.objects.get(person=person)


@pytest.mark.parametrize("element", ELEMENTS)
def test_security_08_no_consent_is_kept_without_all_its_elements(elizabeth, element):
    whole = a_consent(elizabeth)
    values = {field.attname: getattr(whole, field.attname) for field in Consent._meta.concrete_fields}
    values |= {"id": uuid7(), element: None if element.endswith("_at") else "" if element != "classes" else []}

    with pytest.raises(ValidationError):
        Consent(**values).save()


def test_security_08_what_was_signed_says_every_element(elizabeth):
    consent = a_consent(elizabeth, at=NOON)

    said = dict(consent.copy)
    text = form_text(language="en", version=consent.form_version)
    for element in ("participant", "discloser", "description", "recipient", "purpose", "right_to_revoke", "expiry"):
        assert said[text.label(element)]
    assert said["My name"] == "Elizabeth Stone"
    assert said["What they may share"] == "My name\nThe goals of my plan"
    assert said["Signed"] == "Elizabeth Stone, typed on March 2, 2026, 12:00:00 MST"
    assert said["When it ends"].startswith("At the end of ")
    assert said["If I say no"]
    assert said["What happens to it then"]
    assert Change.objects.get(what="consent.given").participant_id == elizabeth.pk


def test_it_is_written_in_the_language_it_was_read_in(elizabeth):
    consent = a_consent(elizabeth, language="es-us")

    assert consent.language == "es"
    assert dict(consent.copy)["Quién puede verlo"] == HOUSING.name


def test_every_kind_has_its_words_in_both_languages():
    for language in ("en", "es"):
        text = form_text(language=language, on=NOON.date())
        for kind in Kind:
            assert all(text.kind(kind)[part] for part in ("title", "about", "refusal", "redisclosure"))
    assert form_text(language="fr", on=NOON.date()).language == "en"


def test_the_notice_is_that_of_the_law_as_amended():
    notice = notice_text(on=NOON.date())

    assert notice.statements[0].startswith("This record which has been disclosed to you is protected by Federal")
    assert notice.statements[0].endswith("use or redisclose the record (see 42 CFR 2.31).")
    assert notice.statements[1] == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


def test_a_consent_lasts_to_the_end_of_its_day_where_the_program_is(elizabeth):
    consent = a_consent(elizabeth, at=NOON, expires_on=NOON.date())

    assert consent.expires_at == datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"classes": ()}, "Choose what may be shared"),
        ({"recipient": ""}, "Say who may see it"),
        ({"expires_on": None}, "Say when it ends"),
        ({"expires_on": (NOON - timedelta(days=1)).date()}, "This day is over"),
        ({"classes": ("name", "notes")}, "Notes need a consent of their own"),
        ({"kind": Kind.JUSTICE, "classes": ("name",), "purpose": "case"}, "Say which case it is"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(elizabeth, facts, said):
    with pytest.raises(ValidationError, match=said):
        a_consent(elizabeth, at=NOON, **facts)

    assert not Consent.objects.exists()


def test_a_second_press_meets_the_first(elizabeth):
    first = {"id": uuid7(), "participant": elizabeth, "draft": a_draft(), "signature": Signature("E.", "typed")}
    rest = {"language": "en", "by": viewer_of(elizabeth.person), "at": now()}

    assert give(**first, **rest) == give(**first, **rest)
    assert Consent.objects.count() == 1


def test_on_paper_whoever_writes_it_down_is_the_witness(elizabeth):
    maya = someone("peer_leader", called="Maya")
    see(maya, elizabeth)
    consent = give(
        id=uuid7(),
        participant=elizabeth,
        draft=a_draft(),
        signature=Signature("Elizabeth Stone", "paper"),
        language="en",
        by=viewer_of(maya),
        at=now(),
    )

    assert consent.witness == maya
    assert dict(consent.copy)["Who saw it"] == "Maya"


def test_a_drawing_is_lines_and_nothing_else(elizabeth):
    def sign(drawn):
        return give(
            id=uuid7(),
            participant=elizabeth,
            draft=a_draft(),
            signature=Signature("Elizabeth", "drawn", drawn=drawn),
            language="en",
            by=viewer_of(elizabeth.person),
            at=now(),
        )

    assert sign("M10 20 L30.5 40").drawn
    with pytest.raises(ValidationError, match="could not read what you drew"):
        sign('M10 20"/><script>')


def test_taking_back_ends_it_that_second_and_a_second_press_is_the_same(elizabeth):
    consent = a_consent(elizabeth)

    ended = revoke(consent=consent, by=viewer_of(elizabeth.person))

    assert revoke(consent=consent, by=viewer_of(elizabeth.person)) == ended
    assert get_consent(consent.pk, participant=elizabeth, at=ended.at).standing == Standing.REVOKED
    assert left_under(consent) == []
    assert Change.objects.filter(what="consent.revoked").count() == 1


def justice(elizabeth, **facts):
    given = {"kind": Kind.JUSTICE, "classes": ("name",), "purpose": "case", "case": "Case 7, Denver", "firm": True}
    return a_consent(elizabeth, **(given | facts))


def test_a_firm_consent_stands_until_its_end(elizabeth):
    consent = justice(elizabeth)

    with pytest.raises(ValidationError, match="stands until its end"):
        revoke(consent=consent, by=viewer_of(elizabeth.person))
    revoke(consent=consent, by=viewer_of(elizabeth.person), how="beside", why=Revocation.Why.EVENT)

    assert get_consent(consent.pk, participant=elizabeth, at=now()).standing == Standing.EVENT
    assert "Until then I cannot take it back" in dict(consent.copy)
    assert "I can take it back" not in dict(consent.copy)


def test_one_that_is_not_firm_can_be_taken_back(elizabeth):
    consent = justice(elizabeth, firm=False)

    revoke(consent=consent, by=viewer_of(elizabeth.person))

    assert [each.standing for each in consents_of(elizabeth, at=now())] == [Standing.REVOKED]


def test_the_consents_for_a_recipient_are_those_that_stand(elizabeth):
    consent, other = a_consent(elizabeth), a_consent(elizabeth, recipient="Another house")
    asked = {"recipient": HOUSING, "purpose": "my_request", "at": now()}

    assert consents_for(elizabeth, **asked) == [consent]
    assert consents_for(elizabeth, **(asked | {"recipient": Recipient("Another house")})) == [other]
    assert consents_for(elizabeth, **(asked | {"at": now() + timedelta(days=200)})) == []


def test_the_copy_is_what_was_signed(elizabeth):
    consent = a_consent(elizabeth)

    assert consent.copy == [tuple(line) for line in json.loads(consent.words)]
