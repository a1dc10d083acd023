"""How the five have been lately, the days that are hard for them, and when somebody reads it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kinroad.coaching.actions.check_in import answer_check_in, check_in
from kinroad.coaching.actions.check_in_rhythm import set_rhythm
from kinroad.coaching.actions.reading_times import set_reading_times
from kinroad.coaching.actions.trigger_day import add_day
from kinroad.coaching.models import CheckIn
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import worker
from kinroad.people.models import Participant
from kinroad.people.rules.viewer import Viewer

PAYDAY = date(2026, 11, 13)
FORTNIGHT = 14  # days
WEEKDAYS = {str(day): ("09:00", "17:00") for day in range(5)} | {"5": ("10:00", "14:00")}


def say_how_they_are(house: House, *, today: date) -> None:
    """Elizabeth's paydays and her last weeks; Luis would like a call."""
    tomas = house.leaders["tomas"].person_id
    set_reading_times(week=WEEKDAYS, closed=["01-01", "11-26", "12-25"], on_call=tomas, by=house.by)
    elizabeth, luis = called(house, "elizabeth"), called(house, "luis")
    add_day(
        id=uuid7(),
        participant=elizabeth,
        what="Payday",
        repeats="two_weeks",
        first_on=today - timedelta(days=(today - PAYDAY).days % FORTNIGHT),
        helps="A call before I go to the bank. Then game night with the children.",
        before=time(17),
        on=today,
        by=oneself(elizabeth),
    )
    add_day(
        id=uuid7(),
        participant=luis,
        what="The day my brother died",
        repeats="yearly",
        first_on=today - timedelta(days=400),
        helps="Music, and not to be alone.",
        on=today,
        by=oneself(luis),
    )
    for days, feeling, week in (
        (43, 3, "good"),
        (36, 2, "struggling"),
        (29, 3, "good"),
        (15, 4, "good"),
        (8, 4, "great"),
    ):
        _say(elizabeth, at=_evening(today, days), feeling=feeling, week=week, shared=True)
    _say(elizabeth, at=_evening(today, 1), feeling=4, words="I bought shoes, nothing else.", words_for_me=True)
    with as_of(_evening(today, 43)):
        set_rhythm(participant=elizabeth, weeks=1, weekday=6, hour=18, by=oneself(elizabeth), at=now())
    earlier = _say(luis, at=_evening(today, 20), feeling=3, wanted="call", shared=True)
    answer_check_in(
        check_in=earlier, outcome="reached", by=worker(house, house.leaders["maya"]), at=_evening(today, 19)
    )
    _say(
        luis,
        at=_evening(today, 1),
        feeling=2,
        week="struggling",
        helps=["health", "listen"],
        words="The pills make me sleep all day.",
        wanted="call",
        shared=True,
    )


def _say(participant: Participant, *, at: datetime, **answers: object) -> CheckIn:
    with as_of(at):
        return check_in(id=uuid7(), participant=participant, by=oneself(participant), at=at, **answers)  # type: ignore[arg-type]


def _evening(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(18, 20), tzinfo=ZoneInfo(ZONE))


def called(house: House, username: str) -> Participant:
    """The participant who signs in under this name."""
    rows = Participant.objects.filter(
        organization=house.organization, person__standings__account__username=username, merged_into=None
    )
    return rows.select_related("person").get()


def oneself(participant: Participant) -> Viewer:
    """A participant as whoever acts."""
    return Viewer(
        account_id=None,
        person_id=participant.person_id,
        organization_id=participant.organization_id,
        organization_zone=ZONE,
        participant_id=participant.pk,
    )
