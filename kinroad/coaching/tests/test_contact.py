from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.contact import change_contact
from kinroad.coaching.models import Contact, ContactPart, ContactPartVersion
from kinroad.coaching.rules.contact import NoTime, WhenTrouble, activity_of, moment, when_and_how_long
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.core.ids import uuid7
from kinroad.people.tests.factories import ZONE, ParticipantFactory, someone, viewer_of
from kinroad.service_log.models import Line

NOW = datetime(2026, 3, 8, 20, 0, tzinfo=UTC)


def net(**filters):
    return sum(Line.objects.filter(**filters).values_list("sign", flat=True))


class TestWhen:
    def test_minutes_alone_today_mean_that_it_ended_now(self):
        assert when_and_how_long(day=date(2026, 3, 8), start=None, end=None, minutes=15, now=NOW, zone=ZONE) == (
            datetime(2026, 3, 8, 19, 45, tzinfo=UTC),
            15,
        )

    def test_start_and_end_over_midnight_count_the_night(self):
        began, minutes = when_and_how_long(
            day=date(2026, 3, 6), start=time(23, 30), end=time(0, 15), minutes=None, now=NOW, zone=ZONE
        )

        assert minutes == 45
        assert began == datetime(2026, 3, 7, 6, 30, tzinfo=UTC)

    def test_the_night_the_clocks_go_forward_is_an_hour_shorter(self):
        _, minutes = when_and_how_long(
            day=date(2026, 3, 8), start=time(1, 30), end=time(3, 30), minutes=None, now=NOW, zone=ZONE
        )

        assert minutes == 60

    def test_an_hour_the_clocks_jumped_over_is_told(self):
        with pytest.raises(NoTime) as told:
            moment(date(2026, 3, 8), time(2, 30), zone=ZONE)

        assert told.value.trouble == WhenTrouble.NO_SUCH_TIME

    def test_the_hour_that_stands_twice_means_the_first(self):
        assert moment(date(2026, 11, 1), time(1, 30), zone=ZONE) == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("facts", "trouble"),
        [
            ({"start": time(22, 0), "minutes": 10}, WhenTrouble.STILL_TO_COME),
            ({}, WhenTrouble.NO_LENGTH),
            ({"minutes": 1441}, WhenTrouble.TOO_LONG),
            ({"minutes": 0}, WhenTrouble.NO_LENGTH),
        ],
    )
    def test_what_cannot_be_is_told(self, facts, trouble):
        given = {"start": None, "end": None, "minutes": None, **facts}

        with pytest.raises(NoTime) as told:
            when_and_how_long(day=date(2026, 3, 8), now=NOW, zone=ZONE, **given)

        assert told.value.trouble == trouble

    def test_an_earlier_day_without_a_time_is_noon_and_an_end_counts_back(self):
        began, _ = when_and_how_long(day=date(2026, 3, 2), start=None, end=None, minutes=20, now=NOW, zone=ZONE)
        assert began == datetime(2026, 3, 2, 19, 0, tzinfo=UTC)

        began, _ = when_and_how_long(day=date(2026, 3, 2), start=None, end=time(9), minutes=20, now=NOW, zone=ZONE)
        assert began == datetime(2026, 3, 2, 15, 40, tzinfo=UTC)

        began, _ = when_and_how_long(day=date(2026, 3, 2), start=time(9), end=None, minutes=20, now=NOW, zone=ZONE)
        assert began == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


def test_what_we_did_says_the_activity():
    assert activity_of(["listened"]) == "coaching"
    assert activity_of(["listened", "form"]) == "connecting"
    assert activity_of(["meeting", "form"]) == "community"


@pytest.mark.django_db
class TestWriting:
    def test_a_contact_is_counted_in_the_same_breath(self):
        maya, luis = someone("peer_leader"), ParticipantFactory(relation_to_treatment="apart")

        contact = contact_with(maya, luis, support={"emotional", "informational"}, note="We talked.")

        line = Line.objects.get(organization=maya.organization)
        assert (line.participant, line.occasion, line.minutes, line.month) == (luis, contact.pk, 30, 202603)
        assert (line.emotional, line.informational, line.instrumental) == (True, True, False)
        assert line.relation_to_treatment == "apart"

    def test_the_form_sent_twice_makes_one_contact(self):
        maya, luis = someone("peer_leader"), ParticipantFactory()
        form_id = uuid7()

        first, second = contact_with(maya, luis, id=form_id), contact_with(maya, luis, id=form_id)

        assert first.pk == second.pk
        assert Contact.objects.count() == 1
        assert net() == 1

    def test_somebody_elses_form_id_is_refused(self):
        maya, tomas, luis = someone("peer_leader"), someone("peer_leader"), ParticipantFactory()
        contact = contact_with(maya, luis)

        with pytest.raises(ValidationError, match="open the form again"):
            contact_with(tomas, luis, id=contact.pk)

    def test_a_walk_with_two_is_one_occasion_with_a_note_for_each(self):
        maya, luis, roger = someone("peer_leader"), ParticipantFactory(), ParticipantFactory()

        contact = contact_with(maya, luis, roger, note="We walked.", people_without_record=2)

        assert {part.note for part in contact.parts.all()} == {"We walked."}
        assert Line.objects.filter(occasion=contact.pk).count() == 3
        assert Line.objects.get(participant=None).people_without_record == 2


@pytest.mark.django_db
class TestChanging:
    def test_every_earlier_version_is_kept_and_the_log_is_reversed_and_written_anew(self):
        maya, luis = someone("peer_leader"), ParticipantFactory()
        contact = contact_with(maya, luis, note="First words.")

        change_contact(
            contact=contact,
            version=1,
            by=viewer_of(maya),
            zone=ZONE,
            shared={"minutes": 45},
            parts={luis.pk: {"note": "Better words."}},
        )

        kept = ContactPartVersion.objects.get()
        assert (kept.number, kept.note, kept.facts["minutes"]) == (1, "First words.", 30)
        assert ContactPart.objects.get().note == "Better words."
        assert sum(line.sign * line.minutes for line in Line.objects.all()) == 45
        assert Line.objects.count() == 3

    def test_changing_only_the_note_leaves_the_log_alone(self):
        maya, luis = someone("peer_leader"), ParticipantFactory()
        contact = contact_with(maya, luis)

        change_contact(
            contact=contact, version=1, by=viewer_of(maya), zone=ZONE, shared={}, parts={luis.pk: {"note": "More."}}
        )

        assert Line.objects.count() == 1

    def test_yesterdays_form_overwrites_nothing(self):
        maya, luis = someone("peer_leader"), ParticipantFactory()
        contact = contact_with(maya, luis)
        change = {"contact": contact, "version": 1, "by": viewer_of(maya), "zone": ZONE, "parts": {}}
        change_contact(**change, shared={"minutes": 45})

        with pytest.raises(ValidationError, match="Your words are below"):
            change_contact(**change, shared={"minutes": 60})

    def test_a_contact_with_the_wrong_person_counts_no_more(self):
        maya, luis, roger = someone("peer_leader"), ParticipantFactory(), ParticipantFactory()
        contact = contact_with(maya, luis, roger)

        change_contact(
            contact=contact,
            version=1,
            by=viewer_of(maya),
            zone=ZONE,
            shared={},
            parts={roger.pk: {"withdrawn": True}},
        )

        assert net(participant=luis) == 1
        assert net(participant=roger) == 0

    def test_changing_twice_still_nets_to_one_contact(self):
        maya, luis = someone("peer_leader"), ParticipantFactory()
        walk_together(maya, luis)
        contact = contact_with(maya, luis)

        for version, minutes in ((1, 45), (2, 60), (3, 30)):
            change_contact(
                contact=contact, version=version, by=viewer_of(maya), zone=ZONE, shared={"minutes": minutes}, parts={}
            )

        assert net() == 1
        assert sum(line.sign * line.minutes for line in Line.objects.all()) == 30
