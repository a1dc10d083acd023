"""The directory: a pantry with its hours, a safe house that nobody finds by its address, and what people say."""

from datetime import date, time

from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.demo.check_ins import called, oneself
from kinroad.demo.staff import House
from kinroad.demo.walking import worker
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.experience import say_how_it_was
from kinroad.resources.actions.report import say_it_is_wrong
from kinroad.resources.actions.tending import Facts, add_place, verify_place
from kinroad.resources.models import ServiceAtLocation

WORKDAYS = "MO,TU,WE,TH,FR"
SERVICE = {
    "url": "", "application_process": "", "fees_description": "", "eligibility_description": "",
    "minimum_age": None, "maximum_age": None, "alert": "",
}  # fmt: skip


def fill_the_directory(house: House, *, today: date) -> None:
    """A pantry and a safe house; two places checked, one that somebody says is wrong, and how the pantry was."""
    tomas = worker(house, house.leaders["tomas"])
    pantry = _add(
        house, tomas, "Food pantry", "Bread and Roses", "Groceries for a week. Nobody asks for papers.",
        tags=("food", "free", "same_day"), street="14 Linden St", phone="515-555-0131",
        week=((WORKDAYS, time(9), time(18)), ("SA", time(9), time(12))), documents=("A bag",),
    )  # fmt: skip
    _add(
        house, tomas, "Safe house", "Lantern House", "Rooms for people who leave violence at home.",
        tags=("domestic_violence", "families", "free"), street="2 Hidden Way", phone="515-555-0132",
        week=(("MO,TU,WE,TH,FR,SA,SU", time(0), time(0)),), documents=(), confidential=True,
    )  # fmt: skip
    others = list(
        ServiceAtLocation.objects.listed()
        .filter(organization=house.organization)
        .exclude(pk=pantry.pk)
        .order_by("name")
    )
    verify_place(place=others[0], by=tomas, at=now())
    somebody = Viewer.system(house.organization.pk, house.organization.zone)
    say_it_is_wrong(id=uuid7(), place=others[-1], what="hours", words="They open at ten now.", by=somebody, at=now())
    for name, helped, words in (("roger", "yes", "Ask for the box with coffee."), ("elizabeth", "yes", "Kind people.")):
        say_how_it_was(id=uuid7(), place=pantry, helped=helped, words=words, by=oneself(called(house, name)), at=now())


def _add(
    house: House,
    by: Viewer,
    name: str,
    agency: str,
    description: str,
    *,
    tags: tuple[str, ...],
    street: str,
    phone: str,
    week: tuple[tuple[str, time, time], ...],
    documents: tuple[str, ...],
    confidential: bool = False,
) -> ServiceAtLocation:
    facts = Facts(
        agency_name=agency,
        service={**SERVICE, "name": name, "description": description},
        where={"street": street, "city": "Denver", "zip": "80205"},
        state="CO",
        confidential=confidential,
        hours="",
        phone=phone,
        tags=tags,
        languages=("en", "es"),
        documents=documents,
        week=week,
    )
    return add_place(id=uuid7(), facts=facts, by=by, at=now())
