"""Keeping the daily totals of calls true."""

from collections.abc import Iterable

from django.db.models import F

from kinroad.coaching.models import CallAttempt, CallTotal


def count(*, came: Iterable[CallAttempt] = (), gone: Iterable[CallAttempt] = ()) -> None:
    """Count attempts that stand now, and no more those that stand no longer. Call it last inside their transaction.

    The rows are taken in one order, so that two callers who press at once wait for each other and never lock up.
    """
    steps = [(each, 1) for each in came] + [(each, -1) for each in gone]
    for attempt, step in sorted(steps, key=lambda each: (each[0].on, each[0].outcome, each[0].disposition)):
        total, _new = CallTotal.objects.get_or_create(
            organization_id=attempt.organization_id,
            on=attempt.on,
            outcome=attempt.outcome,
            disposition=attempt.disposition,
        )
        CallTotal.objects.filter(pk=total.pk).update(many=F("many") + step)
