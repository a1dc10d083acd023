"""Lines of the log for tests: any number of them, at random from a seed, with corrections and merged people."""

import random
from datetime import date

from kinroad.core.ids import uuid7
from kinroad.people.models import Participant, PeerLeader, Program, Site
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    PeerLeaderFactory,
    ProgramFactory,
    SiteFactory,
)
from kinroad.service_log.actions import SUPPORT_TYPES, Occasion, record, reverse
from kinroad.service_log.models import Activity, How, Line, Where


def give(
    *participants: Participant,
    on: date = date(2026, 6, 3),
    support: tuple[str, ...] = ("emotional",),
    peer_leader: PeerLeader | None = None,
    **facts: object,
) -> list[Line]:
    """Support given once to these participants; `people_without_record` and facts of the occasion may be said."""
    without = facts.pop("people_without_record", 0)
    first = participants[0] if participants else None
    said = {
        "organization_id": first.organization_id if first else OrganizationFactory().pk,
        "site_id": first.site_id if first else None,
        "program_id": first.program_id if first else None,
        "minutes": 30,
        "how": How.PHONE,
        "where_at": Where.NONE,
        "activity": Activity.COACHING,
        "source": "test",
        "source_id": uuid7(),
        "id": uuid7(),
        **facts,
    }
    occasion = Occasion(
        on=on, support=frozenset(support), peer_leader_id=peer_leader.pk if peer_leader else None, **said
    )
    return record(occasion=occasion, participants=participants, people_without_record=without)


def take_back(lines: list[Line]) -> None:
    """Reverse what was given."""
    reverse(source=lines[0].source, source_id=lines[0].source_id, organization_id=lines[0].organization_id)


class Program12:
    """A small program with everything a report divides by, and a random year of support."""

    def __init__(self, seed: int, *, people: int = 12, occasions: int = 120, months: int = 4) -> None:
        self.chance = random.Random(seed)
        self.organization = OrganizationFactory()
        self.sites = [SiteFactory(name=f"Site {n}") for n in range(3)]
        self.programs = [ProgramFactory(name=f"Program {n}") for n in range(2)]
        self.peer_leaders = [PeerLeaderFactory() for _ in range(3)]
        self.participants = [
            ParticipantFactory(
                kind=self.chance.choice(["recovery", "recovery", "family"]),
                relation_to_treatment=self.chance.choice(["before", "during", "after", ""]),
            )
            for _ in range(people)
        ]
        self.months = months
        for _ in range(occasions):
            self.give_once()
        for merged, into in ((0, 1), (2, 1)):
            self.participants[merged].merged_into = self.participants[into]
            self.participants[merged].save()

    def give_once(self) -> None:
        """One contact: usually with one person, sometimes with several, sometimes taken back or corrected."""
        choice = self.chance
        lines = give(
            *choice.sample(self.participants, choice.choice([1, 1, 1, 2, 4])),
            on=date(2026, choice.randint(6, 5 + self.months), choice.randint(1, 28)),
            support=tuple(choice.sample(SUPPORT_TYPES, choice.randint(1, 3))),
            peer_leader=choice.choice([None, *self.peer_leaders]),
            minutes=choice.randint(1, 90),
            activity=choice.choice(Activity.values),
            site_id=self.one_of(self.sites).pk,
            program_id=self.one_of(self.programs).pk,
            people_without_record=choice.choice([0, 0, 0, 3]),
        )
        if choice.random() < 0.2:
            take_back(lines)
            if choice.random() < 0.5:
                give(
                    *[line.participant for line in lines if line.participant],
                    id=lines[0].occasion,
                    source_id=lines[0].source_id,
                    on=date(2026, choice.randint(6, 5 + self.months), 15),
                    minutes=choice.randint(1, 90),
                    site_id=self.one_of(self.sites).pk,
                )

    def one_of(self, places: list[Site] | list[Program]) -> Site | Program:
        """Most support is given in one place, so that others stay small."""
        return self.chance.choices(places, weights=[9, 2, 1][: len(places)])[0]
