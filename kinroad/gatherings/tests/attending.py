"""Sessions that took place, and their sheets, for tests."""

from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from kinroad.core.ids import uuid7
from kinroad.core.time import local, now
from kinroad.gatherings.actions.attendance import Added, save_sheet
from kinroad.gatherings.models import Gathering, Session, Sheet
from kinroad.gatherings.tests.gathering_factories import ZONE, a_gathering
from kinroad.people.models import Organization, Participant, Person
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import viewer_of


def a_session(
    organization: Organization, *, led_by: Person | None = None, began: timedelta | None = None, **facts: Any
) -> Session:
    """One that began half an hour ago (or `began` ago), led by this person, for families."""
    at = now() - (timedelta(minutes=30) if began is None else began)
    here = local(at, ZONE)
    wanted = {"rule": "", "starts_on": here.date(), "start_time": here.time().replace(second=0, microsecond=0), **facts}
    gathering = a_gathering(organization, led_by=led_by, today=here.date(), **wanted)
    if led_by is not None:
        gathering.facilitators.update(started_on=here.date() - timedelta(days=60))
    return Session.objects.select_related("gathering").get(gathering=gathering)


def the_day_before(session: Session, *, days: int = 7) -> Session:
    """An earlier session of the same gathering."""
    at = session.starts_at - timedelta(days=days)
    facts = {"starts_at": at, "ends_at": at + timedelta(minutes=90), "start_minute": session.start_minute}
    on = session.on - timedelta(days=days)
    earlier = Session(
        organization_id=session.organization_id, gathering=session.gathering, first_planned_on=on, on=on, **facts
    )
    earlier.save()
    return earlier


def by_of(person: Person | None, gathering: Gathering) -> Viewer:
    if person is not None:
        return viewer_of(person)
    return Viewer.system(gathering.organization_id, ZONE)


def came(
    session: Session, *people: Participant | str, by: Person | None = None, id: UUID | None = None, **numbers: Any
) -> Sheet:
    """They came, each added by hand, and these numbers with them."""
    viewer = by_of(by, session.gathering)
    for each in people:
        who = {"participant_id": each.pk} if isinstance(each, Participant) else {"goes_by": each}
        save_sheet(session=session, said={}, drawn={}, by=viewer, added=Added(id=id or uuid7(), **who))
    return save_sheet(session=session, said=numbers, drawn=dict.fromkeys(numbers, 0), by=viewer)


class _Fields(HTMLParser):
    """What a browser would send of the page's main form, without a tap."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, Any] = {}
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "form":
            self.inside = "data-draft" in facts
        name = facts.get("name")
        if not self.inside or tag != "input" or not name or name == "csrfmiddlewaretoken":
            return
        if facts.get("type") in ("checkbox", "radio"):
            if "checked" in facts:
                self.said.setdefault(name, []).append(facts.get("value", "on"))
        else:
            self.said[name] = facts.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def as_drawn(text: str) -> dict[str, Any]:
    """The fields of the page's form as a browser would send them."""
    fields = _Fields()
    fields.feed(text)
    return fields.said
