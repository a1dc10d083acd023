"""Friday's supper of the fictional program."""

from datetime import timedelta
from random import Random

import pytest

from kinroad.core.time import as_of, now, today
from kinroad.demo.coming import say_who_comes
from kinroad.demo.five import the_five
from kinroad.demo.gatherings import come_together
from kinroad.demo.staff import ZONE, open_the_house
from kinroad.gatherings.models import Coming
from kinroad.practical_help.models import Ask


@pytest.mark.django_db
def test_elizabeth_comes_to_fridays_supper_with_two_children():
    day = today(ZONE)
    with as_of(now() - timedelta(days=400)):
        house = open_the_house(password="walk-with-me-2026", on=day - timedelta(days=400))
    come_together(house, today=day)
    the_five(house, password="walk-with-me-2026", today=day, rng=Random(1))

    say_who_comes(house, today=day)

    row = Coming.objects.get(participant__person__standings__account__username="elizabeth")
    assert (row.children, row.places, row.state) == (2, 3, "coming")
    assert row.session.taken == 10
    assert set(Ask.objects.filter(source_id=row.session_id).values_list("kind", flat=True)) == {"child_care", "ride"}
