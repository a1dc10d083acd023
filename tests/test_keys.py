"""A new sealing key takes over while people go on working, and the keys survive on paper (requirement 50)."""

import json
import os
import time
from uuid import UUID

import pytest
from django.db import connection

from kinroad.config import keys
from kinroad.config.house import name_of_keys
from kinroad.config.restore import restore
from kinroad.core import resealing, seal
from kinroad.core.resealing import exchange, seal_again, sealed_by, sealed_fields, sealed_models
from kinroad.people.models import Person
from kinroad.people.tests.factories import PersonFactory


@pytest.fixture
def own_keys(tmp_path, settings, monkeypatch):
    """Keys and data of this test alone."""
    settings.KINROAD_KEYS = tmp_path / "keys"
    monkeypatch.setenv("KINROAD_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("KINROAD_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    seal.make_keys(tmp_path / "keys")
    return tmp_path / "keys"


def stored(person, column="called"):
    with connection.cursor() as cursor:
        pk = Person._meta.pk.get_db_prep_value(person.pk, connection)
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [pk])
        return bytes(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_new_key_seals_everything_again_and_every_word_opens(own_keys):
    people = [PersonFactory(called=f"Person {number}", full_name=f"Whole name {number}") for number in range(250)]
    assert set(sealed_by(Person)) == {1}

    seal.make_next_key(own_keys)
    done = dict(seal_again())

    assert set(sealed_by(Person)) == {2}
    assert done[Person] >= 500
    for number, person in enumerate(people):
        again = Person.objects.get(pk=person.pk)
        assert (again.called, again.full_name) == (f"Person {number}", f"Whole name {number}")


@pytest.mark.django_db
def test_an_edit_that_comes_between_reading_and_exchanging_stays(own_keys):
    person = PersonFactory(called="Elizabeth")
    read = stored(person)
    seal.make_next_key(own_keys)
    person.called = "Liz"
    person.save()

    exchanged = exchange(Person._meta.get_field("called"), person.pk, read)

    assert exchanged == 0
    assert Person.objects.get(pk=person.pk).called == "Liz"


@pytest.mark.django_db
def test_a_running_process_takes_the_new_key_without_a_restart(own_keys, monkeypatch):
    before = seal.seal("Río", place=b"here")
    old_ring = seal._rings[str(own_keys)]
    seal.make_next_key(own_keys)
    seal.newest_key()
    after = seal.seal("Río", place=b"here")

    # Another process, which looked at the folder a moment ago and knows nothing of key 2 yet.
    seal._rings[str(own_keys)] = old_ring
    old_ring.looked = time.monotonic()
    assert seal.unseal(after, place=b"here") == seal.unseal(before, place=b"here") == "Río"
    seal._rings[str(own_keys)] = old_ring
    old_ring.looked = time.monotonic() - seal.LOOKED_AT_EVERY

    assert seal.key_of(seal.seal("Río", place=b"here")) == 2


@pytest.mark.django_db
def test_the_worker_seals_a_bounded_piece_each_time_and_then_rests(own_keys, monkeypatch):
    for _ in range(5):
        PersonFactory()
    seal.make_next_key(own_keys)
    monkeypatch.setattr(keys, "A_MINUTE_OF_ROWS", 3)
    monkeypatch.setattr(resealing, "AT_ONCE", 3)

    keys.go_on_sealing()
    waited = sealed_by(Person)[1]
    keys.go_on_sealing()
    keys.go_on_sealing()

    assert waited
    assert not sealed_by(Person)[1]
    assert keys.done_file().exists()
    monkeypatch.setattr(resealing, "seal_again", lambda most: pytest.fail("it reads every table for nothing"))
    keys.go_on_sealing()


@pytest.mark.django_db
def test_an_old_key_is_put_away_only_when_nothing_uses_it(own_keys, capsys):
    person = PersonFactory(called="Aisha")
    number = seal.make_next_key(own_keys)

    with pytest.raises(SystemExit):
        keys.retire()
    assert "still keeps" in capsys.readouterr().err
    keys.carry_on()
    with pytest.raises(SystemExit):
        keys.retire()
    assert "Try again in 60 minutes" in capsys.readouterr().err
    an_hour_ago = time.time() - keys.LONGEST_WORK - 1
    os.utime(own_keys / f"seal-{number}.key", (an_hour_ago, an_hour_ago))
    keys.retire()

    assert sorted(seal.sealing_keys(own_keys)) == [2]
    assert (own_keys / "retired" / "seal-1.key").exists()
    assert Person.objects.get(pk=person.pk).called == "Aisha"
    keys.bring_back([1])
    assert sorted(seal.sealing_keys(own_keys)) == [1, 2]


@pytest.mark.django_db
def test_swapped_words_open_nowhere_in_any_table(own_keys):
    """Of every sealed column of every table: its value opens in its own row and column, and in no other."""
    one, other = UUID(int=1), UUID(int=2)
    for model in sealed_models():
        for field in sealed_fields(model):
            value = seal.seal("1990-01-01", place=field.place(one))

            assert seal.unseal(value, place=field.place(one)) == "1990-01-01"
            with pytest.raises(seal.CannotOpen):
                seal.unseal(value, place=field.place(other))
            for neighbour in sealed_fields(model):
                if neighbour is not field:
                    with pytest.raises(seal.CannotOpen):
                        seal.unseal(value, place=neighbour.place(one))


@pytest.mark.django_db
def test_two_names_swapped_in_the_database_refuse_to_open(own_keys):
    one, other = PersonFactory(called="Roger"), PersonFactory(called="Luis")
    with connection.cursor() as cursor:
        for person, words in ((one, stored(other)), (other, stored(one))):
            pk = Person._meta.pk.get_db_prep_value(person.pk, connection)
            cursor.execute(
                "UPDATE people_person SET called = %s WHERE id = %s", [connection.Database.Binary(words), pk]
            )

    with pytest.raises(seal.CannotOpen):
        _ = Person.objects.get(pk=one.pk).called


def test_the_keys_come_back_from_paper(own_keys, tmp_path, monkeypatch, capsys):
    seal.make_next_key(own_keys)
    keys.sheet()
    printed = capsys.readouterr().out
    before = {path.name: path.read_bytes() for path in own_keys.glob("*.key")}
    (tmp_path / "sheet.txt").write_text(printed.lower().replace(" ", "   "))
    monkeypatch.setenv("KINROAD_KEYS", str(tmp_path / "new"))

    keys.from_sheet(str(tmp_path / "sheet.txt"))

    assert {path.name: path.read_bytes() for path in (tmp_path / "new").glob("*.key")} == before
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "new").glob("*.key"))


def test_a_letter_misread_is_named_and_nothing_is_written(own_keys, tmp_path, monkeypatch, capsys):
    lines = [keys.line_of(path) for path in keys.every_key()]
    name, groups = lines[0].split("  ", 1)
    lines[0] = f"{name}  {'A' if groups[0] != 'A' else 'B'}{groups[1:]}"
    (tmp_path / "sheet.txt").write_text("\n".join(lines))
    monkeypatch.setenv("KINROAD_KEYS", str(tmp_path / "new"))

    with pytest.raises(SystemExit):
        keys.from_sheet(str(tmp_path / "sheet.txt"))

    assert f"line of {name} " in capsys.readouterr().err
    assert not list((tmp_path / "new").glob("*.key"))


def test_a_sheet_never_writes_over_another_key(own_keys, tmp_path, capsys):
    lines = [keys.line_of(path) for path in keys.every_key()]
    (own_keys / "search.key").write_bytes(b"x" * 32)
    (tmp_path / "sheet.txt").write_text("\n".join(lines))

    with pytest.raises(SystemExit):
        keys.from_sheet(str(tmp_path / "sheet.txt"))

    assert "is another key" in capsys.readouterr().err
    assert (own_keys / "search.key").read_bytes() == b"x" * 32


def test_a_sheet_without_the_key_of_the_trail_is_not_whole(own_keys, tmp_path, monkeypatch, capsys):
    """Else a new one would be made, and every line of the trail would look as if it had been changed."""
    lines = [keys.line_of(path) for path in keys.every_key() if not path.name.startswith("audit")]
    (tmp_path / "sheet.txt").write_text("\n".join(lines))
    monkeypatch.setenv("KINROAD_KEYS", str(tmp_path / "new"))

    with pytest.raises(SystemExit):
        keys.from_sheet(str(tmp_path / "sheet.txt"))

    assert "not a whole sheet" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_sheet_holds_the_retired_keys_that_older_backups_need(own_keys, capsys):
    seal.make_next_key(own_keys)
    (own_keys / "retired").mkdir()
    (own_keys / "seal-1.key").rename(own_keys / "retired" / "seal-1.key")
    keys.sheet()

    assert {"seal-1", "seal-2", "audit-1", "search", "backup"} <= keys.read_sheet(capsys.readouterr().out).keys()


@pytest.mark.django_db
def test_a_backup_whose_words_could_not_be_opened_is_not_put_back(own_keys, tmp_path, capsys):
    """A sheet printed before the last new key lacks it: better to hear it now than with an empty record on the page."""
    seal.make_next_key(own_keys)
    about = {
        "made_at": "2026-11-22T21:00:00+00:00",
        "database": connection.vendor,
        "sealed_by": name_of_keys(own_keys),
        "sealing_keys": [1, 2, 3],
    }
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "backup.json").write_text(json.dumps(about))

    with pytest.raises(SystemExit):
        restore(str(tmp_path / "copy"), replace=True)

    assert "needs seal-3.key" in capsys.readouterr().err
