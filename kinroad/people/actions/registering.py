"""Writing many participants down at once, as `register_participant` does one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from kinroad.audit import actions as audit
from kinroad.core.ids import uuid7
from kinroad.core.tasks import later
from kinroad.core.time import now
from kinroad.people.actions.participants import PARTICIPANT_FACTS
from kinroad.people.actions.persons import keys_of, put_facts
from kinroad.people.models import CircleRow, Episode, Participant, Person, Program, RecoveryDate, SearchKey, Site, Why
from kinroad.people.rules.viewer import Viewer

AT_ONCE = 200
LOOKED_AT_TOGETHER = 50  # persons in one task that looks for duplicates


@dataclass(frozen=True)
class NewParticipant:
    """One participant to write down: facts by name, the day support began, and how it ended if it has."""

    facts: Mapping[str, Any]
    site: Site
    program: Program
    on: date
    recovery_dates: Sequence[tuple[date, str]] = ()
    ended_on: date | None = None
    reason: str = ""


@transaction.atomic
def register_participants(*, new: Sequence[NewParticipant], by: Viewer) -> list[Participant]:
    """Write participants down in the order given: persons, search keys, episodes, audit lines, possible duplicates.

    A few statements for each two hundred instead of a dozen for each one: five thousand take seconds.
    """
    made: list[Participant] = []
    for start in range(0, len(new), AT_ONCE):
        made += _register(new[start : start + AT_ONCE], by)
    for start in range(0, len(made), LOOKED_AT_TOGETHER):
        later("people.tasks.find_duplicates_of", *[row.person_id for row in made[start : start + LOOKED_AT_TOGETHER]])
    return made


def _register(new: Sequence[NewParticipant], by: Viewer) -> list[Participant]:
    own = {"organization_id": by.organization_id}
    persons = [Person(id=uuid7(), created_at=now(), **own) for _each in new]
    for person, each in zip(persons, new, strict=True):
        put_facts(person, each.facts)
    Person.objects.bulk_create(persons)
    keys = [SearchKey(person=person, kind=kind, key=key, **own) for person in persons for kind, key in keys_of(person)]
    SearchKey.objects.bulk_create(keys, batch_size=AT_ONCE)
    participants = [
        Participant(
            id=uuid7(),
            person=person,
            site=each.site,
            program=each.program,
            created_at=now(),
            died_on=each.ended_on if each.reason == Episode.Reason.DIED else None,
            **{name: each.facts[name] for name in PARTICIPANT_FACTS if name in each.facts},
            **own,
        )
        for person, each in zip(persons, new, strict=True)
    ]
    for participant in participants:
        participant.refuse_another_organization()
    Participant.objects.bulk_create(participants)
    _write_times(participants, new, by)
    return participants


def _write_times(participants: list[Participant], new: Sequence[NewParticipant], by: Viewer) -> None:
    own = {"organization_id": by.organization_id}
    both = list(zip(participants, new, strict=True))
    RecoveryDate.objects.bulk_create(
        RecoveryDate(participant=participant, on=day, what=what or None, **own)
        for participant, each in both
        for day, what in each.recovery_dates
    )
    episodes = [
        Episode(
            participant=participant,
            started_on=each.on,
            ended_on=each.ended_on and max(each.ended_on, each.on),
            reason=each.reason if each.ended_on else "",
            **own,
        )
        for participant, each in both
    ]
    Episode.objects.bulk_create(episodes)
    ids = [participant.pk for participant in participants]
    named = sorted({name for each in new for name in each.facts})
    audit.record_many(what="participant.registered", about=participants, by=by, participant_ids=ids, fields=named)
    audit.record_many(what="episode.begun", about=episodes, by=by, participant_ids=ids)
    if by.person_id is not None:
        rows = [
            CircleRow(participant=each, person_id=by.person_id, why=Why.INTAKE, started_at=now(), **own)
            for each in participants
        ]
        CircleRow.objects.bulk_create(rows)
        audit.record_many(what="circle.opened", about=rows, by=by, participant_ids=ids)
