"""A request meets rows of its own organization only, even where a question forgot to say which."""

import re

import pytest
from django.db import DatabaseError, connection, models, transaction

from kinroad.audit.models import Look
from kinroad.core import tenancy
from kinroad.core.ids import uuid7
from kinroad.core.postgres import policies
from kinroad.core.postgres.base import DatabaseWrapper
from kinroad.core.scoped import ScopedManager
from kinroad.core.tenancy import EVERYWHERE, AnotherOrganization, enter, everywhere, here, inside
from kinroad.core.time import now
from kinroad.people.models import HostName, Participant, Person, Site, Standing
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, sign_in, someone
from tests.house.reading import our_models

pytestmark = pytest.mark.django_db
on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's")
ROLE = "kinroad_app"


@pytest.fixture
def two():
    """Two organizations with somebody in each."""
    ours, theirs = OrganizationFactory(), OrganizationFactory(slug="theirs")
    ParticipantFactory(organization=ours)
    ParticipantFactory(organization=theirs)
    return ours, theirs


def test_who_is_inside_comes_back_to_where_they_were(two):
    assert here() == EVERYWHERE
    with inside(two[0].pk):
        with everywhere():
            assert here() == EVERYWHERE
        enter(two[1].pk)
        assert here() == two[1].pk
    assert here() == EVERYWHERE


def test_a_row_of_another_organization_is_not_met_and_not_saved(two):
    """On every database, by the base model itself."""
    ours, theirs = two
    with inside(ours.pk), transaction.atomic():
        assert Participant.objects.filter(organization=ours).first()
        with pytest.raises(AnotherOrganization):
            Site(organization=theirs, name="Nowhere", zone="UTC").save()
        with pytest.raises(AnotherOrganization):
            Look(organization_id=theirs.pk, at=now(), page="record", why="match").save()


@pytest.mark.parametrize("model", [Participant, Person])
def test_unfiltered_questions_give_rows_of_one_organization(two, model):
    """On PostgreSQL by row-level security; on SQLite by the managers that every model has."""
    ours, theirs = two
    for organization in two:
        with inside(organization.pk):
            assert {row.organization_id for row in model.objects.all()} == {organization.pk}
            assert set(model.objects.values_list("organization_id", flat=True)) == {organization.pk}
            assert model.objects.count() == 1
    with inside(None):
        assert model.objects.count() == 0
    with inside(OrganizationFactory(slug="stranger").pk):
        assert model.objects.count() == 0
        assert not model.objects.filter(organization=ours).exists()
        assert model.objects.filter(organization=theirs).update(created_at=now()) == 0
    assert model.objects.count() == 2


@on_postgres
@pytest.mark.parametrize("at", ["ours", "nowhere"])
def test_sql_written_by_hand_meets_one_organization_or_none(two, at):
    with inside(two[0].pk if at == "ours" else None), connection.cursor() as cursor:
        for table in ("people_participant", "people_person", "people_site"):
            cursor.execute(f"SELECT DISTINCT organization_id FROM {table}")
            assert set(cursor.fetchall()) <= ({(two[0].pk,)} if at == "ours" else set())


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="there row-level security answers first")
def test_a_question_that_passes_by_the_managers_ends_where_it_meets_a_stranger(two):
    for at in (two[0].pk, None):
        with inside(at), pytest.raises(AnotherOrganization):
            list(Participant._base_manager.all())


def test_every_table_of_a_program_has_a_manager_that_knows_where_it_is():
    assert {model._meta.label for model in policies.divided() if model.__module__.startswith("kinroad.")} == {
        model._meta.label for model in our_models() if isinstance(model._default_manager, ScopedManager)
    }


def test_a_key_to_a_row_that_is_not_met_is_refused(two):
    ours, theirs = two
    stranger = Participant.objects.get(organization=theirs)
    with inside(ours.pk), pytest.raises(ValueError, match="another organization"):
        Standing(organization=ours, person_id=stranger.person_id, account_id=uuid7()).save()


def test_a_process_that_serves_pages_is_nowhere_unless_it_says_where(two, monkeypatch):
    monkeypatch.setattr(tenancy, "_unless_said", EVERYWHERE)
    tenancy.close_the_house()

    assert here() == tenancy.NOWHERE
    assert Participant.objects.count() == 0
    with everywhere():
        assert Participant.objects.count() == 2


def test_rows_in_bulk_are_not_put_into_another_organization(two):
    ours, theirs = two
    with inside(ours.pk), pytest.raises(AnotherOrganization):
        Site.objects.bulk_create([Site(organization=theirs, name="Nowhere", zone="UTC")])


@on_postgres
def test_a_row_cannot_be_moved_into_another_organization(two):
    ours, theirs = two
    strange = Site(organization=theirs, name="Nowhere", zone="UTC")
    with inside(ours.pk), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        models.QuerySet(Site).bulk_create([strange])
    with inside(ours.pk), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Site.objects.update(organization_id=theirs.pk)


@on_postgres
def test_the_role_of_requests_can_neither_change_the_trail_nor_open_every_organization(two):
    with inside(two[0].pk), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (ROLE,)
        for forbidden in ("UPDATE audit_look SET page = ''", "DELETE FROM audit_change", "TRUNCATE audit_seal"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(forbidden)
        cursor.execute("SELECT set_config('app.everywhere', 'yes', false)")
        cursor.execute("SELECT count(*) FROM people_participant")
        assert cursor.fetchone() == (1,)


def fail_after(true) -> None:
    assert true()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


@on_postgres
def test_after_a_rollback_the_server_is_told_again(two):
    ours, theirs = two
    with inside(ours.pk):
        assert Participant.objects.count() == 1
        with inside(theirs.pk), pytest.raises(DatabaseError), transaction.atomic():
            fail_after(lambda: Participant.objects.get().organization_id == theirs.pk)
        assert Participant.objects.get().organization_id == ours.pk


@on_postgres
def test_every_table_with_an_organization_has_its_policy_and_no_other(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        held = {name for (name,) in cursor.fetchall()}

    assert held == {model._meta.db_table for model in policies.divided()}
    assert policies.missing("default") == []


def test_tables_without_an_organization_stand_on_a_written_list():
    """Accounts, what belongs to an account, and what all organizations share carry no policy."""
    shared = {model._meta.label for model in our_models()} - {model._meta.label for model in policies.divided()}

    assert shared == SHARED


SHARED = {
    "people.Account": "one sign-in, in however many organizations",
    "people.Organization": "what tells them apart: read before anybody is known",
    "people.HostName": "which public site a host shows",
    "people.DeviceSession": "where an account is signed in",
    "people.Tries": "how often somebody tried a name",
    "people.AppCode": "a second key of an account",
    "people.SpareCode": "a second key of an account, on paper",
}.keys()


def test_a_request_is_confined_to_the_organization_of_whoever_asks(client, two, monkeypatch):
    seen = []
    monkeypatch.setattr("kinroad.people.views.here.note", lambda request, answer: seen.append(here()))
    leader = someone("peer_leader", organization=two[1])
    sign_in(client, leader)

    client.get("/today")

    assert seen == [two[1].pk]
    assert here() == EVERYWHERE


def test_the_doors_to_everywhere_are_few():
    """Each place that looks across organizations, with its reason (docs/adr/0042)."""
    from tests.house.reading import ROOT, python_files

    doors = {
        path.relative_to(ROOT).as_posix()
        for path in python_files()
        if re.search(r"\b(everywhere|leave)\(\)", path.read_text()) and path.name != "tenancy.py"
    }

    assert doors == {
        "kinroad/config/worker.py",  # what the worker seals again with a new key (tests/test_confined_work.py)
        "kinroad/core/tasks.py",  # whose row a task's id names
        "kinroad/core/postgres/policies.py",  # making the policies themselves
        "kinroad/core/prepared.py",  # a question is written once for everyone; its values say whose
        "kinroad/people/queries/accounts.py",  # what one organization alone must not decide about an account
        "kinroad/people/queries/viewers.py",  # for whom an account stands, before anybody is anywhere
        "kinroad/people/actions/at_the_door.py",  # a line about signing in stands wherever the account does
        "kinroad/people/views/here.py",  # what carries a secret or a provider's number
    }


@on_postgres
@pytest.mark.parametrize(("page", "most"), [("/today", 5), ("/meetings", 3)])
def test_the_server_is_told_a_few_times_however_much_a_request_asks(client, two, monkeypatch, page, most):
    told = []
    tell = DatabaseWrapper.tell
    monkeypatch.setattr(
        DatabaseWrapper, "tell", lambda self: (told.append(here()) if self.told != here() else None, tell(self))
    )
    HostName.objects.create(host="testserver", organization=two[1])
    if page == "/today":
        sign_in(client, someone("peer_leader", organization=two[1]))
        client.get(page)
    told.clear()

    assert client.get(page).status_code == 200
    assert len(told) <= most, told
    assert told.count(two[1].pk) == 1, told
