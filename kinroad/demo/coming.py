"""Who comes to Friday's supper in the fictional program: Elizabeth with her two children, and a full table beside."""

from datetime import date, timedelta

from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.staff import ZONE, House
from kinroad.gatherings.actions.coming import Wishes, say_coming
from kinroad.gatherings.models import Session, State
from kinroad.people.models import Participant
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
            participant = _called(house, username) if username else None
            say_coming(
                id=uuid7(),
                session=session,
                participant=participant,
                called=called,
                wishes=wishes,
                by=_self(participant) if participant else public,
                at=now(),
            )


def _called(house: House, username: str) -> Participant:
    rows = Participant.objects.filter(
        organization=house.organization, person__standings__account__username=username, merged_into=None
    )
    return rows.select_related("person").get()


def _self(participant: Participant) -> Viewer:
    return Viewer(
        account_id=None,
        person_id=participant.person_id,
        organization_id=participant.organization_id,
        organization_zone=ZONE,
        participant_id=participant.pk,
    )
