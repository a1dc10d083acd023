"""Counting tries to sign in: counted before they are looked at, so that many at once are as many as one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from kinroad.core.time import now
from kinroad.people.models import Tries
from kinroad.people.rules import tries as rules


@dataclass(frozen=True)
class Counted:
    """Under which key tries are counted; whether they make somebody wait, or close the door after very many."""

    key: str
    waits: bool


@transaction.atomic
def begin_try(*, counted: Sequence[Counted]) -> timedelta:
    """Count one try. Answers how long to wait, and then it does not count; zero: go ahead.

    A try that works is taken back by `it_worked`.
    """
    at = now()
    by_key = {each.key: each for each in counted}
    rows = []
    for key in sorted(by_key):
        Tries.objects.get_or_create(key=key, defaults={"last_at": at})
        row = Tries.objects.select_for_update().get(key=key)
        if at - row.last_at >= rules.FORGOTTEN_AFTER and by_key[key].waits:
            row.failed = 0
        rows.append(row)
    longest = max(_left(row, by_key[row.key], at) for row in rows)
    if longest:
        return longest
    for row in rows:
        row.failed, row.last_at = row.failed + 1, at
        row.save()
    return longest


def _left(row: Tries, counted: Counted, at: object) -> timedelta:
    if counted.waits:
        return rules.still_to_wait(failed=row.failed, last_at=row.last_at, at=at)  # type: ignore[arg-type]
    return rules.LONGEST_WAIT if rules.is_closed(row.failed) else timedelta(0)


def it_worked(*, keys: Sequence[str]) -> None:
    """Somebody signed in: their tries are forgotten."""
    Tries.objects.filter(key__in=keys).delete()


def forget_old_tries() -> int:
    """Erase tries of long ago. What closes a door stays for a month after the last try."""
    gone, _each = Tries.objects.filter(
        last_at__lt=now() - rules.FORGOTTEN_AFTER, failed__lt=rules.MOST_IN_A_ROW // 2
    ).delete()
    older, _each = Tries.objects.filter(last_at__lt=now() - 30 * rules.FORGOTTEN_AFTER).delete()
    return gone + older
