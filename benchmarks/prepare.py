"""Who asks for what: sessions of made-up peer leaders, the people they walk with, signed forms. Prints JSON.

Run in the database that will be served: `python -m benchmarks.prepare`.
"""

import json
import sys
from itertools import cycle, islice
from random import Random
from typing import Any

import django

PAIRS = 5000  # looks by somebody at a participant, each for the first time
SAVES = 4000


def main() -> None:
    django.setup()
    rng = Random(7)
    led = _led()
    sessions = _sessions([account for account, _person, _participants in led])
    pairs = [(session, each) for session, (_, _, people) in zip(sessions, led, strict=True) for each in people]
    saves = list(islice(cycle(pairs), SAVES))
    looks = pairs + _companions(led, wanted=PAIRS - len(pairs))
    rng.shuffle(looks)
    rng.shuffle(saves)
    json.dump(
        {
            "leaders": sessions,
            "looks": looks,
            "saves": [(session, each, form_id) for (session, each), form_id in zip(saves, _form_ids(), strict=True)],
            "manager": _session_of("pat"),
            "supervisor": _session_of("sam"),
        },
        sys.stdout,
    )


def _led() -> list[tuple[Any, Any, list[str]]]:
    """The accounts of made-up peer leaders: each with its person and the participants they walk with."""
    from kinroad.coaching.models import Match
    from kinroad.people.models import Standing

    walking: dict[Any, list[str]] = {}
    for person, participant in Match.objects.current().values_list("peer_leader__person_id", "participant_id"):
        walking.setdefault(person, []).append(str(participant))
    rows = Standing.objects.filter(account__username__startswith="leader-").select_related("account", "person")
    return [(row.account, row.person, walking[row.person_id]) for row in rows if row.person_id in walking]


def _companions(led: list[tuple[Any, Any, list[str]]], *, wanted: int) -> list[tuple[str, str]]:
    """More people who may see the same participants, so that a small program too has a new look for every request."""
    from kinroad.core.ids import uuid7
    from kinroad.core.time import now
    from kinroad.people.models import Account, CircleRow, Person, RoleHeld, Standing, Why

    accounts: list[Account] = []
    persons: list[Person] = []
    circle: list[CircleRow] = []
    for _account, leader, participants in cycle(led):
        if len(circle) >= wanted:
            break
        own = {"organization_id": leader.organization_id}
        accounts.append(Account(username=f"companion-{uuid7()}", password="!"))
        persons.append(Person(**own, called="Alex", languages=["en"], created_at=now()))
        circle += [
            CircleRow(**own, participant_id=each, person=persons[-1], why=Why.MATCH, started_at=now())
            for each in participants
        ]
    Account.objects.bulk_create(accounts, batch_size=500)
    Person.objects.bulk_create(persons, batch_size=500)
    organization = {"organization_id": led[0][1].organization_id}
    Standing.objects.bulk_create(
        [Standing(**organization, account=a, person=p) for a, p in zip(accounts, persons, strict=True)], batch_size=500
    )
    RoleHeld.objects.bulk_create(
        [RoleHeld(**organization, person=each, role="peer_leader", given_at=now()) for each in persons], batch_size=500
    )
    CircleRow.objects.bulk_create(circle, batch_size=500)
    session_of = dict(zip((each.pk for each in persons), _sessions(accounts), strict=True))
    return [(session_of[row.person_id], str(row.participant_id)) for row in circle]


def _sessions(accounts: list[Any]) -> list[str]:
    """A session for each, as sign-in leaves it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.crypto import get_random_string

    from kinroad.core.time import now
    from kinroad.people.actions.device import SessionStore, row_key
    from kinroad.people.models import DeviceSession

    store, keys, rows = SessionStore(), [], []
    for account in accounts:
        words = {
            SESSION_KEY: str(account.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: account.get_session_auth_hash(),
        }
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        keys.append(key)
        rows.append(
            DeviceSession(
                session_key=row_key(key),
                session_data=store.encode(words),
                expire_date=store.get_expiry_date(expiry=43200),
                account_id=account.pk,
                begun_at=now(),
            )
        )
    DeviceSession.objects.bulk_create(rows, batch_size=500)
    return keys


def _session_of(username: str) -> str:
    from kinroad.people.models import Account

    return _sessions([Account.objects.get(username=username)])[0]


def _form_ids() -> list[str]:
    from kinroad.core.forms import new_form_id

    return [new_form_id() for _ in range(SAVES)]


if __name__ == "__main__":
    main()
