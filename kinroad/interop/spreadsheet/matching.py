"""Which people of a roster are already here: by the row itself, else by name with birth date or phone."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kinroad.core.seal import blind
from kinroad.interop.models import RosterRow
from kinroad.interop.spreadsheet.rows import Facts
from kinroad.people.actions.registering import NewParticipant
from kinroad.people.models import Participant, Person, SearchKey
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.rules.names import Kind, suffix_of, tokens
from kinroad.people.rules.viewer import Viewer

AT_ONCE = 400
NameKey = tuple[tuple[str, ...], str]


@dataclass
class Plan:
    """What is to become of one row. `same_as` is an earlier row of this file about the same person."""

    facts: Facts
    fingerprint: str
    known: UUID | None = None  # the participant, when this very row was brought in before
    participant: Participant | None = None  # already here
    same_as: "Plan | None" = None
    repeats: bool = False
    fills: bool = False
    made: NewParticipant | None = None  # what to write down, when nobody like this is here


def name_key(name: str) -> NameKey:
    """A name without regard to order, accents and case; Robert Smith Jr is not Robert Smith."""
    return tuple(sorted(tokens(name))), suffix_of(name)


def fingerprint(facts: Facts, organization_id: UUID) -> str:
    """A keyed hash of everything the row says, whatever the file looked like."""
    return blind("roster_row", json.dumps(facts.as_words(), sort_keys=True), organization_id)


def plan(rows: Iterable[Facts], *, by: Viewer) -> list[Plan]:
    """For every row, in order, whether it is new, known, a repeat, or about somebody who is already here."""
    plans = [Plan(facts, fingerprint(facts, by.organization_id)) for facts in rows]
    known = _known_rows(by.organization_id, [each.fingerprint for each in plans])
    seen: dict[str, Plan] = {}
    for each in plans:
        each.known = known.get(each.fingerprint)
        each.repeats = each.fingerprint in seen
        seen.setdefault(each.fingerprint, each)
    open_plans = [each for each in plans if each.known is None and not each.repeats]
    here = _people_here(open_plans, by)
    _meet(open_plans, here)
    return plans


def _known_rows(organization_id: UUID, fingerprints: list[str]) -> dict[str, UUID]:
    known: dict[str, UUID] = {}
    for chunk in _chunks(fingerprints):
        rows = RosterRow.objects.filter(organization_id=organization_id, fingerprint__in=chunk)
        known.update(rows.values_list("fingerprint", "participant_id"))
    return known


def _meet(plans: list[Plan], here: dict[tuple[NameKey, str], Participant]) -> None:
    in_file: dict[tuple[NameKey, str], Plan] = {}
    for each in plans:
        identities = list(_identities(each.facts))
        each.participant = next((here[key] for key in identities if key in here), None)
        if each.participant and not _agrees(each.facts, each.participant.person):
            each.participant = None
        earlier = next((in_file[key] for key in identities if key in in_file), None)
        if (
            earlier
            and each.participant is None
            and earlier.participant is None
            and _may_be_one(earlier.facts, each.facts)
        ):
            each.same_as = earlier
            filled = _filled(earlier.facts, each.facts)
            each.fills, earlier.facts = filled != earlier.facts, filled
            continue
        for key in identities:
            in_file.setdefault(key, each)


def _identities(facts: Facts) -> Iterator[tuple[NameKey, str]]:
    name = name_key(facts.full_name or facts.called)
    if facts.birth_on:
        yield name, facts.birth_on.isoformat()
    if facts.phone:
        yield name, facts.phone


def _agrees(facts: Facts, person: Person) -> bool:
    return not (facts.birth_on and person.birth_on and facts.birth_on != person.birth_on)


def _may_be_one(one: Facts, other: Facts) -> bool:
    return one.kind == other.kind and not (one.birth_on and other.birth_on and one.birth_on != other.birth_on)


def _filled(one: Facts, other: Facts) -> Facts:
    """The first row, with what it left blank taken from the second."""
    blanks = {name: value for name, value in vars(other).items() if value and not getattr(one, name)}
    return replace(one, **blanks)


def _people_here(plans: list[Plan], by: Viewer) -> dict[tuple[NameKey, str], Participant]:
    """Participants the viewer may see, by name with birth date and by name with phone."""
    organization_id = by.organization_id
    births = [each.facts.birth_on.isoformat() for each in plans if each.facts.birth_on]
    phones = [each.facts.phone for each in plans if each.facts.phone]
    persons: set[UUID] = set()
    for kind, texts in ((Kind.BIRTH, births), (Kind.PHONE, phones)):
        for chunk in _chunks([blind(str(kind), text, organization_id) for text in dict.fromkeys(texts)]):
            keys = SearchKey.objects.filter(organization_id=organization_id, kind=str(kind), key__in=chunk)
            persons.update(keys.values_list("person_id", flat=True))
    seen = (
        participants_seen_by(by)
        if by.person_id
        else Participant.objects.filter(organization_id=organization_id, merged_into=None)
    )
    found: dict[tuple[NameKey, str], Participant] = {}
    for chunk in _chunks(sorted(persons)):
        for participant in seen.filter(person__in=chunk).select_related("person"):
            person = participant.person
            for name in filter(None, {person.full_name or person.called, person.called}):
                for text in filter(None, [person.birth_on and person.birth_on.isoformat(), person.phone]):
                    found.setdefault((name_key(name), text), participant)
    return found


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
