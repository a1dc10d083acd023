import pytest
from django.core.exceptions import FieldError
from django.db import connection

from kinroad.core.fields import SealedBytes, open_sealed
from kinroad.core.ids import uuid7
from kinroad.core.seal import CannotOpen, blind, seal, unseal
from kinroad.people.models import Person
from kinroad.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_name_reads_plain_here_and_tells_nothing_in_the_database():
    person = PersonFactory(called="Elizabeth", full_name="Elizabeth Rush")

    with connection.cursor() as cursor:
        cursor.execute("SELECT called, full_name FROM people_person")
        called, full_name = cursor.fetchone()

    assert Person.objects.get(pk=person.pk).called == "Elizabeth"
    assert b"Eliz" not in bytes(called)
    assert b"Rush" not in bytes(full_name)


def test_words_moved_to_another_row_do_not_open():
    sealed = seal("Elizabeth", place=b"people_person.called.1")

    with pytest.raises(CannotOpen):
        unseal(sealed, place=b"people_person.called.2")


def test_rows_read_without_the_model_are_opened_by_hand():
    person = PersonFactory(called="Luis")

    pk, called = Person.objects.filter(pk=person.pk).values_list("pk", "called").get()

    assert isinstance(called, SealedBytes)
    assert open_sealed(Person, "called", pk, called) == "Luis"


def test_a_sealed_field_refuses_to_be_searched_or_updated_in_sql():
    PersonFactory()

    with pytest.raises((FieldError, TypeError)):
        list(Person.objects.filter(called="Luis"))
    with pytest.raises(FieldError):
        Person.objects.update(called="Luis")


def test_the_same_phone_gives_another_key_in_another_organization():
    one, other = uuid7(), uuid7()

    assert blind("phone", "+15155550116", one) == blind("phone", "+15155550116", one)
    assert blind("phone", "+15155550116", one) != blind("phone", "+15155550116", other)


def test_ids_follow_the_order_in_which_they_were_made():
    ids = [uuid7() for _ in range(3)]

    assert all(each.version == 7 for each in ids)
    assert [each.int >> 80 for each in ids] == sorted(each.int >> 80 for each in ids)
