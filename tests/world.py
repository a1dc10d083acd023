"""A small whole program for the tests that try every address: one person for each role, and one row of each kind."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from kinroad.coaching.actions.check_in import check_in
from kinroad.coaching.actions.check_in_link import make_link
from kinroad.coaching.actions.recurrence import record
from kinroad.coaching.actions.trigger_day import add_day
from kinroad.coaching.models import CallFollowUp, CallShift, Match, MatchWishes, RequestForSupport, WarmHandOff
from kinroad.coaching.tests.calling import called, enrolled
from kinroad.coaching.tests.factories import contact_with, leader_of, walk_together
from kinroad.coaching.tests.planning import a_plan
from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.gatherings.actions.calendar_link import make_calendar_link
from kinroad.gatherings.actions.certificate import make_certificate
from kinroad.gatherings.actions.coming_news import make_link as way_back
from kinroad.gatherings.actions.door import open_kiosk
from kinroad.gatherings.actions.slip import make_slip
from kinroad.gatherings.models import Idea, Session, Unit
from kinroad.gatherings.tests.attending import a_session, came
from kinroad.gatherings.tests.coming_people import coming
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.interop.models import RosterImport
from kinroad.notifications.models import Outgoing
from kinroad.people.actions.invitations import invite
from kinroad.people.models import Organization, Participant, Person, PossibleDuplicate, Supervision
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    ProgramFactory,
    coordinate,
    someone,
    viewer_of,
)
from kinroad.practical_help.tests.factories import some_help
from kinroad.workforce.tests.factories import cleared
from tests.house.reading import Address, our_models
from tests.world_consent import sharing_of
from tests.world_doors import doors_of
from tests.world_gatherings import a_meeting, gatherings_of
from tests.world_keeping import a_program_held
from tests.world_referral import referral_of
from tests.world_resources import resources_of

ROLES = {
    "participant": "participant",
    "peer leader": "peer_leader",
    "supervisor": "supervisor",
    "coordinator": "coordinator",
    "program manager": "program_manager",
    "administrator": "administrator",
    "evaluator": "evaluator",
}
NAME = "Wilhelmina"  # what the participant is called, and nobody else


@dataclass
class World:
    """One organization; `people` by the role in the words of the access matrix; the one participant all is about."""

    organization: Organization
    participant: Participant
    people: dict[str, Person] = field(default_factory=dict)
    samples: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    signed_in_at: float = 0.0

    def sample(self, name: str, *, at: str = "") -> Any:
        """A value for this part of an address: what stands in `samples`, else the id of a row of the kind it names."""
        for known in (f"{at} {name}", name):
            if known in self.samples:
                return self.samples[known]
        wanted = name.removesuffix("_id").replace("_", "")
        for model in our_models():
            if model._meta.model_name == wanted:
                row = model._default_manager.filter(organization=self.organization).first()
                if row is not None:
                    return row.pk
        raise LookupError(f"tests/world.py has no {name}: give the world a row of that kind.")

    def url(self, address: Address, **other: Any) -> str:
        names = {name: other.get(name) or self.sample(name, at=address.name) for name in address.kwargs}
        return reverse(address.name, kwargs=names)


def build(slug: str = "juniper") -> World:
    """A program with everyone in the circle of its one participant who may be there."""
    organization = OrganizationFactory(slug=slug, name=f"{slug} community", discreet_name=slug.title())
    person = someone("participant", organization=organization, called=NAME)
    participant = Participant.objects.get(organization=organization, person=person)
    world = World(organization, participant, people={"participant": person})
    for words, role in ROLES.items():
        if words != "participant":
            world.people[words] = someone(role, organization=organization)
    leader = world.people["peer leader"]
    match = walk_together(leader, participant)
    Supervision(
        organization=organization,
        supervisor=world.people["supervisor"],
        peer_leader=leader_of(leader),
        started_on=match.started_on,
    ).save()
    for words in ("coordinator", "program manager"):
        coordinate(world.people[words], ProgramFactory(organization=organization))
    furnish(world)
    return world


def furnish(world: World) -> None:
    """One row of each kind that an address can name."""
    organization, participant, leader = world.organization, world.participant, world.people["peer leader"]
    contact = contact_with(leader, participant, note="We talked about the choir.")
    request = RequestForSupport(
        organization=organization, participant=participant, came_by="web", asked_at=now(), due_on=today("UTC")
    )
    request.save()
    MatchWishes(organization=organization, participant=participant).save()
    WarmHandOff(
        organization=organization,
        participant=participant,
        to="prescriber",
        how="called",
        made_on=today("UTC"),
        follow_up_on=today("UTC"),
    ).save()
    Idea(organization=organization, words="A choir", person=participant.person, had_at=now()).save()
    newcomer = ParticipantFactory(organization=organization)
    first, second = sorted((participant.person_id, newcomer.person_id))
    PossibleDuplicate(organization=organization, first_id=first, second_id=second, found_at=now()).save()
    merged = ParticipantFactory(organization=organization, merged_into=participant)
    roster = RosterImport(
        organization=organization, handed_in_at=now(), headings_key="", state="applied", ended_at=now()
    )
    roster.save()
    outgoing = Outgoing(
        organization=organization,
        participant=participant,
        key="one",
        channel="email",
        number="w@example.org",
        number_key="0" * 32,
        words="new_message",
        put_at=now(),
        due_at=now(),
        use_until=now(),
        state="unknown",
    )
    outgoing.save()
    another_leader = someone("peer_leader", organization=organization)
    asked = proposal(newcomer, leader, participant_yes_at=now())
    by = Viewer.system(organization.pk, organization.zone)
    on_the_screen(participant, leader)
    a_program_held(by)
    goal = a_plan(world.people["participant"], leader)
    asked_for_someone = check_in(
        id=uuid7(), participant=participant, by=by, at=now(), week="struggling", wanted="call", shared=True
    )
    day = add_day(
        id=uuid7(),
        participant=participant,
        what="Payday",
        repeats="weekly",
        first_on=today("UTC"),
        by=by,
        on=today("UTC"),
    )
    ask = some_help(participant, leader)
    led = next_session(a_gathering(organization, led_by=leader))
    signed_up = coming(led, participant, children=2)
    record(participant=participant, told_by_participant_how="person", on=None, by=viewer_of(leader), at=now())
    supper = a_gathering(organization, led_by=leader)
    session = a_session(organization, led_by=leader)
    came(session, participant, by=leader)
    gatherings_of(supper, by)
    over = a_session(organization, led_by=leader, began=timedelta(hours=30))
    budget = Unit.objects.get(organization=organization)
    Session.objects.filter(pk=over.pk).update(unit=budget)
    attended = came(over, participant, by=leader).people.get()
    make_certificate(participant=participant, curriculum_id=budget.curriculum_id, by=by)
    slip, code = make_slip(participant=participant, attended_id=attended.pk, with_name=False, with_title=False, by=by)
    world.samples |= doors_of(organization, participant, leader)
    world.samples |= sharing_of(participant)
    world.samples |= {
        "gathering_id": supper.pk,
        "facilitator_id": supper.facilitators.get().pk,
        "session_id": next_session(supper).pk,
        "gatherings:attendance session_id": session.pk,
        "ask_id": ask.pk,
        "clearance_id": cleared(leader, checked_on=today("UTC") - timedelta(days=30)).pk,
        "gatherings:open_kiosk session_id": session.pk,
        "gatherings:door_code session_id": session.pk,
        "gatherings:here secret": open_kiosk(session=session, by=by, own_phones=True)[1],
        "slip_id": slip.pk,
        "code": code,
        "check_in_id": asked_for_someone.pk,
        "day_id": day.pk,
        "coaching:check_in_by_link secret": make_link(participant=newcomer, by=by, at=now())[1],
        "slug": a_meeting(organization).slug,
        "icalendar:own secret": make_calendar_link(participant=participant, by_name=False, by=by, at=now()),
        "public_session_id": next_session(a_gathering(organization)).pk,
        "gatherings:who_is_coming session_id": led.pk,
        "gatherings:coming_told session_id": led.pk,
        "coming_id": signed_up.pk,
        "sign_up_id": signed_up.pk,
        "gatherings:coming_by_link secret": way_back(coming(led), at=now()),
        "gatherings:coming_by_link_cancel secret": way_back(coming(led), at=now()),
        "participant_id": participant.pk,
        "people:unmerge participant_id": merged.pk,
        "roster_import_id": roster.pk,
        "contact_id": contact.pk,
        "request_id": request.pk,
        "person_id": leader.pk,
        "leader_id": leader_of(leader).pk,
        "peer_leader_id": leader_of(leader).pk,
        "match_id": proposal(participant, another_leader).pk,
        "asked_id": asked.pk,
        "coaching:answer_match match_id": asked.pk,
        "secret": invite(person=newcomer.person, as_code=False, by=by),
        "role": "peer_leader",
        "form": "contact",
        "goal_id": goal.pk,
        "target": goal.pk,
        "part": "vision",
        "kind": "goal",
        "what": "goal",
        "coaching:me_plan_change_of what": "goal_change",
        "coaching:plan_suggest_of what": "goal_change",
        "about": participant.pk,
        **referral_of(participant, leader),
        **resources_of(organization),
    }


def on_the_screen(participant: Participant, leader: Person) -> None:
    """They are called each week; this peer leader called before, and has them on the screen now."""
    calls = enrolled(participant, at=now(), starts=time(8), ends=time(21))
    attempt = called(leader, calls, "no_answer", at=now())
    organization = participant.organization
    CallFollowUp(
        organization=organization,
        enrollment=calls,
        participant=participant,
        attempt=attempt,
        kind="resource",
        opened_at=now(),
        due_on=today("UTC"),
    ).save()
    CallShift(
        organization=organization,
        peer_leader=leader_of(leader),
        on=today("UTC"),
        starts_at=now(),
        ends_at=now() + timedelta(hours=2),
    ).save()
    calls.refresh_from_db()
    calls.held_by, calls.held_until = leader_of(leader), now() + timedelta(minutes=30)
    calls.save()


def proposal(participant: Participant, leader: Person, **facts: Any) -> Match:
    """A match that waits for a yes."""
    match = Match(
        organization_id=participant.organization_id,
        participant=participant,
        peer_leader=leader_of(leader),
        proposed_at=now(),
        **facts,
    )
    match.save()
    return match


def nobody() -> UUID:
    """An id that names nothing."""
    return uuid7()
