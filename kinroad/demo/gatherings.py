"""What people come together for in the fictional program: a week, a season and a year of it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.demo.staff import ZONE, House
from kinroad.gatherings.actions.course import give_units, write_curriculum
from kinroad.gatherings.actions.facilitator import begin_leading
from kinroad.gatherings.actions.gathering import plan_gathering
from kinroad.gatherings.actions.league import add_team, join_team, plan_fixtures
from kinroad.gatherings.actions.session import cancel_session, change_session, move_session
from kinroad.gatherings.models import Gathering, Part, Session
from kinroad.gatherings.rules.presets import PRESETS

HALF_A_YEAR = timedelta(days=182)
FRIDAY = 4


def come_together(house: House, *, today: date) -> None:
    """Nine gatherings, with who leads them, and three sessions that are not like the others."""
    since = today - HALF_A_YEAR
    supper = _plan(
        house,
        "family",
        today,
        led_by="maya",
        name="Friday family supper",
        about="A hot meal, and good company. Bring your children, or come on your own. Nobody has to talk.",
        starts_on=since,
        start_time=time(18),
        rule="FREQ=WEEKLY;BYDAY=FR",
        capacity=40,
        child_care=True,
        rides=True,
        languages=["en", "es"],
        room="Kitchen",
        accessibility=["wheelchair", "bus"],
    )
    tools = _plan(
        house,
        "support_group",
        today,
        led_by="nell",
        name="Tuesday tools group",
        about="Simple tools for hard moments, and people who use them. Come in person or join online.",
        starts_on=since,
        start_time=time(18, 30),
        rule="FREQ=WEEKLY;BYDAY=TU",
        pathway="smart",
        online=True,
        online_link="https://meet.example.org/juniper-tuesday",
    )
    _plan(
        house,
        "support_group",
        today,
        led_by="maya",
        name="Café de mujeres",
        about="Los sábados nos juntamos a tomar café y hablar. Hay quien cuide a los niños.",
        starts_on=since,
        start_time=time(10),
        rule="FREQ=WEEKLY;BYDAY=SA",
        languages=["es"],
        for_whom=["women"],
        children_welcome=True,
        child_care=True,
    )
    money = _plan(
        house,
        "class",
        today,
        led_by="odessa",
        name="Money, step by step",
        about="Six evenings: a budget, old debts, a bank account, taxes, a first apartment, saving.",
        starts_on=_next(today - timedelta(days=21), 3),
        start_time=time(18),
        rule="FREQ=WEEKLY;BYDAY=TH",
        last_on=_next(today - timedelta(days=21), 3) + timedelta(weeks=5),
        capacity=12,
    )
    softball = _plan(
        house,
        "sports",
        today,
        led_by="cruz",
        name="Softball on Sundays",
        about="Four teams, one field, no experience needed. Families come to watch.",
        starts_on=_season(today),
        start_time=time(15),
        last_on=_season(today) + timedelta(days=90),
        rule="FREQ=WEEKLY;BYDAY=SU",
        address="City Park, north field, Denver",
        zip="80206",
        children_welcome=True,
        rides=True,
        site_id=None,
    )
    _plan(
        house,
        "center",
        today,
        name="The center is open",
        about="Coffee, a computer, someone to talk with. Just come in.",
        starts_on=today - timedelta(days=60),
        start_time=time(9),
        minutes=480,
        rule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    )
    _plan(
        house,
        "payday",
        today,
        led_by="tomas",
        name="Payday bowling",
        about="Every other Friday, when many are paid. Shoes are on us.",
        starts_on=_next(since, FRIDAY),
        start_time=time(20),
        minutes=150,
        rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=FR",
        address="Elm Bowl, 900 Elm Street, Denver",
        zip="80206",
        site_id=None,
        cost="$3 a game",
        capacity=24,
        rides=True,
    )
    _plan(
        house,
        "holiday",
        today,
        led_by="ruth",
        name="Thanksgiving table",
        about="Nobody should eat alone on this day. There is a place for you and your children.",
        starts_on=date(today.year, 11, 1),
        start_time=time(13),
        minutes=240,
        rule="FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
        child_care=True,
        rides=True,
        room="Hall",
    )
    _plan(
        house,
        "event",
        today,
        led_by="gus",
        name="Second Saturday walk",
        about="An easy walk of two miles. We start at the center and end with cocoa.",
        starts_on=since,
        start_time=time(9, 30),
        rule="FREQ=MONTHLY;BYDAY=2SA",
    )
    _unlike_the_others(house, supper, tools)
    _units(house, money)
    _teams(house, softball, today)


def _next(on: date, weekday: int) -> date:
    return on + timedelta(days=(weekday - on.weekday()) % 7)


def _season(today: date) -> date:
    """The first Sunday of June: of this year, or of the next when this summer is over."""
    june = date(today.year if today.month < 9 else today.year + 1, 6, 1)
    return _next(june, 6)


def _plan(house: House, like: str, today: date, *, led_by: str = "", **facts: Any) -> Gathering:
    preset = PRESETS[like]
    usual: dict[str, Any] = {
        "kind": preset.kind,
        "activity": preset.activity,
        "sign_up": preset.sign_up,
        "attendance": preset.attendance,
        **dict.fromkeys(preset.supports, True),
        **dict(preset.more),
        "zone": ZONE,
        "minutes": 90,
        "languages": ["en"],
        "site_id": house.sites[0].pk,
    }
    planned = plan_gathering(id=uuid7(), facts={**usual, **facts}, by=house.by, on=today)
    if led_by:
        leader, since = house.leaders[led_by].person, min(today, planned.starts_on)
        begin_leading(gathering=planned, person=leader, part=Part.FACILITATOR, on=since, by=house.by)
    return planned


def _unlike_the_others(house: House, supper: Gathering, tools: Gathering) -> None:
    """One supper with a guest, one cancelled, one evening of the group moved to the next day."""
    guest, cancelled = _coming(supper)[1:3]
    change_session(
        session=guest,
        version=guest.version,
        words="Dr. Okafor, a family doctor, eats with us and answers questions.",
        room="",
        guest_expert="Dr. Okafor, family doctor",
        capacity=guest.capacity,
        by=house.by,
        at=now(),
    )
    cancel_session(session=cancelled, version=cancelled.version, words="No supper this week.", by=house.by, at=now())
    moved = _coming(tools)[2]
    move_session(
        session=moved,
        version=moved.version,
        on=moved.on + timedelta(days=1),
        start_time=time(18, 30),
        minutes=90,
        words="On Wednesday this week.",
        by=house.by,
        at=now(),
    )


def _units(house: House, money: Gathering) -> None:
    """Six units; the class began three weeks ago and goes on with those that are left."""
    curriculum = write_curriculum(
        id=uuid7(),
        name="Money, step by step",
        about="Six evenings about money, for people who begin again.",
        on_paper="Household finances",
        units=["A budget", "Old debts", "A bank account", "Taxes", "A first apartment", "Saving"],
        needed=5,
        by=house.by,
    )
    began = datetime.combine(money.starts_on, time(), UTC)
    give_units(gathering=money, curriculum=curriculum, first=None, by=house.by, at=began)


def _teams(house: House, softball: Gathering, today: date) -> None:
    """Four teams, everyone against everyone."""
    players = {"Owls": ("Dee", "Sam"), "Hawks": ("Lou", "Ana"), "Larks": ("Jo",), "Wrens": ("Max",)}
    for name, called in players.items():
        team = add_team(gathering=softball, name=name, by=house.by)
        for goes_by in called:
            join_team(team=team, goes_by=goes_by, on=today, by=house.by)
    plan_fixtures(gathering=softball, by=house.by, at=now())


def _coming(gathering: Gathering) -> list[Session]:
    sessions = list(gathering.sessions.filter(starts_at__gt=now()).order_by("starts_at")[:3])
    for session in sessions:
        session.gathering = gathering
    return sessions
