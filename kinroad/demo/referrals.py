"""Roger's first days: a bed, work, a card; and where Aisha found somebody who knows her situation."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.demo.check_ins import called, oneself
from kinroad.demo.staff import ZONE, House
from kinroad.demo.walking import worker
from kinroad.people.models import Participant, PeerLeader
from kinroad.resources.actions import referral as actions
from kinroad.resources.actions.answer_link import answer, make_link
from kinroad.resources.actions.finding import index_places
from kinroad.resources.actions.writing import derive, set_where
from kinroad.resources.models import Agency, Location, Referral, Service, ServiceAtLocation, Tag


def refer(house: House, *, today: date) -> None:
    """One bed that was not free, one that Roger got, work he is asked about today, a card office to go to together;
    and for Aisha an offer that waits for her own yes."""
    tomas, ruth = house.leaders["tomas"], house.leaders["ruth"]
    roger, aisha = called(house, "roger"), called(house, "aisha")
    shelter, home, work, card, kin = _places(house)
    no_bed = _offer(house, roger, tomas, shelter, today, days=12, how="call", together=12)
    _say(house, no_bed, tomas, today, days=12, outcome="not_connected", barriers=["no_bed", "record"])
    bed = _offer(house, roger, tomas, home, today, days=11, how="go", together=10, words="A door that locks.")
    with as_of(_noon(today, 10)):
        actions.send(referral=bed, by=worker(house, tomas), at=_noon(today, 10), minutes=90)
    _say(house, bed, tomas, today, days=8, outcome="connected")
    job = _offer(house, roger, tomas, work, today, days=7, how="letter", words="A place to be at seven in the morning.")
    with as_of(_noon(today, 6)):
        secret = make_link(referral=job, by=oneself(roger), at=_noon(today, 6))
        actions.send(referral=job, by=oneself(roger), at=_noon(today, 6))
    with as_of(_noon(today, 3)):
        answer(secret=secret, answer="received", at=_noon(today, 3))
    _offer(house, roger, tomas, card, today, days=1, how="go", together=-1)
    _offer(house, aisha, ruth, kin, today, days=1, how="alone", said_yes=False)


PLACES = (
    ("Night shelter", "Open Door Shelter", "A bed for the night, first come.", "shelter same_day", "110 Larimer St"),
    (
        "Sober beds for men",
        "Cottonwood House",
        "A room, a key, house meetings.",
        "recovery_housing accepts_record",
        "",
    ),
    (
        "Work with a record",
        "Second Shift",
        "Jobs in warehouses, help with papers.",
        "job_search accepts_record",
        "48 Elm",
    ),
    (
        "ID cards and birth records",
        "Papers Please",
        "Sits down with you for an ID.",
        "identity_documents",
        "5 Grant St",
    ),
    ("Grandparents raising children", "Kin Circle", "Talks, money questions, a lawyer.", "kinship", "9 Vine St"),
)


def _places(house: House) -> list[ServiceAtLocation]:
    """Five made-up services. The beds are at a place whose address stands nowhere."""
    places = []
    for name, agency, summary, codes, street in PLACES:
        own: dict[str, Any] = {"organization": house.organization, "updated_at": now()}
        whose = Agency(name=agency, **own)
        whose.save()
        what = Service(agency=whose, name=name, description=summary, **own)
        what.save()
        where = Location(agency=whose, zone=ZONE, **own)
        facts = {"street": street or "12 Quiet Ct", "city": "Denver", "zip": "80205", "lat": 39.759, "lon": -104.966}
        set_where(where, confidential=not street, zone=ZONE, **facts)
        where.save()
        place = ServiceAtLocation(service=what, location=where, created_at=now(), **own)
        derive(place, codes=codes.split(), zone=ZONE)
        place.save()
        for code in codes.split():
            Tag(organization=house.organization, service_at_location=place, code=code).save()
        places.append(place)
    index_places([place.pk for place in places], organization_id=house.organization.pk)
    return places


def _noon(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(12), tzinfo=ZoneInfo(ZONE))


def _offer(
    house: House,
    participant: Participant,
    leader: PeerLeader,
    place: ServiceAtLocation,
    today: date,
    *,
    days: int,
    how: str,
    together: int | None = None,
    said_yes: bool = True,
    words: str = "",
) -> Referral:
    """Offered so many days ago; `together`: so many days ago they went or called together."""
    at = _noon(today, days)
    with as_of(at):
        return actions.offer(
            id=uuid7(),
            participant=participant,
            service_at_location=place,
            how=how,
            said_yes=said_yes,
            together_on=None if together is None else today - timedelta(days=together),
            words=words,
            by=worker(house, leader),
            at=at,
        )


def _say(house: House, row: Referral, leader: PeerLeader, today: date, *, days: int, **said: Any) -> None:
    at = _noon(today, days)
    with as_of(at):
        actions.say_outcome(referral=row, by=worker(house, leader), at=at, **said)
