"""Persons: writing them down, and the blind keys they are found by."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kinroad.core.ids import uuid7
from kinroad.core.seal import blind
from kinroad.core.tasks import later
from kinroad.core.time import now
from kinroad.people.models import Person, SearchKey
from kinroad.people.rules.names import search_keys
from kinroad.people.rules.phones import as_e164

PERSON_FACTS = ("called", "full_name", "birth_on", "phone", "email", "address", "zip", "languages")


def write_person(*, organization_id: UUID, facts: Mapping[str, Any], id: UUID | None = None) -> Person:
    """Write a person down, with search keys, and look for possible duplicates later.

    `facts`: any of `PERSON_FACTS`. Call it inside a transaction.
    """
    person = Person(id=id or uuid7(), organization_id=organization_id, created_at=now())
    put_facts(person, facts)
    person.save()
    index_person(person)
    later("people.tasks.find_duplicates", person.pk)
    return person


def change_person(person: Person, *, facts: Mapping[str, Any]) -> list[str]:
    """Change facts of a person. Returns the names of those that changed."""
    changed = put_facts(person, facts)
    if changed:
        person.save()
        index_person(person)
        later("people.tasks.find_duplicates", person.pk)
    return changed


def put_facts(person: Person, facts: Mapping[str, Any]) -> list[str]:
    """Put facts on the instance, phone as E.164 when it can be read so. Returns the names that changed."""
    changed = []
    for name in PERSON_FACTS:
        if name not in facts:
            continue
        value = facts[name]
        if name == "phone" and value:
            value = as_e164(value) or value
        if (getattr(person, name) or None) != (value or None):
            setattr(person, name, value if value else ([] if name == "languages" else None))
            changed.append(name)
    return changed


def keys_of(person: Person) -> set[tuple[str, str]]:
    """The search keys of a person: kind and HMAC."""
    plain = search_keys(
        person.called or "",
        person.full_name or "",
        phones=[person.phone or ""],
        born_on=person.birth_on,
        emails=[person.email or ""],
    )
    return {(str(kind), blind(str(kind), text, person.organization_id)) for kind, text in plain}


def index_person(person: Person) -> None:
    """Make the search keys say what the person says now."""
    wanted = keys_of(person)
    rows = SearchKey.objects.filter(organization_id=person.organization_id, person=person)
    standing = {(row.kind, row.key): row.pk for row in rows}
    gone = [pk for pair, pk in standing.items() if pair not in wanted]
    SearchKey.objects.filter(organization_id=person.organization_id, pk__in=gone).delete()
    SearchKey.objects.bulk_create(
        SearchKey(organization_id=person.organization_id, person=person, kind=kind, key=key)
        for kind, key in wanted - standing.keys()
    )
