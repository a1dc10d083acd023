"""The fictional program: its organization, places, and the people who work there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kinroad.people.actions.accounts import give_role, make_account
from kinroad.people.actions.circle import open_circle_of
from kinroad.people.actions.organizations import add_place, set_up_organization
from kinroad.people.actions.peer_leaders import become_peer_leader, supervise
from kinroad.people.actions.persons import write_person
from kinroad.people.models import Organization, PeerLeader, Person, Program, Site, Why
from kinroad.people.rules.roles import Role
from kinroad.people.rules.viewer import Viewer

ZONE = "America/Denver"
EVENINGS = ["weekday_evening", "weekend_afternoon"]
DAYS = ["weekday_morning", "weekday_afternoon"]


@dataclass(frozen=True)
class House:
    """Everything the history needs: organization, places, staff."""

    organization: Organization
    by: Viewer
    sites: list[Site]
    programs: list[Program]
    leaders: dict[str, PeerLeader]
    staff: dict[str, Person]


def peer_leader(
    called: str, kind: str, title: str, gender: str, languages: str, experiences: str, pathways: str, **more: Any
) -> dict[str, Any]:
    """One line of the table below."""
    return {
        "called": called,
        "kind": kind,
        "title": title,
        "gender": gender,
        "languages": languages.split(),
        "experiences": experiences.split(),
        "pathways": pathways.split(),
        **more,
    }


COACH, MENTOR = "Recovery coach", "Peer mentor"
LEADERS = (
    peer_leader(
        "Maya",
        "staff",
        COACH,
        "woman",
        "en es",
        "hepatitis_c parenting co_occurring",
        "smart secular medication",
        availability=["weekday_afternoon", "weekday_evening"],
        interests=["music", "family_fun"],
        about="Raised three children in recovery. Free on Friday afternoons.",
    ),
    peer_leader(
        "Tomas",
        "volunteer",
        MENTOR,
        "man",
        "es en",
        "reentry homelessness court",
        "faith twelve_step",
        availability=EVENINGS,
        interests=["sports", "fixing"],
        caseload_limit=6,
        about="Came home nine years ago. Drives a forklift, coaches a ball team.",
    ),
    peer_leader(
        "Ruth",
        "staff",
        "Family guide",
        "woman",
        "en",
        "kinship grief child_welfare",
        "family secular natural",
        availability=["weekday_evening", "weekend_morning"],
        interests=["garden", "family_fun"],
        about="Raised her grandson while her daughter was away.",
    ),
    peer_leader(
        "Gus", "staff", COACH, "man", "en", "veteran pain", "twelve_step", availability=DAYS, interests=["outdoors"]
    ),
    peer_leader(
        "Nell",
        "volunteer",
        MENTOR,
        "woman",
        "en",
        "lgbtq grief",
        "secular smart",
        availability=EVENINGS,
        interests=["art", "reading"],
        caseload_limit=8,
    ),
    peer_leader(
        "Ivo",
        "staff",
        COACH,
        "man",
        "en es",
        "parenting medication",
        "medication harm_reduction",
        availability=DAYS,
        interests=["cooking"],
    ),
    peer_leader(
        "Bea",
        "volunteer",
        "Guide",
        "woman",
        "en",
        "co_occurring",
        "faith",
        availability=["weekend_morning"],
        interests=["faith", "music"],
        caseload_limit=8,
    ),
    peer_leader(
        "Cruz",
        "staff",
        COACH,
        "man",
        "es en",
        "reentry",
        "twelve_step cultural",
        availability=["weekday_afternoon", "weekend_afternoon"],
        interests=["sports"],
    ),
    peer_leader(
        "Winona",
        "staff",
        COACH,
        "woman",
        "en",
        "grief parenting",
        "cultural",
        availability=["weekday_morning", "weekday_evening"],
        interests=["outdoors", "art"],
    ),
    peer_leader(
        "Sid",
        "volunteer",
        MENTOR,
        "nonbinary",
        "en",
        "lgbtq homelessness",
        "harm_reduction natural",
        availability=EVENINGS,
        interests=["games"],
        caseload_limit=8,
    ),
    peer_leader(
        "Odessa",
        "staff",
        "Resource connector",
        "woman",
        "en",
        "court child_welfare",
        "natural twelve_step",
        availability=DAYS,
        interests=["reading", "cooking"],
    ),
    peer_leader(
        "Len",
        "volunteer",
        MENTOR,
        "man",
        "en",
        "veteran",
        "twelve_step faith",
        availability=["weekend_morning"],
        interests=["fixing"],
        caseload_limit=8,
        state="break",
    ),
)


def open_the_house(*, password: str, on: date) -> House:
    """The organization with three sites, three programs, twelve peer leaders and one person in every other role."""
    organization = set_up_organization(
        slug="juniper-street",
        name="Juniper Street Recovery Community",
        discreet_name="Juniper Street",
        zone=ZONE,
        state="CO",
        site="Juniper Street",
        program="Community coaching",
        hosts=("127.0.0.1", "localhost"),
        is_demo=True,
        phone="+13035550142",
        address="210 Juniper Street, side door, ring the bell",
        hours="Open every day, 9 am to 9 pm (Mountain Time)",
        crisis_steps="If someone is in danger at the center, find the person with the orange badge.",
        younger_people_are_told="The youth line of the county answers every evening.",
        titles=[COACH, MENTOR, "Family guide", "Guide", "Resource connector"],
    )
    by = Viewer.system(organization.pk, ZONE)
    add_place(Site(name="North Valley", zone=ZONE, zip="80229"), by=by)
    add_place(Site(name="Riverbend", zone=ZONE, zip="80209"), by=by)
    add_place(Program(name="Coming home"), by=by)
    add_place(Program(name="Family support"), by=by)
    sites = list(Site.objects.filter(organization=organization).order_by("pk"))
    programs = list(Program.objects.filter(organization=organization).order_by("pk"))
    staff = _offices(organization, by=by, password=password, programs=programs)
    leaders = {}
    for number, facts in enumerate(LEADERS):
        leader = _peer_leader(organization, dict(facts), site=sites[number % 3], on=on, by=by)
        supervise(supervisor=staff["sam"], peer_leader=leader, on=on, by=by)
        leaders[leader.person.called.lower()] = leader
    for name in ("maya", "tomas"):
        make_account(person=leaders[name].person, username=name, password=password, by=by)
    return House(organization, by, sites, programs, leaders, staff)


def _peer_leader(organization: Organization, facts: dict[str, Any], *, site: Site, on: date, by: Viewer) -> PeerLeader:
    person = write_person(
        organization_id=organization.pk,
        facts={"called": facts.pop("called"), "languages": facts.pop("languages"), "phone": "+13035550142"},
    )
    return become_peer_leader(person=person, facts={**facts, "cleared_on": on, "site": site}, by=by)


def _offices(organization: Organization, *, by: Viewer, password: str, programs: list[Program]) -> dict[str, Person]:
    roles = {
        "sam": (Role.SUPERVISOR,),
        "pat": (Role.PROGRAM_MANAGER, Role.COORDINATOR),
        "ada": (Role.ADMINISTRATOR,),
        "eve": (Role.EVALUATOR,),
    }
    staff = {}
    for name, held in roles.items():
        person = write_person(organization_id=organization.pk, facts={"called": name.title(), "languages": ["en"]})
        make_account(person=person, username=name, password=password, by=by)
        for role in held:
            give_role(person=person, role=role, by=by)
        staff[name] = person
    for program in programs:
        open_circle_of(place=program, person=staff["pat"], why=Why.COORDINATION, by=by)
    return staff


def open_the_neighbour(*, password: str) -> Organization:
    """A second small organization next door, with its manager."""
    organization = set_up_organization(
        slug="cedar-hill",
        name="Cedar Hill Peer Center",
        discreet_name="Cedar Hill",
        zone="America/Chicago",
        state="IA",
        site="Cedar Hill",
        program="Coaching",
        is_demo=True,
    )
    by = Viewer.system(organization.pk, organization.zone)
    olga = write_person(organization_id=organization.pk, facts={"called": "Olga", "languages": ["en"]})
    make_account(person=olga, username="olga", password=password, by=by)
    for role in (Role.PROGRAM_MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR):
        give_role(person=olga, role=role, by=by)
    open_circle_of(place=Program.objects.get(organization=organization), person=olga, why=Why.COORDINATION, by=by)
    return organization
