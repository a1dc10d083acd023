"""A class completed: decided from saved sheets; its certificate says which class and when, never who."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.design.paper import can_make_pdf
from kinroad.gatherings.actions.certificate import make_certificate, revoke_certificate
from kinroad.gatherings.actions.course import write_curriculum
from kinroad.gatherings.models import Attended, Certificate, Gathering, Session, Sheet, Unit
from kinroad.gatherings.queries.classes import classes_of, how_many_completed
from kinroad.gatherings.rules.course import first_to_count, number_to_say
from kinroad.gatherings.rules.slip import LENGTH, as_typed, code_from, in_groups
from kinroad.gatherings.tests.attending import a_session, came, the_day_before
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.models import HostName, Participant
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import (
    ParticipantFactory,
    ProgramFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)

WRONG = "2222-2222-2222-2222-2222"


def test_the_units_that_count_are_the_first_by_day():
    days = {"Bank": date(2026, 3, 1), "Budget": date(2026, 1, 1), "Debts": date(2026, 2, 1)}

    assert first_to_count(days, 2) == ["Budget", "Debts"]


@pytest.mark.parametrize(("people", "said"), [(0, None), (4, None), (5, 5), (12, 12)])
def test_fewer_than_five_are_not_counted_out(people, said):
    assert number_to_say(people) == said


def test_the_same_key_gives_the_same_code_and_another_key_another():
    code = code_from("0f" * 16)

    assert code == code_from("0f" * 16) == as_typed(in_groups(code))
    assert len(code) == LENGTH
    assert code != code_from("0e" * 16)


@pytest.fixture
def roger(db):
    person = someone("participant", called="Rogelio")
    HostName.objects.create(host="testserver", organization=person.organization)
    return person


@pytest.fixture
def leader(roger):
    return someone("peer_leader", organization=roger.organization)


@pytest.fixture
def mine(roger):
    return Participant.objects.get(person=roger)


@pytest.fixture
def sessions(roger, leader):
    """Two evenings of a class that were, with its two units."""
    by = Viewer.system(roger.organization_id, "UTC")
    facts = {"name": "Money", "about": "", "on_paper": "Household finances", "units": ["Budget", "Debts"]}
    money = write_curriculum(id=uuid7(), needed=None, by=by, **facts)
    second = a_session(roger.organization, led_by=leader, began=timedelta(hours=30), kind="class", name="Payday class")
    first = the_day_before(second)
    Gathering.objects.filter(pk=second.gathering_id).update(curriculum=money)
    for session, unit in zip((first, second), Unit.objects.order_by("number"), strict=True):
        Session.objects.filter(pk=session.pk).update(unit=unit)
    return list(Session.objects.filter(unit__isnull=False).select_related("gathering").order_by("starts_at"))


@pytest.fixture
def money(sessions):
    return sessions[0].unit.curriculum


@pytest.fixture
def completed(sessions, mine, leader):
    for session in sessions:
        came(session, mine, by=leader)


def made(mine, money, roger):
    return make_certificate(participant=mine, curriculum_id=money.pk, by=viewer_of(roger))


def asks(code):
    return Client().get(reverse("gatherings:verify_code", args=[code]))


def test_a_class_is_complete_when_the_last_unit_is_done_on_that_day(sessions, mine, leader):
    came(sessions[0], mine, by=leader)
    (begun,) = classes_of(mine, at=now())
    assert (begun.progress.came_to, begun.progress.needed, begun.completed_on) == (1, 2, None)
    assert [each.unit.name for each in begun.to_go] == ["Debts"]

    came(sessions[1], mine, by=leader)
    (done,) = classes_of(mine, at=now())
    assert done.completed_on == sessions[1].on
    assert done.to_go == []


def test_a_sheet_nobody_saved_and_somebody_who_did_not_come_do_not_count(completed, mine):
    Sheet.objects.update(state="open")
    assert classes_of(mine, at=now()) == []
    Sheet.objects.update(state="saved")
    Attended.objects.update(came=False)
    assert classes_of(mine, at=now()) == []


def test_what_a_merged_record_came_to_counts(sessions, mine, leader):
    other = ParticipantFactory(organization=mine.organization)
    came(sessions[0], other, by=leader)
    came(sessions[1], mine, by=leader)
    Participant.objects.filter(pk=other.pk).update(merged_into=mine)

    (done,) = classes_of(mine, at=now())
    assert done.progress.complete
    assert how_many_completed(sessions[0].gathering.__class__.objects.get(pk=sessions[0].gathering_id)) == 1


def test_the_next_session_of_a_missing_unit_and_no_more_questions_for_more_units(sessions, mine, leader, money):
    came(sessions[0], mine, by=leader)
    again = a_gathering(mine.organization, kind="class", name="Spring class")
    coming = next_session(again)
    Session.objects.filter(pk=coming.pk).update(unit=sessions[1].unit)
    with CaptureQueriesContext(connection) as few:
        (begun,) = classes_of(mine, at=now())
    assert [each.next for each in begun.to_go] == [coming]

    for number in range(3, 12):
        Unit(organization=mine.organization, curriculum=money, number=number, name=f"Unit {number}").save()
    with CaptureQueriesContext(connection) as many:
        assert len(classes_of(mine, at=now())[0].to_go) == 10
    assert len(many) == len(few)


@pytest.mark.usefixtures("completed")
def test_two_presses_make_one_certificate_with_one_code(mine, money, roger):
    certificate, code = made(mine, money, roger)

    assert made(mine, money, roger) == (certificate, code)
    assert Certificate.objects.count() == 1
    assert code not in certificate.code_hash


@pytest.mark.usefixtures("completed")
def test_anyone_with_the_code_learns_the_class_and_the_day_and_never_who(mine, money, roger):
    certificate, code = made(mine, money, roger)

    answer = asks(in_groups(code).lower())

    assert "Yes" in answer.text
    assert "Household finances" in answer.text
    assert str(certificate.completed_on.year) in answer.text
    for word in ("Rogelio", "Payday class", "Money"):
        assert word not in answer.text


@pytest.mark.usefixtures("completed")
def test_taken_back_it_answers_like_a_code_that_never_was_and_can_be_made_anew(mine, money, roger):
    certificate, code = made(mine, money, roger)
    revoke_certificate(certificate=certificate, by=viewer_of(roger))

    with CaptureQueriesContext(connection) as back:
        taken = asks(code)
    with CaptureQueriesContext(connection) as never:
        unknown = asks(as_typed(WRONG))
    assert len(back) == len(never)
    said = [re.sub(r'value="[^"]*"', "", answer.text) for answer in (taken, unknown)]
    assert said[0].replace(code, "CODE") == said[1].replace(as_typed(WRONG), "CODE")

    _new, another = made(mine, money, roger)
    assert another != code
    assert "Yes" in asks(another).text


@pytest.mark.usefixtures("completed")
def test_a_corrected_sheet_takes_the_yes_away_and_a_changed_class_does_not(mine, money, roger):
    _certificate, code = made(mine, money, roger)
    Unit(organization=mine.organization, curriculum=money, number=3, name="Bank").save()
    assert "Yes" in asks(code).text

    Attended.objects.filter(sheet__session__unit__number=1).update(came=False)
    assert "Nothing with this code" in asks(code).text


def test_there_is_none_before_it_is_complete_and_none_for_a_class_of_others(sessions, mine, leader, money, roger):
    came(sessions[0], mine, by=leader)
    with pytest.raises(ValidationError, match="not complete yet"):
        made(mine, money, roger)
    other = ParticipantFactory(organization=mine.organization)
    with pytest.raises(Http404):
        make_certificate(participant=other, curriculum_id=money.pk, by=viewer_of(roger))
    assert not Certificate.objects.exists()


@pytest.mark.usefixtures("completed")
def test_a_participant_asks_for_it_and_takes_it_back(client, mine, money, roger):
    sign_in(client, roger)
    page = client.get(reverse("gatherings:me_classes")).text
    assert "You completed it" in page
    assert "Rogelio" not in page.split("<main", 1)[1]
    give = reverse("gatherings:me_certificate", args=[money.pk])

    paper = client.post(give, {"with_name": "on"})
    client.post(give)

    assert paper.status_code == 200
    if can_make_pdf():
        assert paper.headers["Content-Type"] == "application/pdf"
        assert "page.pdf" in paper.headers["Content-Disposition"]
    certificate = Certificate.objects.get()
    assert "Certificates I made" in client.get(reverse("gatherings:me_classes")).text
    client.post(reverse("gatherings:me_certificate_revoke", args=[certificate.pk]))
    certificate.refresh_from_db()
    assert certificate.revoked_at


def test_the_page_refuses_gently_before_it_is_complete(client, sessions, mine, leader, money, roger):
    came(sessions[0], mine, by=leader)
    sign_in(client, roger)

    answer = client.post(reverse("gatherings:me_certificate", args=[money.pk]))

    assert "not complete yet" in answer.text
    assert "1 of 2 units done" in answer.text
    assert not Certificate.objects.exists()


@pytest.mark.usefixtures("completed")
def test_nobody_makes_or_takes_back_somebody_elses(client, mine, money, roger):
    certificate, _code = made(mine, money, roger)
    sign_in(client, someone("participant", organization=roger.organization))

    assert "Nothing yet" in client.get(reverse("gatherings:me_classes")).text
    assert client.post(reverse("gatherings:me_certificate", args=[money.pk])).status_code == 404
    assert client.post(reverse("gatherings:me_certificate_revoke", args=[certificate.pk])).status_code == 404
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


@pytest.mark.usefixtures("completed")
def test_those_who_lead_see_how_many_and_nobody(client, sessions, mine, leader):
    sign_in(client, leader)
    here = reverse("gatherings:gathering", args=[sessions[0].gathering_id])
    assert "Fewer than five people completed this class." in client.get(here).text

    more = [ParticipantFactory(organization=mine.organization) for _each in range(4)]
    for session in sessions:
        came(session, *more, by=leader)
    page = client.get(here).text
    assert "5 people completed this class." in page
    assert "Rogelio" not in page


def test_a_session_leads_to_its_sheet_and_its_page_and_a_gathering_to_what_people_said(client, sessions, roger):
    coordinator = someone("coordinator", organization=roger.organization)
    coordinate(coordinator, ProgramFactory(organization=roger.organization))
    sign_in(client, coordinator)
    session = sessions[1]

    page = client.get(reverse("gatherings:session", args=[session.gathering_id, session.pk])).text
    for address in ("gatherings:attendance", "gatherings:calendar_session"):
        assert reverse(address, args=[session.pk]) in page
    page = client.get(reverse("gatherings:gathering", args=[session.gathering_id])).text
    assert reverse("gatherings:how_it_was", args=[session.gathering_id]) in page
