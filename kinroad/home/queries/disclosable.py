"""What of a record can leave, class by class, composed from the services: exactly what a recipient would see."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinroad.coaching.models.who_should_answer import AnswererRole
from kinroad.coaching.queries.goal import goals_of
from kinroad.coaching.queries.timeline import HOW, timeline
from kinroad.coaching.queries.warm_hand_off import hand_offs_of
from kinroad.consent.queries.copy import name_of
from kinroad.consent.queries.corrections import beside_entries
from kinroad.consent.queries.supporters import said_okay
from kinroad.consent.rules.classes import DataClass
from kinroad.consent.rules.parts import Part
from kinroad.core.time import local
from kinroad.design import formats
from kinroad.gatherings.queries.attended import attended_by, missed_by
from kinroad.gatherings.queries.coming import comings_of
from kinroad.people.models import Participant
from kinroad.people.queries.circle import ids_of_one
from kinroad.people.queries.facts import episodes_of
from kinroad.resources.queries.referral import referrals_of

MOST = 200
TITLES: dict[DataClass, str | Promise] = {
    DataClass.NAME: gettext_lazy("Name"),
    DataClass.CONTACT: gettext_lazy("Phone, e-mail, address"),
    DataClass.TAKING_PART: gettext_lazy("Taking part"),
    DataClass.ATTENDANCE: gettext_lazy("Gatherings they came to"),
    DataClass.ABSENCE: gettext_lazy("Gatherings they were expected at and did not come to"),
    DataClass.CONTACTS: gettext_lazy("Times in touch"),
    DataClass.PLAN_GOALS: gettext_lazy("Goals"),
    DataClass.REFERRAL: gettext_lazy("Connected with"),
    DataClass.OUTCOMES: gettext_lazy("How it turned out"),
    DataClass.NOTES: gettext_lazy("What was written down"),
    DataClass.OKAY: gettext_lazy("Today"),
    DataClass.GATHERINGS: gettext_lazy("Next gatherings"),
}


@dataclass(frozen=True)
class Asked:
    """Whose record, at which moment, on whose clocks."""

    participant: Participant
    ids: list[UUID]
    at: datetime
    zone: str

    @property
    def organization_id(self) -> UUID:
        """The organization whose record it is."""
        return self.participant.organization_id

    @property
    def today(self) -> date:
        """The day on those clocks."""
        return local(self.at, self.zone).date()


def parts_of(
    participant: Participant, *, classes: Collection[str], at: datetime, zone: str, language: str = "en"
) -> list[Part]:
    """The parts of these classes, in the order of the list; a class of which nothing is known makes none.

    What leaves is in English, unless another `language` is named. The caller has checked sight.
    """
    asked = Asked(participant, ids_of_one(participant), at, zone)
    with translation.override(language):
        parts = [
            Part(each.value, str(TITLES[each]), tuple(LINES[each](asked)))
            for each in DataClass
            if each.value in classes and each in LINES
        ]
    return [part for part in parts if part.lines]


def _name(asked: Asked) -> list[str]:
    return [name_of(asked.participant)]


def _contact(asked: Asked) -> list[str]:
    person = asked.participant.person
    return [said for said in (formats.phone(person.phone), person.email, person.address) if said]


def _taking_part(asked: Asked) -> list[str]:
    return [
        _("From %(day)s to %(until)s") % {"day": formats.day_year(since), "until": formats.day_year(until)}
        if until
        else _("Since %(day)s") % {"day": formats.day_year(since)}
        for since, until in episodes_of(asked.ids, organization_id=asked.organization_id)
    ]


def _attendance(asked: Asked) -> list[str]:
    return _days(attended_by(asked.ids, organization_id=asked.organization_id))


def _absence(asked: Asked) -> list[str]:
    return _days(missed_by(asked.ids, organization_id=asked.organization_id, today=asked.today))


def _days(rows: list[tuple[date, str]]) -> list[str]:
    return [f"{formats.day_year(on)}: {name}" for on, name in rows]


def _contacts(asked: Asked) -> list[str]:
    line = timeline(asked.ids, organization_id=asked.organization_id, most=MOST, may_have_tries=False)
    return [f"{formats.day_year(each.at, zone=asked.zone)}: {HOW[each.facts.how]}" for each in line.entries]


def _notes(asked: Asked) -> list[str]:
    line = timeline(asked.ids, organization_id=asked.organization_id, most=MOST, may_have_tries=False)
    beside = beside_entries(asked.participant) if line.entries else {}
    lines = []
    for each in (entry for entry in line.entries if entry.note):
        lines.append(f"{formats.day_year(each.at, zone=asked.zone)}: {each.note}")
        stated = (one.statement.words for one in beside.get(each.part_id, ()) if one.statement)
        lines += [_("Their own words to this note: %(words)s") % {"words": words} for words in stated]
    return lines


def _plan_goals(asked: Asked) -> list[str]:
    return [
        each.words
        for each in goals_of(asked.ids, organization_id=asked.organization_id)
        if not each.off and not each.outcome
    ]


def _referral(asked: Asked) -> list[str]:
    named = dict(AnswererRole.choices)
    return [
        f"{formats.day_year(each.made_on)}: {named.get(each.to, each.to)}" for each in hand_offs_of(asked.participant)
    ] + [
        f"{formats.day_year(each.made_on)}: {each.service_at_location.name}"
        for each in referrals_of(asked.participant).every
        if each.accepted_on is not None
    ]


def _outcomes(asked: Asked) -> list[str]:
    named = dict(AnswererRole.choices)
    handed = [
        f"{named.get(each.to, each.to)}: {each.get_outcome_display()}"
        for each in hand_offs_of(asked.participant)
        if each.outcome
    ]
    reached = [
        _("%(goal)s: done") % {"goal": each.words}
        for each in goals_of(asked.ids, organization_id=asked.organization_id)
        if not each.off and each.outcome == "reached"
    ]
    referred = [
        f"{each.service_at_location.name}: {each.get_outcome_display()}"
        for each in referrals_of(asked.participant).every
        if each.outcome
    ]
    return handed + referred + reached


def _okay(asked: Asked) -> list[str]:
    called = asked.participant.person.called
    if said_okay(asked.participant, on=asked.today):
        return [_("%(name)s says: I'm okay today.") % {"name": called}]
    return [_("Nothing from %(name)s today. That is all it means.") % {"name": called}]


def _gatherings(asked: Asked) -> list[str]:
    comings = comings_of(asked.participant, at=asked.at)
    going = [each.session for each in comings if each.session.state == "planned" and each.state == "coming"]
    return [
        f"{formats.weekday(each.on)}, {formats.clock(each.starts_at, zone=each.gathering.zone)}: {each.gathering.name}"
        for each in going
    ]


LINES: dict[DataClass, Callable[[Asked], list[str]]] = {
    DataClass.NAME: _name,
    DataClass.CONTACT: _contact,
    DataClass.TAKING_PART: _taking_part,
    DataClass.ATTENDANCE: _attendance,
    DataClass.ABSENCE: _absence,
    DataClass.CONTACTS: _contacts,
    DataClass.PLAN_GOALS: _plan_goals,
    DataClass.REFERRAL: _referral,
    DataClass.OUTCOMES: _outcomes,
    DataClass.NOTES: _notes,
    DataClass.OKAY: _okay,
    DataClass.GATHERINGS: _gatherings,
}
