"""A program whose rows are not divided by organization, or would be for nobody, does not start (PostgreSQL)."""

import pytest
from django.db import connection

from kinroad.config import check, house
from kinroad.core.postgres import policies
from kinroad.core.tenancy import inside
from kinroad.people.models import Participant
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's"),
]


def say(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def two():
    rows = [ParticipantFactory(organization=OrganizationFactory(slug=slug)).organization for slug in ("one", "two")]
    say("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")  # no table is altered with checks to come
    return rows


def told(capsys) -> str:
    with pytest.raises(SystemExit) as ended:
        house.refuse_undivided_tables()
    assert ended.value.code == 1
    return capsys.readouterr().err


def test_a_divided_house_starts():
    assert policies.trouble("default") == ""
    house.refuse_undivided_tables()
    assert "row-level security, as kinroad_app" in check.organizations()


@pytest.mark.parametrize(
    "loosened",
    [
        "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY one_organization ON people_person",
        "REVOKE SELECT ON people_person FROM kinroad_app",
    ],
)
def test_one_table_that_is_not_divided_is_enough_to_refuse(capsys, loosened):
    say(loosened)

    assert policies.missing("default") == ["people_person"]
    assert "1 tables are not divided by organization yet. Run `kinroad up`" in told(capsys)
    with pytest.raises(LookupError, match="not divided"):
        check.organizations()

    policies.put_up("default")
    assert policies.trouble("default") == ""


def test_a_role_that_nobody_may_act_as_is_refused_with_the_words_to_make_it(settings, capsys, monkeypatch):
    settings.KINROAD_DATABASE_ROLE = "kinroad_pages"
    monkeypatch.setattr(policies, "can_become", lambda cursor, role: False)

    said = told(capsys)

    assert "CREATE ROLE kinroad_pages NOLOGIN; GRANT kinroad_pages TO" in said
    assert "KINROAD_DATABASE_ROLE=owner" in said


def test_a_role_that_row_level_security_does_not_hold_is_refused(settings, capsys):
    say("CREATE ROLE kinroad_over BYPASSRLS NOLOGIN", "GRANT kinroad_over TO current_user")
    settings.KINROAD_DATABASE_ROLE = "kinroad_over"
    say("GRANT SELECT ON ALL TABLES IN SCHEMA public TO kinroad_over")

    assert "BYPASSRLS" in told(capsys)


def test_as_owner_it_is_refused_where_the_owner_passes_by(settings, capsys):
    """The tests' own account is a superuser, whom no policy holds."""
    settings.KINROAD_DATABASE_ROLE = policies.OWNER

    assert "that row-level security does not hold (superuser, or BYPASSRLS)" in told(capsys)


def test_a_new_role_is_made_and_given_what_pages_need(two, settings):
    settings.KINROAD_DATABASE_ROLE = "kinroad_new"

    policies.put_up("default")

    assert policies.trouble("default") == ""
    with inside(two[0].pk), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("kinroad_new",)
        assert set(Participant.objects.values_list("organization_id", flat=True)) == {two[0].pk}


def test_as_owner_rows_are_divided_too_for_an_owner_who_is_no_superuser(two, settings):
    """`KINROAD_DATABASE_ROLE=owner`: no second role; the policies are forced for the owner."""
    settings.KINROAD_DATABASE_ROLE = policies.OWNER
    say("CREATE ROLE plain_owner NOLOGIN", "GRANT USAGE, CREATE ON SCHEMA public TO plain_owner")
    say("ALTER TABLE people_participant OWNER TO plain_owner", "SET SESSION AUTHORIZATION plain_owner")
    try:
        for organization in two:
            with inside(organization.pk), connection.cursor() as cursor:
                cursor.execute("SELECT current_user, session_user")
                assert cursor.fetchone() == ("plain_owner", "plain_owner")
                cursor.execute("SELECT organization_id FROM people_participant")
                assert cursor.fetchall() == [(organization.pk,)]
        with inside(None), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_participant")
            assert cursor.fetchone() == (0,)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_participant")
            assert cursor.fetchone() == (2,)
    finally:
        say("RESET SESSION AUTHORIZATION")
