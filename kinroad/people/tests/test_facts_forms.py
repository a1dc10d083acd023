from datetime import date

import pytest
from django.http import QueryDict

from kinroad.core.ids import uuid7
from kinroad.people.actions.participants import change_facts, register_participant
from kinroad.people.forms.facts import OwnFactsForm, ParticipantFactsForm
from kinroad.people.forms.safe_contact import SafeContactForm
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ParticipantFactory, ProgramFactory, SiteFactory, someone, viewer_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def posted(**typed):
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_strengths_are_asked_first():
    assert next(iter(ParticipantFactsForm().groups())).fields[0].name == "strengths"
    assert next(iter(OwnFactsForm().groups())).fields[0].name == "strengths"


def test_a_name_is_enough_to_begin():
    maya = viewer_of(someone("peer_leader"))
    form = ParticipantFactsForm(posted(called="Roger", kind="recovery"), today=TODAY)

    assert form.carry_out(
        register_participant, site=SiteFactory(), program=ProgramFactory(), on=TODAY, by=maya, id=uuid7()
    )
    roger = Participant.objects.get()
    assert (roger.person.called, roger.kind, roger.may_call, roger.needs) == ("Roger", "recovery", False, [])


def test_everything_told_is_kept():
    form = ParticipantFactsForm(
        posted(
            called="Roger",
            kind="recovery",
            strengths="Early riser 🌄",
            interests=["music", "garden"],
            needs=["work"],
            languages=["en", "es"],
            phone="(555) 555-0117",
            may_text="on",
            quiet_from="21:00",
            quiet_to="07:00",
            contact_every_days="7",
            recovery_on_1="2026-06-10",
            recovery_what_1="alcohol",
            recovery_on_4="2025-01-01",
        ),
        today=TODAY,
    )
    maya = viewer_of(someone("peer_leader"))

    assert form.carry_out(register_participant, site=SiteFactory(), program=ProgramFactory(), on=TODAY, by=maya), (
        form.errors
    )
    roger = Participant.objects.select_related("person").get()
    assert roger.strengths == "Early riser 🌄"
    assert roger.interests == ["music", "garden"]
    assert roger.person.phone == "+15555550117"
    assert (roger.may_text, roger.may_call, roger.contact_every_days) == (True, False, 7)
    again = ParticipantFactsForm(participant=roger)
    assert [(row.on.value(), row.what.value()) for row in again.recovery_date_rows()[:3]] == [
        (date(2026, 6, 10), "alcohol"),
        (date(2025, 1, 1), ""),
        (None, ""),
    ]


def test_permission_needs_a_number_and_quiet_hours_need_both_ends():
    form = SafeContactForm(posted(may_text="on", quiet_from="21:00"))

    assert not form.is_valid()
    assert set(form.errors) == {"phone", "quiet_to"}


def test_a_phone_that_cannot_be_one_is_asked_for_again():
    form = SafeContactForm(posted(phone="12"))

    assert not form.is_valid()
    assert "area code" in str(form.errors["phone"])


def test_a_recovery_date_lies_behind_us_and_says_what_it_counts_only_with_a_day():
    form = OwnFactsForm(posted(recovery_on_1="2026-12-01", recovery_what_2="alcohol"), today=TODAY)

    assert not form.is_valid()
    assert set(form.errors) == {"recovery_on_1", "recovery_on_2"}


def test_only_the_participant_sets_readiness():
    assert "readiness" in OwnFactsForm().fields
    assert "readiness" not in ParticipantFactsForm().fields


def test_a_page_that_changed_in_between_shows_both_words_and_then_saves():
    roger = ParticipantFactory(strengths="Early riser")
    maya = viewer_of(someone("peer_leader"))
    typed = posted(strengths="Forklift licence", languages=["en"], version="1")
    change_facts(participant=roger, facts={"strengths": "Sings"}, by=maya)
    roger = Participant.objects.select_related("person").get(pk=roger.pk)

    form = OwnFactsForm(typed, participant=roger)
    assert not form.carry_out(change_facts, participant=roger, by=maya)
    assert form.said_meanwhile() == [("What are you good at?", "Sings")]
    assert Participant.objects.get(pk=roger.pk).strengths == "Sings"
    assert form["version"].value() == "2"

    again = OwnFactsForm(form.data, participant=roger)
    assert again.carry_out(change_facts, participant=roger, by=maya)
    assert Participant.objects.get(pk=roger.pk).strengths == "Forklift licence"
