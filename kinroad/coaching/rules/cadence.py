"""When to be in touch again: by the participant's own wish, else by time in recovery."""

from datetime import date, timedelta

from kinroad.core.policy import CadencePolicy, OutreachPolicy

CADENCE = CadencePolicy()
OUTREACH = OutreachPolicy()
DAYS_BETWEEN_TRIES = 2
"""A try that reached nobody is not repeated the next day: that would be pressing."""


def months_between(start: date, end: date) -> int:
    """Whole months lived from `start` to `end`; a month that ends before its day counts once the next one begins."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def stage(*, since: date, today: date) -> int:
    """Which stage a day is in: 0 first 30 days, 1 to 6 months, 2 to 1 year, 3 one to 5 years, 4 over 5 years."""
    if (today - since).days < 30:
        return 0
    months = months_between(since, today)
    return 1 if months < 6 else 2 if months < 12 else 3 if months < 60 else 4


def days_by_stage(cadence: CadencePolicy) -> tuple[int, int, int, int, int]:
    """The days between contacts of each stage, in order."""
    return (
        cadence.first_30_days,
        cadence.to_6_months,
        cadence.to_1_year,
        cadence.to_5_years,
        cadence.over_5_years,
    )


def days_between_contacts(
    *,
    wish: int | None,
    recovery_date: date | None,
    support_began: date,
    family: bool,
    today: date,
    cadence: CadencePolicy = CADENCE,
) -> int:
    """Days from one contact to the next. The participant's own wish comes before any policy.

    A family participant has no recovery date of their own here, and nobody must give one: then the time since
    support began takes its place, never closer than a week (policy), because closer would be a guess.
    """
    if wish is not None:
        return wish
    if family or recovery_date is None:
        by_support = days_by_stage(cadence)[stage(since=support_began, today=today)]
        return max(cadence.never_closer_without_date, by_support)
    return days_by_stage(cadence)[stage(since=recovery_date, today=today)]


def counted_from(*, recovery_date: date | None, told_on: date | None) -> date | None:
    """The day from which time in recovery is counted for the rhythm: after a return to use we stay close again.

    `told_on` is the day the participant told us of one. The days they lived are theirs and stand elsewhere.
    """
    if recovery_date is None or told_on is None:
        return recovery_date or told_on
    return max(recovery_date, told_on)


def promised_day(*, next_contact_day: date | None, last_contact: date | None) -> date | None:
    """The day both agreed on, as long as they have not been in touch on it or after it."""
    if next_contact_day is None or (last_contact is not None and next_contact_day <= last_contact):
        return None
    return next_contact_day


def contact_due(*, last_contact: date | None, began: date, every: int, next_contact_day: date | None = None) -> date:
    """The day the next contact is due: the agreed day, else `every` days after the last one, else when it all began."""
    agreed = promised_day(next_contact_day=next_contact_day, last_contact=last_contact)
    if agreed is not None:
        return agreed
    if last_contact is None:
        return began
    return last_contact + timedelta(days=every)


def quiet_too_long(*, due: date, every: int, today: date, outreach: OutreachPolicy = OUTREACH) -> bool:
    """Whether someone has been quiet for several rhythms beyond the first: `every` is the rhythm in days."""
    return (today - due).days >= every * (outreach.quiet_times_cadence - 1)


def outreach_has_stopped(*, tries_made: int, outreach: OutreachPolicy = OUTREACH) -> bool:
    """Whether enough tries were made since we last were in touch. Support is offered, never pressed."""
    return tries_made >= outreach.tries


def may_try_today(*, last_try: date | None, today: date) -> bool:
    """Whether some days have passed since a try that reached nobody."""
    return last_try is None or next_try_on(last_try) <= today


def next_try_on(last_try: date) -> date:
    """The first day on which reaching out again is not pressing."""
    return last_try + timedelta(days=DAYS_BETWEEN_TRIES)
