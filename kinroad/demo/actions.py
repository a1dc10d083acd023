"""Building the fictional program, from a seed, through the actions of the house."""

import os
from datetime import timedelta
from random import Random

from django.db import transaction

from kinroad.core.time import as_of, now, today
from kinroad.demo.answering import have_answerers
from kinroad.demo.big import build_big
from kinroad.demo.calls import call_some
from kinroad.demo.check_ins import say_how_they_are
from kinroad.demo.coming import say_who_comes
from kinroad.demo.desk import PEOPLE, lie_on_desks
from kinroad.demo.directory import fill_the_directory
from kinroad.demo.five import the_five
from kinroad.demo.gatherings import come_together
from kinroad.demo.hard_turns import take_hard_turns
from kinroad.demo.help import lend_a_hand
from kinroad.demo.history import live_a_year
from kinroad.demo.letters import write_letters
from kinroad.demo.meeting_lists import let_changes_wait
from kinroad.demo.own_list import bring_the_own_list
from kinroad.demo.plans import write_plans
from kinroad.demo.referrals import refer
from kinroad.demo.sharing import share
from kinroad.demo.sheets import say_who_came
from kinroad.demo.staff import ZONE, House, open_the_house, open_the_neighbour
from kinroad.demo.trust import keep_faith
from kinroad.gatherings.actions.made_up import add_made_up_meetings

SEED = 2026
PARTICIPANTS = 150
PASSWORD = "walk-with-me-2026"  # noqa: S105  of made-up people; KINROAD_DEMO_PASSWORD replaces it


def build(*, participants: int | None = None, contacts: int | None = None, seed: int = SEED) -> House:
    """Build the demo in an empty database: the same people and the same year for the same seed and day.

    With `contacts` the five and their staff come first, and then a big program by bulk paths.
    """
    password = os.environ.get("KINROAD_DEMO_PASSWORD") or PASSWORD
    rng = Random(seed)
    day = today(ZONE)
    with transaction.atomic():
        with as_of(now() - timedelta(days=400)):
            house = open_the_house(password=password, on=day - timedelta(days=400))
            open_the_neighbour(password=password)
        add_made_up_meetings(organization=house.organization, by=house.by)
        let_changes_wait(house)
        come_together(house, today=day)
        five = the_five(house, password=password, today=day, rng=rng)
        say_who_came(house, today=day)
        say_who_comes(house, today=day)
        write_plans(house, five, today=day, rng=Random(seed + 1))
        write_letters(house, today=day, rng=Random(seed))
        if contacts is None:
            live_a_year(house, people=(participants or PARTICIPANTS) - 5 - PEOPLE, today=day, rng=rng)
            lie_on_desks(house, today=day, rng=rng)
            say_how_they_are(house, today=day)
            take_hard_turns(house, today=day, rng=rng)
            call_some(house, today=day, rng=Random(seed))
        lend_a_hand(house, today=day)
        refer(house, today=day)
        share(house, today=day)
        keep_faith(house, today=day)
        fill_the_directory(house, today=day)
        bring_the_own_list(house)
        have_answerers(house, today=day, rng=Random(seed))
    if contacts is not None:
        build_big(house, participants=participants or max(1, contacts // 10), contacts=contacts, seed=seed)
    return house
