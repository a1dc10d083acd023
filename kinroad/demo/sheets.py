"""Who came in the last weeks: saved by whoever led, but for last Friday's supper."""

from datetime import date, timedelta

from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.check_ins import called, oneself
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import worker
from kinroad.gatherings.actions.attendance import Added, save_sheet
from kinroad.gatherings.actions.coming import Wishes, say_coming
from kinroad.gatherings.actions.facilitator import begin_leading
from kinroad.gatherings.models import Part, Session
from kinroad.people.rules.viewer import Viewer

SUPPERS, EVENINGS = 9, 7
# How many came beside those whom whoever leads knows by name: the table grows.
HEADS, CHILDREN = (5, 6, 4, 7, 8, 8, 9, 11), (2, 3, 1, 4, 3, 5, 4, 6)


def say_who_came(house: House, *, today: date) -> None:
    """Eight suppers and seven evenings of the tools group, saved; one supper that still waits to be.

    Bodie leads the tools group beside Nell.
    """
    suppers = _past(house, "Friday family supper", today)[-SUPPERS:]
    for place, session in enumerate(suppers[:-1]):
        come = ["elizabeth"] if place % 2 else ["elizabeth", "aisha"]
        numbers = {"head_count": HEADS[place], "children": CHILDREN[place], "volunteers": 2}
        _save(house, session, participants=come, visitors=["Dee"] if place > 3 else [], numbers=numbers, by="maya")
    evenings = _past(house, "Tuesday tools group", today)[-EVENINGS:]
    bodie = called(house, "bodie").person
    begin_leading(gathering=evenings[0].gathering, person=bodie, part=Part.CO_LEAD, on=evenings[0].on, by=house.by)
    for place, session in enumerate(evenings):
        _save(house, session, participants=["bodie"], visitors=[], numbers={"head_count": 3 + place % 3}, by="nell")
    last = suppers[-1]
    elizabeth = called(house, "elizabeth")
    with as_of(last.starts_at - timedelta(days=1)):
        wishes = Wishes(children=2)
        mine = oneself(elizabeth)
        say_coming(id=uuid7(), session=last, participant=elizabeth, wishes=wishes, by=mine, at=now())
        public = Viewer.system(house.organization.pk, ZONE)
        say_coming(id=uuid7(), session=last, called="Marco", wishes=Wishes(guests=1), by=public, at=now())


def _past(house: House, name: str, today: date) -> list[Session]:
    rows = Session.objects.filter(organization=house.organization, gathering__name=name, on__lt=today)
    return list(rows.order_by("on").select_related("gathering"))


def _save(
    house: House, session: Session, *, participants: list[str], visitors: list[str], numbers: dict[str, int], by: str
) -> None:
    led = worker(house, house.leaders[by])
    with as_of(session.ends_at):
        for each in participants:
            added = Added(id=uuid7(), participant_id=called(house, each).pk)
            save_sheet(session=session, said={}, drawn={}, by=led, added=added)
        for words in visitors:
            save_sheet(session=session, said={}, drawn={}, by=led, added=Added(id=uuid7(), goes_by=words))
        save_sheet(session=session, said=numbers, drawn=dict.fromkeys(numbers, 0), by=led)
