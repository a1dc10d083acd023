"""Every line is signed, the database refuses to change it, and whatever is done behind its back is named."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from kinroad.audit.actions import at_the_door, look, look_at_list, record, record_many
from kinroad.audit.actions.guards import removing_lines
from kinroad.audit.actions.sealing import seal
from kinroad.audit.models import KINDS, Change, Door, Look, Seal
from kinroad.audit.queries.verify import verify
from kinroad.core.ids import uuid7
from kinroad.core.seal import _write_once
from kinroad.core.sign import _keys
from kinroad.core.time import now
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, someone, viewer_of

pytestmark = pytest.mark.django_db
TABLES = sorted(model._meta.db_table for model in [*KINDS.values(), Seal])


@pytest.fixture
def viewer():
    return viewer_of(someone("peer_leader"))


def write(viewer, times=3):
    """Some lines of every kind."""
    for number in range(times):
        look(participant_id=uuid7(), page="record", why="match", viewer=viewer)
        at_the_door(what=Door.What.REFUSED, by=viewer, page="home:record", about_id=uuid7())
        if number % 2:
            look_at_list(ids=[uuid7(), uuid7()], page="people", viewer=viewer)
    participant = ParticipantFactory()
    record(what="person.changed", about=participant, by=viewer, fields=["zone", "called"])


def behind_its_back(statement, *values):
    """What somebody could do who holds the database file, or its owner's password."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'"
            made = cursor.execute(triggers).fetchall()
            for name, _sql in made:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(statement, values)
            for _name, sql in made:
                cursor.execute(sql)
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement, values)
            cursor.execute("SET LOCAL session_replication_role = origin")


def as_id(id):
    return id.hex if connection.vendor == "sqlite" else str(id)


def test_a_trail_that_nobody_touched_stands(viewer):
    write(viewer)
    before = verify(viewer.organization_id)
    sealed = seal(viewer.organization_id, at=now())
    at_the_door(what=Door.What.SIGNED_OUT, by=viewer)
    after = verify(viewer.organization_id)

    assert before.broken is None
    assert before.tail == before.lines == sealed
    assert (after.broken, after.tail, after.seals, after.lines) == (None, 1, 1, sealed + 1)


def test_nothing_is_sealed_twice_and_a_line_that_came_late_is_sealed_too(viewer):
    late = uuid7()
    write(viewer)
    assert seal(viewer.organization_id, at=now())
    assert seal(viewer.organization_id, at=now()) == 0

    Look(id=late, organization_id=viewer.organization_id, at=now(), page="record", why="match").save()

    assert seal(viewer.organization_id, at=now()) == 1
    assert seal(viewer.organization_id, at=now()) == 0
    verdict = verify(viewer.organization_id)
    assert (verdict.broken, verdict.tail, verdict.seals) == (None, 0, 2)


def test_a_clock_that_was_put_back_leaves_no_line_unsealed(viewer):
    write(viewer)
    seal(viewer.organization_id, at=now())
    with time_machine.travel(now() - timedelta(hours=5)):
        write(viewer)
        assert seal(viewer.organization_id, at=now())
        write(viewer)
        assert seal(viewer.organization_id, at=now())

    verdict = verify(viewer.organization_id)
    assert (verdict.broken, verdict.tail, verdict.seals) == (None, 0, 3)


def test_of_several_rows_the_first_is_named(viewer):
    write(viewer)
    seal(viewer.organization_id, at=now())
    write(viewer)
    seal(viewer.organization_id, at=now())
    rows = list(Look.objects.filter(organization_id=viewer.organization_id).order_by("pk"))
    for row in reversed(rows[1:]):
        behind_its_back("UPDATE audit_look SET why = 'other' WHERE id = %s", as_id(row.pk))
    behind_its_back("DELETE FROM audit_seal WHERE number = 2")

    assert verify(viewer.organization_id).broken.startswith(f"Look {rows[1].pk} of ")


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("model", KINDS.values())
def test_a_line_that_was_altered_is_named(viewer, model, sealed):
    write(viewer)
    row = model.objects.filter(organization_id=viewer.organization_id).order_by("pk")[0]
    if sealed:
        seal(viewer.organization_id, at=now())
    another = as_id(uuid7())

    behind_its_back(f"UPDATE {model._meta.db_table} SET person_id = %s WHERE id = %s", another, as_id(row.pk))

    broken = verify(viewer.organization_id).broken
    assert str(row.pk) in broken
    assert "was changed" in broken
    assert model.__name__ in broken


@pytest.mark.parametrize("model", KINDS.values())
def test_a_line_that_was_removed_is_named(viewer, model):
    write(viewer)
    seal(viewer.organization_id, at=now())
    row = model.objects.filter(organization_id=viewer.organization_id).last()

    behind_its_back(f"DELETE FROM {model._meta.db_table} WHERE id = %s", as_id(row.pk))

    broken = verify(viewer.organization_id).broken
    assert f"{model.__name__} {row.pk}" in broken
    assert broken.endswith("is gone")


def test_a_line_that_was_put_in_is_named(viewer):
    write(viewer)
    seal(viewer.organization_id, at=now())
    copied = Look.objects.filter(organization_id=viewer.organization_id)[0]
    put_in = uuid7()
    columns = ", ".join(field.column for field in Look._meta.local_fields if field.name != "id")

    behind_its_back(
        f"INSERT INTO audit_look (id, {columns}) SELECT %s, {columns} FROM audit_look WHERE id = %s",
        as_id(put_in),
        as_id(copied.pk),
    )

    assert str(put_in) in verify(viewer.organization_id).broken


def test_lines_that_changed_places_are_named(viewer):
    write(viewer)
    seal(viewer.organization_id, at=now())
    one, other = Door.objects.filter(organization_id=viewer.organization_id).order_by("pk")[:2]
    for was, becomes in ((one.pk, uuid7()), (other.pk, one.pk)):
        behind_its_back("UPDATE audit_door SET id = %s WHERE id = %s", as_id(becomes), as_id(was))

    assert str(one.pk) in verify(viewer.organization_id).broken


@pytest.mark.parametrize(
    ("done", "says"),
    [
        ("DELETE FROM audit_seal WHERE number = 2", "Seal 2 is gone"),
        ("DELETE FROM audit_seal WHERE number = 1", "Seal 1 is gone"),
        ("UPDATE audit_seal SET count = count + 1 WHERE number = 2", "Seal 2 of"),
        ("UPDATE audit_seal SET number = 9 WHERE number = 3", "Seal 3 is gone"),
    ],
)
def test_a_seal_that_is_gone_or_changed_is_named(viewer, done, says):
    for _each in range(3):
        write(viewer)
        seal(viewer.organization_id, at=now())

    behind_its_back(done)

    assert verify(viewer.organization_id).broken.startswith(says)


def test_an_end_that_was_cut_off_is_named_when_the_head_was_noted(viewer):
    for _each in range(2):
        write(viewer)
        seal(viewer.organization_id, at=now())
    noted = verify(viewer.organization_id)

    behind_its_back("DELETE FROM audit_seal WHERE number = 2")

    assert verify(viewer.organization_id).broken is None
    broken = verify(viewer.organization_id, noted={noted.seals: noted.head}).broken
    assert broken.startswith("Seal 2 is gone")


def test_a_line_of_another_organization_does_not_fit_into_the_chain(viewer):
    stranger = viewer_of(someone("peer_leader", organization=OrganizationFactory(slug="stranger")))
    write(viewer)
    seal(viewer.organization_id, at=now())
    row = Door.objects.filter(organization_id=viewer.organization_id)[0]

    behind_its_back(
        "UPDATE audit_door SET organization_id = %s WHERE id = %s", as_id(stranger.organization_id), as_id(row.pk)
    )

    assert str(row.pk) in verify(viewer.organization_id).broken


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("done", ["UPDATE {} SET at = at", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove_a_line(viewer, table, done):
    write(viewer)
    seal(viewer.organization_id, at=now())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(done.format(table))


def test_one_door_leads_to_removing_and_none_to_changing(viewer):
    write(viewer)
    with removing_lines(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_look")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("UPDATE audit_door SET page = ''")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_door")

    assert not Look.objects.exists()
    assert Door.objects.exists()


def test_after_a_new_key_old_lines_still_stand(viewer, settings, tmp_path):
    write(viewer)
    seal(viewer.organization_id, at=now())
    for path in settings.KINROAD_KEYS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    settings.KINROAD_KEYS = tmp_path
    _write_once(tmp_path / "audit-2.key")
    write(viewer)
    seal(viewer.organization_id, at=now())

    keys = {bytes(row.signature)[2] for row in Look.objects.all()}

    assert keys == {1, 2}
    assert verify(viewer.organization_id).broken is None
    _keys.cache_clear()


def test_lines_written_many_at_once_are_signed_like_one(viewer):
    people = [ParticipantFactory() for _each in range(3)]
    record_many(what="participant.registered", about=people, by=viewer, participant_ids=[each.pk for each in people])

    assert all(row.is_whole for row in Change.objects.filter(organization_id=viewer.organization_id))


@pytest.mark.parametrize("model", [*KINDS.values(), Seal], ids=lambda model: model.__name__)
def test_every_column_is_signed(model):
    columns = {field.attname for field in model._meta.local_fields} - {"signature"}

    assert set(model.SIGNED[max(model.SIGNED)]) == columns
