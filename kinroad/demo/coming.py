"""Who comes to Friday's supper in the fictional program: Elizabeth with her two children, and a full table beside."""

from datetime import date, timedelta

from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.check_ins import called as called_in
from kinroad.demo.check_ins import oneself
from kinroad.demo.staff import ZONE, House
from kinroad.gatherings.actions.coming import Wishes, say_coming
from kinroad.gatherings.models import Session, State
from kinroad.people.rules.viewer import Viewer


def say_who_comes(house: House, *, today: date) -> None:
    """Elizabeth and her children, Aisha with a ride, and two neighbours who gave a first name."""
    session = (
        Session.objects.filter(
            organization=house.organization,
            gathering__name="Friday family supper",
            state=State.PLANNED,
            starts_at__gt=now() + timedelta(hours=1),
        )
        .order_by("starts_at")
        .first()
    )
    assert session is not None, "supper is planned every Friday"
    public = Viewer.system(house.organization.pk, ZONE)
    people = (
        ("elizabeth", "", Wishes(children=2, child_care=True, remind="day_before")),
        ("aisha", "", Wishes(children=2, ride=True, ride_from="The bus stop at Third and Oak")),
        ("", "Dee", Wishes(guests=1)),
        ("", "Marco", Wishes(children=1)),
    )
    with as_of(now() - timedelta(hours=20)):
        for username, called, wishes in people:
            participant = called_in(house, username) if username else None
            say_coming(
                id=uuid7(),
                session=session,
                participant=participant,
                called=called,
                wishes=wishes,
                by=oneself(participant) if participant else public,
                at=now(),
            )
