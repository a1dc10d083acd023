"""A prepared question answers as the ORM would, and takes only values it can exchange."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import Q

from kinroad.core.prepared import Prepared
from kinroad.core.time import now
from kinroad.people.models import Person
from kinroad.people.tests.factories import someone

pytestmark = pytest.mark.django_db

BORN_LATER = Prepared(
    lambda person, since, name: (
        Person.objects.filter(Q(pk=person) | Q(pk__in=Person.objects.filter(pk=person).values("pk")))
        .filter(created_at__gt=since)
        .filter(roles_held__role=name)
        .values_list("pk", "called", "languages", "created_at", "birth_on")
    )
)


def test_a_prepared_question_answers_as_the_orm_does_whatever_the_values():
    since = now() - timedelta(days=20_000)
    people = [someone("peer_leader", called=name) for name in ("Maya", "Tomas")]

    for person in people:
        rows = BORN_LATER(person=person.pk, since=since, name="peer_leader")
        assert rows == list(BORN_LATER.build(person=person.pk, since=since, name="peer_leader"))
        assert rows[0][0] == person.pk


def test_a_prepared_question_that_finds_nothing_gives_nothing():
    assert BORN_LATER(person=uuid4(), since=now(), name="supervisor") == []


def test_a_value_that_does_not_stand_in_the_question_is_refused():
    forgetful = Prepared(lambda person: Person.objects.values_list("pk"))

    with pytest.raises(ValueError, match="does not stand"):
        forgetful(person=uuid4())


def test_nothing_is_no_value():
    with pytest.raises(TypeError, match="NoneType"):
        Prepared(lambda person: Person.objects.filter(pk=person).values_list("pk"))(person=None)
