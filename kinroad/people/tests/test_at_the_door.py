"""Who came in, who could not, who was refused and who took a file along is written down: ids and codes, no words."""

import pytest
from django.urls import reverse

from kinroad.audit.models import Door
from kinroad.core.ids import uuid7
from kinroad.people.actions.at_the_door import note_failed_sign_in
from kinroad.people.models import Standing
from kinroad.people.queries.accounts import account_of
from kinroad.people.tests.factories import (
    PASSWORD,
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
What = Door.What


def lines(**wanted):
    return list(Door.objects.filter(**wanted).order_by("pk"))


def whats():
    return [line.what for line in lines()]


def try_in(client, name, password):
    return client.post("/sign-in", {"login": name, "password": password})


def test_signing_in_and_out_leaves_a_line_each(client):
    maya = someone("administrator")

    try_in(client, account_of(maya).username, PASSWORD)
    client.post("/sign-out")

    assert whats() == [What.SIGNED_IN, What.SIGNED_OUT]
    assert {line.person_id for line in lines()} == {maya.pk}


def test_signing_in_is_written_down_wherever_the_account_stands(client):
    account = account_of(someone("administrator"))
    elsewhere = OrganizationFactory(slug="elsewhere")
    Standing(organization=elsewhere, account=account, person=PersonFactory(organization=elsewhere)).save()

    try_in(client, account.username, PASSWORD)

    assert len(lines(what=What.SIGNED_IN)) == 2
    assert len(lines(what=What.SIGNED_IN, organization_id=elsewhere.pk)) == 1


def test_a_try_that_failed_is_written_down_with_a_blind_place_and_not_with_what_was_typed(client):
    account = account_of(someone("peer_leader"))

    try_in(client, account.username, "wrong lamp nine gravel")
    try_in(client, account.email or account.username.upper(), "wrong lamp nine gravel")
    try_in(client, "nobody-has-this-name", "wrong lamp nine gravel")

    tried = lines(what=What.SIGN_IN_FAILED)
    assert [line.account_id for line in tried] == [account.pk, account.pk, None]
    assert len({line.place for line in tried}) == 1
    assert tried[0].place
    assert "127.0.0.1" not in str([vars(line) for line in tried])
    assert "nobody-has" not in str([vars(line) for line in tried])


def test_a_known_and_an_unknown_name_cost_as_many_questions(client, django_assert_num_queries):
    account = account_of(someone("peer_leader"))

    for name in (account.username, "u" * 12, "somebody@example.org"):
        with django_assert_num_queries(2):
            note_failed_sign_in(name, place="127.0.0.1", here=None)


def test_a_new_password_is_written_down(client):
    leader = someone("peer_leader")
    try_in(client, account_of(leader).username, PASSWORD)
    new = {"oldpassword": PASSWORD, "password1": "otter lamp nine gravel", "password2": "otter lamp nine gravel"}

    client.post("/account/password", new)

    assert What.WAY_IN_CHANGED in whats()


def test_a_refusal_is_written_alike_whether_or_not_there_is_somebody(client):
    hidden, nobody = ParticipantFactory().pk, uuid7()
    leader = someone("peer_leader")
    sign_in(client, leader)

    for asked in (hidden, nobody):
        assert client.get(reverse("home:record", args=[asked])).status_code == 404

    real, unreal = lines(what=What.REFUSED)
    assert (real.about_id, unreal.about_id) == (hidden, nobody)
    assert (real.page, real.person_id, real.organization_id) == (unreal.page, unreal.person_id, unreal.organization_id)
    assert real.page == "home:record"
    assert real.person_id == leader.pk


def test_a_page_for_another_role_is_a_refusal_and_an_unknown_address_is_not(client):
    sign_in(client, someone("evaluator"))

    assert client.get(reverse("people:settings")).status_code == 404
    assert client.get("/no-such-page").status_code == 404

    assert [line.page for line in lines(what=What.REFUSED)] == ["people:settings"]


def test_a_file_that_was_taken_along_leaves_a_line_and_a_page_does_not(client):
    manager = someone("program_manager")
    sign_in(client, manager)

    assert client.get(reverse("reporting:support")).status_code == 200
    taken = client.get(reverse("reporting:support_csv"))

    assert taken.status_code == 200
    (line,) = lines(what=What.TAKEN_OUT)
    assert line.page == "reporting:support_csv"
    assert line.organization_id == viewer_of(manager).organization_id
