"""A program of any size by bulk paths: the same tables and the same shape, without the actions' checks.

It is for trying out how pages hold up, never for real people.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from kinroad.coaching.models import Contact, ContactPart, Match
from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.demo.names import FIRST, HOPES, LAST, NOTES, STRENGTHS
from kinroad.demo.pouring import pour
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import CONNECTING, DONE, HOW, MINUTES
from kinroad.people.actions.persons import keys_of
from kinroad.people.models import (
    Account,
    CircleRow,
    Episode,
    Participant,
    PeerLeader,
    Person,
    RecoveryDate,
    RoleHeld,
    SearchKey,
    Standing,
    Supervision,
    Why,
)
from kinroad.people.rules.roles import Role
from kinroad.service_log.actions import SUPPORT_TYPES
from kinroad.service_log.models import Line

CASELOAD = 15
BATCH = 2000
PARTICIPANTS_AT_ONCE = 2000
ACCOUNTS = 400  # so many of the made-up peer leaders can be given a session by the benchmarks
KINDS, WEIGHTS = [each[1:] for each in DONE], [each[0] for each in DONE]
Row = TypeVar("Row", bound=models.Model)
Columns = dict[str, Any]


def build_big(house: House, *, participants: int, contacts: int, seed: int) -> None:
    """Write `participants` people, their peer leaders and about `contacts` contacts of the last twelve months."""
    rng = Random(seed)
    day = today(ZONE)
    leaders = _leaders(house, count=max(1, -(-participants // CASELOAD)), day=day, rng=rng)
    done = 0
    for first in range(0, participants, PARTICIPANTS_AT_ONCE):
        count = min(PARTICIPANTS_AT_ONCE, participants - first)
        wanted = contacts * (first + count) // participants - done
        with transaction.atomic():
            _people_and_contacts(house, leaders, first=first, count=count, contacts=wanted, day=day, rng=rng)
        done += wanted
        _say(done, contacts)
    sys.stderr.write("\n")


def _say(done: int, whole: int) -> None:
    part = done / whole if whole else 1
    sys.stderr.write(f"\r[{'#' * int(part * 40):<40}] {done:,} of {whole:,} contacts")
    sys.stderr.flush()


def _write(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def _leaders(house: House, *, count: int, day: date, rng: Random) -> list[PeerLeader]:
    at = now() - timedelta(days=380)
    own: dict[str, Any] = {"organization": house.organization}
    people = [Person(**own, called=rng.choice(FIRST), languages=["en"], created_at=at) for _ in range(count)]
    with transaction.atomic():
        _write(Person, people)
        leaders = _write(
            PeerLeader,
            [
                PeerLeader(
                    **own,
                    person=person,
                    kind=rng.choice(("staff", "volunteer")),
                    title="Recovery coach",
                    cleared_on=day - timedelta(days=380),
                    site=rng.choice(house.sites),
                    caseload_limit=CASELOAD + 5,
                    created_at=at,
                )
                for person in people
            ],
        )
        _write(RoleHeld, [RoleHeld(**own, person=each, role=Role.PEER_LEADER.value, given_at=at) for each in people])
        _write(
            Supervision,
            [
                Supervision(
                    **own, supervisor=house.staff["sam"], peer_leader=each, started_on=day - timedelta(days=380)
                )
                for each in leaders[:20]
            ],
        )
        accounts = _write(
            Account,
            [Account(username=f"leader-{n}", password=make_password(None)) for n in range(min(count, ACCOUNTS))],
        )
        _write(
            Standing,
            [
                Standing(**own, account=account, person=person)
                for account, person in zip(accounts, people, strict=False)
            ],
        )
    return leaders


def _people_and_contacts(
    house: House, leaders: list[PeerLeader], *, first: int, count: int, contacts: int, day: date, rng: Random
) -> None:
    own: dict[str, Any] = {"organization": house.organization}
    began = [day - timedelta(days=rng.randrange(20, 365)) for _ in range(count)]
    people = [_person(house, n=first + n, rng=rng) for n in range(count)]
    _write(Person, people)
    _write(
        SearchKey, (SearchKey(**own, person=each, kind=k, key=v) for each in people for k, v in sorted(keys_of(each)))
    )
    participants = _write(Participant, [_participant(house, each, rng=rng) for each in people])
    _write(
        Episode,
        [Episode(**own, participant=each, started_on=on) for each, on in zip(participants, began, strict=True)],
    )
    _write(
        RecoveryDate,
        [
            RecoveryDate(**own, participant=each, on=on - timedelta(days=rng.randrange(5, 900)))
            for each, on in zip(participants, began, strict=True)
            if rng.random() < 0.7
        ],
    )
    walking = [leaders[(first + n) // CASELOAD % len(leaders)] for n in range(count)]
    _write(Match, [_match(own, *each) for each in zip(participants, walking, began, strict=True)])
    _write(
        CircleRow,
        [
            CircleRow(**own, participant=each, person=leader.person, why=Why.MATCH, started_at=_noon(on))
            for each, leader, on in zip(participants, walking, began, strict=True)
        ],
    )
    per_person = [contacts // count + (n < contacts % count) for n in range(count)]
    rows = [
        row
        for each, leader, on, wanted in zip(participants, walking, began, per_person, strict=True)
        for row in _contacts(house, each, leader, since=on, count=wanted, day=day, rng=rng)
    ]
    pour(Contact, (row[0] for row in rows))
    pour(ContactPart, (row[1] for row in rows))
    pour(Line, (row[2] for row in rows))


def _person(house: House, *, n: int, rng: Random) -> Person:
    called = rng.choice(FIRST)
    return Person(
        organization=house.organization,
        called=called,
        full_name=f"{called} {rng.choice(LAST)}",
        phone=f"+1720555{n % 10_000:04d}",
        languages=["en"],
        created_at=now(),
    )


def _participant(house: House, person: Person, *, rng: Random) -> Participant:
    family = rng.random() < 0.2
    return Participant(
        organization=house.organization,
        person=person,
        kind="family" if family else "recovery",
        site=rng.choice(house.sites),
        program=house.programs[2] if family else rng.choice(house.programs[:2]),
        strengths=rng.choice(STRENGTHS),
        hopes=rng.choice(HOPES),
        relation_to_treatment=rng.choice(("before", "during", "after", "apart", "")),
        may_call=True,
        may_text=True,
        created_at=now(),
    )


def _match(own: dict[str, Any], participant: Participant, leader: PeerLeader, on: date) -> Match:
    at = _noon(on)
    return Match(
        **own,
        participant=participant,
        peer_leader=leader,
        proposed_at=at,
        participant_yes_at=at,
        leader_yes_at=at,
        started_on=on,
    )


def _noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 19, tzinfo=UTC)


def _contacts(
    house: House, participant: Participant, leader: PeerLeader, *, since: date, count: int, day: date, rng: Random
) -> Iterator[tuple[Columns, Columns, Columns]]:
    span = max(1, (day - since).days - 1)
    given_to = {
        "participant_id": participant.pk,
        "kind": participant.kind,
        "relation_to_treatment": participant.relation_to_treatment,
    }
    for did, support in rng.choices(KINDS, weights=WEIGHTS, k=count):
        how = rng.choice(HOW)[0]
        on = since + timedelta(days=int(rng.triangular(0, span, span)))
        at = _noon(on) - timedelta(minutes=rng.randrange(0, 300))
        contact_id = uuid7()
        shared: Columns = {
            "organization_id": house.organization.pk,
            "peer_leader_id": leader.pk,
            "on": on,
            "minutes": rng.choice(MINUTES[how]),
            "how": how,
            "activity": "connecting" if did in CONNECTING else "coaching",
            "program_id": participant.program_id,
            "site_id": leader.site_id,
            "written_at": at,
            **{kind: kind in support for kind in SUPPORT_TYPES},
        }
        yield (
            {**shared, "id": contact_id, "started_at": at, "did": [did], "written_by_id": leader.person_id},
            {
                "id": uuid7(),
                "organization_id": house.organization.pk,
                "contact_id": contact_id,
                "participant_id": participant.pk,
                "at": at,
                "note": rng.choice(NOTES),
            },
            {
                **shared,
                **given_to,
                "id": uuid7(),
                "occasion": contact_id,
                "month": on.year * 100 + on.month,
                "source": "contact",
                "source_id": contact_id,
            },
        )
