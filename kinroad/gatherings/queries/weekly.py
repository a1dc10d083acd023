"""Our own weekly support groups, in the shape of the meetings of a list."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from kinroad.core.place import zip_place
from kinroad.core.plain_text import tidy
from kinroad.gatherings.models import Gathering, GatheringKind, Session, SignUp, State
from kinroad.gatherings.queries.meeting import FeedRow
from kinroad.gatherings.rules.address import read_address
from kinroad.gatherings.rules.days import MINUTES_A_DAY
from kinroad.gatherings.rules.text import slug_of
from kinroad.gatherings.rules.weekly import codes_of, weekdays_of

SOON = timedelta(days=14)
"""A group without a session in the next two weeks is resting: it is not told to others."""
MOST_GROUPS = 500
ABOUT = 500
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """One weekday of a group of ours, and its next session, on whose page one says that one is coming."""

    row: FeedRow
    session_id: UUID

    @property
    def needs_link(self) -> bool:
        """Held on the screen alone. The link is only for those who are coming, so that nobody else can look in."""
        return not self.row.in_person


def own_weekly_groups(*, organization_id: UUID, today: date, state: str) -> list[OwnGroup]:
    """Public support groups that come round every week and take place soon. One query."""
    soon = Session.objects.filter(
        organization=organization_id, gathering=OuterRef("pk"), state=State.PLANNED, on__gte=today, on__lte=today + SOON
    ).order_by("on", "start_minute")
    groups = (
        Gathering.objects.filter(organization=organization_id, public=True, kind=GatheringKind.SUPPORT_GROUP)
        .filter(Q(ended_on=None) | Q(ended_on__gt=today))
        .exclude(rule="")
        .annotate(next_session=Subquery(soon.values("pk")[:1]))
        .exclude(next_session=None)
        .select_related("site")
        .defer("online_link")
        .order_by("name", "id")[:MOST_GROUPS]
    )
    return [own for each in groups for own in _days_of(each, state)]


def _days_of(gathering: Any, state: str) -> list[OwnGroup]:
    days = weekdays_of(gathering.rule, starts_on=gathering.starts_on)
    return [OwnGroup(_row(gathering, day, state), gathering.next_session) for day in days]


def _row(gathering: Gathering, day: int, state: str) -> FeedRow:
    start = gathering.start_time.hour * 60 + gathering.start_time.minute
    end = start + gathering.minutes
    said = [*gathering.languages, *gathering.accessibility, *gathering.for_whom]
    where: dict[str, Any] = (
        _where(gathering, state) if gathering.in_person else dict.fromkeys(_PLACE, "") | {"approximate": True}
    )
    return FeedRow(
        id=gathering.pk,
        slug=f"{slug_of(gathering.name, longest=40) or 'group'}-{_DAYS[day]}-{gathering.pk.hex[-8:]}",
        name=gathering.name,
        weekday=day,
        start_minute=start,
        end_minute=end if end < MINUTES_A_DAY else None,
        minutes=gathering.minutes,
        zone=gathering.zone,
        county="",
        formats=codes_of(
            said,
            open=gathering.sign_up != SignUp.PARTICIPANTS,
            children=gathering.children_welcome,
            child_care=gathering.child_care,
        ),
        languages=" ".join(gathering.languages),
        online=gathering.online,
        in_person=gathering.in_person,
        temporarily_closed=False,
        conference_url="",
        conference_phone="",
        notes=tidy(gathering.about)[:ABOUT],
        fellowship="",
        updated_at=None,
        open=True if gathering.sign_up != SignUp.PARTICIPANTS else None,
        wheelchair="wheelchair" in gathering.accessibility,
        lat=gathering.lat if gathering.in_person else None,
        lon=gathering.lon if gathering.in_person else None,
        **where,
    )


_PLACE = ("venue", "address", "city", "state", "zip", "approximate")


def _where(gathering: Gathering, state: str) -> dict[str, Any]:
    """Its own address, else that of its site, taken apart as the lists' addresses are."""
    site = None if gathering.address else gathering.site
    zip_code = gathering.zip or (site.zip if site else "")
    place = zip_place(zip_code) if zip_code else None
    told = read_address(
        address=tidy(site.address if site else gathering.address),
        venue=site.name if site else "",
        city=place.city if place else "",
        state=place.state if place else state,
        zip_code=zip_code,
    )
    venue = ", ".join(part for part in (told.venue, gathering.room) if part)
    return {
        "venue": venue, "address": told.street, "city": told.city, "state": told.state, "zip": told.zip,
        "approximate": told.is_approximate,
    }  # fmt: skip
