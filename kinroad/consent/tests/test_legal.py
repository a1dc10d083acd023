"""Requests by law (security requirement 16): no by default, and one letter for everything."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from kinroad.consent.actions.legal import go_on, write_request
from kinroad.consent.models import LegalRequest, LegalStep
from kinroad.consent.rules.legal import AFTERWARDS, Facts, Lacks, State, lacks, may_become
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.tests.factories import someone, viewer_of

WHOLE = {"order_under": "2.64", "compels": True, "heard": True, "counsel": "Ada Lin", "counsel_on": date(2026, 11, 2)}


def test_whatever_is_missing_only_the_letter_or_counsel_remain():
    for taken, state in product(WHOLE, State):
        facts = Facts(kind="subpoena", **{name: value for name, value in WHOLE.items() if name != taken})
        assert lacks(facts)
        assert set(may_become(state, facts=facts)) <= {State.DENIED, State.COUNSEL}


def test_passing_on_what_we_shared_is_never_answered_here():
    assert lacks(Facts(kind="pass_on", **WHOLE)) == [Lacks.REDISCLOSURE]


def test_a_whole_order_goes_by_counsel_first_and_the_end_is_the_end():
    facts = Facts(kind="order", **WHOLE)

    assert State.ANSWERED not in may_become(State.RECEIVED, facts=facts)
    assert State.ANSWERED in may_become(State.CLEARED, facts=facts)
    assert AFTERWARDS[State.DENIED] == AFTERWARDS[State.ANSWERED] == ()


@pytest.mark.django_db
def test_a_subpoena_alone_never_comes_to_an_answer():
    by = viewer_of(someone("program_manager"))
    asked = write_request(
        id=uuid7(),
        kind="subpoena",
        came_from="A court",
        about="X",
        came_on=date(2026, 11, 1),
        due_on=None,
        by=by,
        at=now(),
    )
    for to in ("cleared", "answered"):
        with pytest.raises(ValidationError, match="only our letter"):
            go_on(request=asked, to=to, by=by, at=now(), compels=True)

    asked = go_on(request=asked, to="denied", by=by, at=now())

    assert asked.state == "denied"
    with pytest.raises(ValidationError):
        go_on(request=asked, to="counsel", by=by, at=now(), **WHOLE)
    assert list(LegalStep.objects.order_by("at").values_list("state", flat=True)) == ["received", "denied"]


@pytest.mark.django_db
def test_with_everything_it_can_be_answered():
    by = viewer_of(someone("program_manager"))
    asked = write_request(
        id=uuid7(),
        kind="order",
        came_from="A court",
        about="X",
        came_on=date(2026, 11, 1),
        due_on=None,
        by=by,
        at=now(),
    )
    for to in ("counsel", "cleared", "answered"):
        asked = go_on(request=asked, to=to, by=by, at=now(), **WHOLE)

    assert LegalRequest.objects.get().state == "answered"
