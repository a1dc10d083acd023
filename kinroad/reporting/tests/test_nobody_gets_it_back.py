"""An evaluator asks everything there is to ask, adds and subtracts, and solves the equations."""

import random
from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from uuid import uuid4

import pytest

from kinroad.core.months import months_between
from kinroad.core.small_cells import is_small
from kinroad.reporting.rules.report import shared_report
from kinroad.reporting.rules.shared import Occasions, shared_month
from kinroad.service_log.rules.tally import TYPES, Tally

MONTHS = (202605, 202606, 202607)
ACTIVITIES = ("coaching", "connecting", "group")
SITES = tuple(uuid4() for _ in range(3))


def some_tallies(seed):
    """Counts from none to many, as they come in small programs."""
    chance = random.Random(seed)
    found = []
    for month in MONTHS:
        for site in SITES:
            for activity in ACTIVITIES:
                for kind, relation in (("recovery", "after"), ("recovery", ""), ("family", "apart")):
                    times = max(0, chance.choice([0, 1, 2, 5, 9, 14, 40]) - (8 if kind == "family" else 0))
                    types = [chance.randint(0, times) for _ in TYPES]
                    if times:
                        types[chance.randrange(4)] = times
                        found.append(Tally(month, site, activity, kind, relation, times, *types, 30 * times))
    return found


def everything_asked(tallies):
    """Each answer as (what it adds up, the number): all months in a row, all sites together and each alone."""
    months = {
        month: shared_month(
            [row for row in tallies if row.month == month], Occasions(500, 900, 0), sites=SITES, activities=ACTIVITIES
        )
        for month in MONTHS
    }
    for first, last in [(a, b) for a in MONTHS for b in MONTHS if a <= b]:
        for site in (None, *SITES):
            report = shared_report(
                months,
                people=0,
                people_by_site={},
                sites=SITES,
                activities=ACTIVITIES,
                site=site,
                first=first,
                last=last,
            )
            yield from answers(report, first, last, site)


def answers(report, first, last, site):
    """Each cell of one report with the base cells it stands for: (of, months, site, activity, kind, relation)."""
    span = tuple(months_between(first, last))
    for row in report.months:
        for kind in TYPES:
            yield (kind, (row.key,), site, None, None, None), row.types[kind]
        if row.times is not None:
            yield ("times", (row.key,), None, None, None, None), row.times
    for kind in TYPES:
        yield (kind, span, site, None, None, None), report.whole.types[kind]
        for row in report.sites:
            yield (kind, span, row.key, None, None, None), row.types[kind]
        for row in report.activities:
            yield (kind, span, None, row.key, None, None), row.types[kind]
        for month, row in report.month_activities:
            yield (kind, (month,), None, row.key, None, None), row.types[kind]
    if site is None:
        yield ("times", span, None, None, None, None), report.whole.times
        for row in report.kinds:
            yield ("times", span, None, None, row.key, None), row.times
        for row in report.relations:
            yield ("times", span, None, None, None, row.key), row.times


def meant(asked, tallies):
    """The rows of the log that an answer is about."""
    of, months, site, activity, kind, relation = asked
    return [
        (index, getattr(row, of if of != "times" else "times"))
        for index, row in enumerate(tallies)
        if row.month in months
        and site in (None, row.site)
        and activity in (None, row.activity)
        and kind in (None, row.kind)
        and relation in (None, row.relation)
    ]


def solved(rows):
    """Gauss: rows of {unknown: factor} in echelon form, by leading unknown."""
    pivots = {}
    for row in rows:
        left = reduced(row, pivots)
        if left:
            lead = min(left)
            pivots[lead] = {unknown: factor / left[lead] for unknown, factor in left.items()}
    return pivots


def reduced(row, pivots):
    row = {unknown: Fraction(factor) for unknown, factor in row.items()}
    for lead in sorted(pivots):
        if factor := row.get(lead):
            for unknown, other in pivots[lead].items():
                row[unknown] = row.get(unknown, Fraction(0)) - factor * other
            row = {unknown: left for unknown, left in row.items() if left}
    return row


@pytest.mark.parametrize("seed", range(12))
def test_no_sum_and_no_difference_and_no_system_of_equations_gives_a_hidden_count_back(seed):
    tallies = some_tallies(seed)
    shown, hidden = defaultdict(dict), defaultdict(dict)
    for asked, cell in everything_asked(tallies):
        cells = meant(asked, tallies)
        truth, unknowns = sum(count for _, count in cells), frozenset(index for index, _ in cells)
        assert cell.value in (None, truth)
        assert not (is_small(truth) and not cell.hidden)
        # Zero is told: its rows are known to be nothing, each alone.
        (hidden if cell.hidden else shown)[asked[0]][unknowns] = truth
        if cell.at_least:
            assert cell.at_least <= truth
    assert hidden

    for of, secrets in hidden.items():
        known = shown[of]
        empty = {index for unknowns, total in known.items() if total == 0 for index in unknowns}
        told = {frozenset(unknowns - empty) for unknowns in known} - {frozenset()}
        small = {frozenset(unknowns - empty) for unknowns, truth in secrets.items() if is_small(truth)} - {frozenset()}
        assert not small & told
        for one, other in combinations(told, 2):
            if other < one or one < other:
                assert one ^ other not in small
            if not one & other:
                assert one | other not in small
        equations = solved([dict.fromkeys(unknowns, 1) for unknowns in told])
        for secret in small:
            assert reduced(dict.fromkeys(secret, 1), equations), (of, secret)


def test_a_range_of_months_tells_nothing_that_its_months_do_not():
    tallies = some_tallies(3)
    told = dict(everything_asked(tallies))
    for (of, months, *rest), cell in told.items():
        if len(months) > 1 and not cell.hidden:
            alone = [told.get((of, (month,), *rest)) for month in months]
            if all(alone):
                assert cell.value == sum(one.value for one in alone)


def test_the_number_of_times_is_left_out_where_it_would_explain_a_hidden_type():
    """Twenty-one times, eleven of them emotional, nothing else shown: the hidden ten would be certain."""
    rows = [
        Tally(202605, SITES[0], "coaching", "recovery", "", 11, 11, 0, 0, 0, 0),
        Tally(202605, SITES[0], "coaching", "recovery", "after", 10, 0, 0, 10, 0, 0),
    ]

    month = shared_month(rows, Occasions(21, 600, 0), sites=SITES, activities=ACTIVITIES)

    assert month.by_site["instrumental"].whole.small
    assert month.times.hidden
    assert month.contacts.hidden
    assert month.minutes_received.hidden


def test_the_number_of_times_is_left_out_where_one_type_nearly_explains_it():
    """Fifty times at the big site are all emotional; the one time at the small site would be certain."""
    rows = [
        Tally(202605, SITES[0], "coaching", "recovery", "", 1, 1, 0, 0, 0, 0),
        Tally(202605, SITES[1], "coaching", "recovery", "", 50, 50, 50, 0, 0, 0),
    ]

    month = shared_month(rows, Occasions(21, 600, 0), sites=SITES, activities=ACTIVITIES)

    assert month.times.hidden
    assert all(cell.hidden for cell in month.by_kind.parts.values())
