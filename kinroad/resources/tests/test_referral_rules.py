"""How a referral goes on, and what of the counts may be said outside."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kinroad.resources.rules.barrier import Barrier, Met, first_day, last_quarters, may_be_shared, quarter_of
from kinroad.resources.rules.referral import (
    NEXT,
    How,
    State,
    follow_up_day,
    is_due,
    may_go,
    median_days,
    pairs,
    support_of,
    way_to_yes,
)

MONDAY = date(2026, 11, 2)


def test_it_begins_with_an_offer_and_goes_on_only_after_a_yes():
    assert [state for state in State if may_go("", state)] == [State.OFFERED]
    assert {state for state in State if may_go(State.OFFERED, state)} == {State.ACCEPTED, State.CLOSED}
    assert not may_go(State.OFFERED, State.CONNECTED)
    assert not may_go("nonsense", State.SENT)


def test_it_can_be_closed_from_everywhere_and_put_right_afterwards():
    assert all(may_go(state, State.CLOSED) for state in State if state != State.CLOSED)
    assert may_go(State.CLOSED, State.CONNECTED)
    assert not may_go(State.CLOSED, State.SENT)


def test_the_database_knows_every_step():
    assert len(pairs()) == sum(len(afters) for afters in NEXT.values())
    assert ("offered", "connected") not in pairs()


def test_whoever_goes_alone_is_on_the_way_with_their_yes():
    assert way_to_yes(How.ALONE) == [State.ACCEPTED, State.SENT]
    assert way_to_yes(How.LETTER) == way_to_yes(How.GO) == [State.ACCEPTED]


def test_an_offer_is_knowledge_and_going_along_is_a_hand_with_a_task():
    assert support_of(State.OFFERED, how=How.GO) == {"informational"}
    assert support_of(State.SENT, how=How.GO) == {"instrumental"}
    assert support_of(State.SENT, how=How.ALONE) == frozenset()
    assert support_of(State.CONNECTED, how=How.ALONE) == {"instrumental"}
    assert support_of(State.CLOSED, how=How.ALONE) == frozenset()


def test_the_day_to_go_together_comes_before_the_day_to_ask():
    together, ask = MONDAY + timedelta(days=1), MONDAY + timedelta(days=8)

    assert not is_due(state=State.ACCEPTED, follow_up_on=ask, together_on=together, today=MONDAY)
    assert is_due(state=State.ACCEPTED, follow_up_on=ask, together_on=together, today=together)
    assert not is_due(state=State.SENT, follow_up_on=ask, together_on=together, today=together)
    assert is_due(state=State.SENT, follow_up_on=ask, together_on=together, today=ask)
    assert not is_due(state=State.CLOSED, follow_up_on=ask, together_on=together, today=ask)


def test_we_ask_a_week_after_they_went_together():
    together = MONDAY + timedelta(days=2)

    assert follow_up_day(today=MONDAY, together_on=together, days=7) == MONDAY + timedelta(days=9)
    assert follow_up_day(today=MONDAY, together_on=None, days=7) == MONDAY + timedelta(days=7)


def test_the_median_is_of_the_connected():
    days = [(MONDAY, MONDAY + timedelta(days=many)) for many in (1, 3, 20)]

    assert median_days(days) == 3
    assert median_days([]) is None


def test_quarters_never_overlap():
    assert last_quarters(date(2026, 11, 22)) == [(2025, 4), (2026, 1), (2026, 2), (2026, 3)]
    assert first_day((2026, 4)) == date(2026, 10, 1)
    assert quarter_of(date(2026, 9, 30)) == (2026, 3)


def met(code: Barrier, many: int, *, service: str = "Beds", place: str = "Des Moines", on: date = MONDAY) -> list[Met]:
    return [Met(on, code, service, place)] * many


def test_a_small_number_is_hidden_and_a_second_one_with_it():
    rows = [*met(Barrier.NO_BED, 40), *met(Barrier.RECORD, 30), *met(Barrier.COST, 3)]

    shared = may_be_shared(rows, quarters=[(2026, 4)])

    hidden = {code for code, cell in shared.by_code.items() if cell.hidden}
    assert Barrier.COST in hidden
    assert len(hidden) == 2
    assert shared.whole.value == 73
    assert shared.by_service["Beds"].value == 73


def test_a_hidden_quarter_is_no_number_of_the_year():
    rows = [*met(Barrier.NO_BED, 40), *met(Barrier.NO_BED, 4, on=date(2026, 7, 2))]

    shared = may_be_shared(rows, quarters=[(2026, 3), (2026, 4)])

    assert shared.by_code[Barrier.NO_BED].hidden
    assert shared.by_code[Barrier.NO_BED].at_least == 40
    assert shared.whole.hidden


@given(st.lists(st.tuples(st.sampled_from(list(Barrier)), st.sampled_from(["Beds", "Clinic"])), max_size=60))
def test_no_number_from_one_to_ten_is_ever_said(found):
    rows = [Met(MONDAY, code, service, "Ames") for code, service in found]

    shared = may_be_shared(rows, quarters=[(2026, 4)])

    for cells in (shared.by_code, shared.by_service, shared.by_place):
        assert not [cell for cell in cells.values() if cell.value and cell.value < 11]
