"""A prepared question answers as the ORM would, and takes only values it can exchange."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import Q

from kinroad.core.prepared import Prepared, PreparedCount, PreparedRows
from kinroad.core.time import now
from kinroad.people.models import PeerLeader, Person, RoleHeld
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


def test_a_row_comes_whole_with_the_row_beside_it_in_one_question(django_assert_num_queries):
    with_person = PreparedRows(PeerLeader, lambda leader: PeerLeader.objects.filter(pk=leader), beside="person")
    maya = PeerLeader.objects.select_related("person").get(person=someone("peer_leader", called="Maya"))

    with django_assert_num_queries(1):
        found = with_person.first(leader=maya.pk)
        assert (found, found.person, found.person.called, found.title) == (maya, maya.person, "Maya", maya.title)

    assert with_person.first(leader=uuid4()) is None


def test_what_stands_on_several_rows_is_counted_once():
    someone("peer_leader", "supervisor", called="Maya")
    roles = PreparedCount(lambda since: RoleHeld.objects.filter(given_at__gt=since))
    people = PreparedCount(lambda since: RoleHeld.objects.filter(given_at__gt=since), of="person")
    long_ago = now() - timedelta(days=20_000)

    assert (roles.count(since=long_ago), people.count(since=long_ago)) == (2, 1)
    assert roles.count(since=now() + timedelta(days=1)) == 0
