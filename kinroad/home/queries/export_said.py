"""How the export says a fact to the person it is about: days and hours as on their wall, codes in words.

For a machine the same facts stand as they are kept; only what a person reads is made here.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.encoding import force_str
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kinroad.coaching.models.check_in import Helps
from kinroad.coaching.models.words import Did
from kinroad.coaching.rules.call_window import weekdays_of
from kinroad.consent.queries.texts import form_text
from kinroad.design import formats
from kinroad.home.queries.export_words import COLUMNS
from kinroad.home.queries.own import PAGES, WHY
from kinroad.people.models import Kind
from kinroad.people.models.participant import RelationToTreatment
from kinroad.people.models.words import DayPart, Experience, Interest, Language, Need, Pathway, Readiness

CODES: dict[str, Mapping[Any, Any]] = {
    "asks": {
        "need": gettext_lazy("I need someone soon"),
        "used": gettext_lazy("I used"),
        "call": gettext_lazy("A call would be good"),
        "help": gettext_lazy("Help would be good"),
    },
    "availability": dict(DayPart.choices),
    "did": dict(Did.choices),
    "experiences": dict(Experience.choices),
    "helps": dict(Helps.choices),
    "interests": dict(Interest.choices),
    "kind": dict(Kind.choices),
    "language": dict(Language.choices),
    "languages": dict(Language.choices),
    "needs": dict(Need.choices),
    "page": PAGES,
    "pathway": dict(Pathway.choices),
    "pathways": dict(Pathway.choices),
    "readiness": dict(Readiness.choices),
    "relation_to_treatment": dict(RelationToTreatment.choices),
    "wanted": {"call": gettext_lazy("A call would be good"), "need": gettext_lazy("I need someone soon")},
    "week": {
        "great": gettext_lazy("Great"),
        "good": gettext_lazy("Good"),
        "struggling": gettext_lazy("A struggle"),
        "used": gettext_lazy("I used"),
    },
    "what": {"goal": gettext_lazy("A goal"), "step": gettext_lazy("A step")},
    "why": WHY,
}
# What the texts of consents have words for.
IN_FORMS = {"classes": "classes", "purpose": "purposes"}
# What a yes says; a no is not printed.
FLAGS: dict[str, Any] = {
    "affiliational": gettext_lazy("Good company, belonging"),
    "anyone": gettext_lazy("Anyone may help"),
    "beside": gettext_lazy("Said when we met"),
    "by_name": gettext_lazy("By name"),
    "by_participant": gettext_lazy("Me"),
    "came": gettext_lazy("I came"),
    "child_care": gettext_lazy("Child care"),
    "emotional": gettext_lazy("Listening, being there"),
    "firm": gettext_lazy("It cannot be taken back before it ends"),
    "informational": gettext_lazy("Sharing what we know"),
    "instrumental": gettext_lazy("Help with a real task"),
    "leave_to_coordinator": gettext_lazy("You choose for me"),
    "may_call": gettext_lazy("You may call me"),
    "may_email": gettext_lazy("You may e-mail me"),
    "may_leave_message": gettext_lazy("You may leave a message"),
    "may_text": gettext_lazy("You may text me"),
    "mistaken": gettext_lazy("Written down by mistake"),
    "no_end": gettext_lazy("It has no last day"),
    "notes_need_sign_in": gettext_lazy("My password before my notes are shown"),
    "online": gettext_lazy("Online"),
    "ride": gettext_lazy("A ride"),
    "shared": gettext_lazy("The people who walk with me may read it"),
    "wants": gettext_lazy("I want calls to go on"),
    "weekday_before": gettext_lazy("On the weekday before, when it falls on a weekend"),
    "with_identity": gettext_lazy("With my name"),
    "with_name": gettext_lazy("With my name"),
    "with_title": gettext_lazy("With its title"),
    "withdrawn": gettext_lazy("Taken back"),
}
# Counts of ours, and the same moment once more: for a machine alone.
NOT_READ = frozenset(
    {"month", "people_without_record", "silent_weeks", "number", "cost_cents", "zone", "notice_version", "form_version"}
    | {"round_on", "list", "contact.started_at", "contact.on"}
)
LONG = frozenset({"words", "body", "note", "own_words", "wording", "statements", "parts", "content", "right_to_revoke"})
A_MONDAY = date(2024, 1, 1)


def _day_name(number: int) -> str:
    return formats.weekday_names(date.fromordinal(A_MONDAY.toordinal() + number))[0]


NUMBERS: dict[str, Callable[[int], str]] = {
    "children": lambda many: ngettext("%(num)s child", "%(num)s children", many) % {"num": many},
    "contact_every_days": lambda many: ngettext("Every day", "Every %(count)s days", many) % {"count": many},
    "days": lambda bits: ", ".join(_day_name(each) for each in weekdays_of(bits)),
    "dollars": lambda many: f"${many}",
    "feeling": lambda many: _("%(num)s of 5") % {"num": many},
    "granted": lambda many: f"${many}",
    "guests": lambda many: ngettext("%(num)s guest", "%(num)s guests", many) % {"num": many},
    "hour": lambda hour: formats.clock(time(hour)),
    "miles": lambda many: ngettext("%(num)s mile", "%(num)s miles", many) % {"num": many},
    "minutes": formats.minutes,
    "weekday": _day_name,
    "weeks": lambda many: ngettext("Every week", "Every %(num)s weeks", many) % {"num": many} if many else "",
}
NONE_IS_SAID = {"hour", "weekday"}  # midnight, and Monday


@dataclass(frozen=True)
class Reader:
    """On whose wall the clock hangs (`zone`, an IANA name), and the day on which they read."""

    zone: str
    on: date


def said(name: str, value: Any, *, to: Reader) -> str:
    """A fact in words, in the language of whoever reads; empty when there is nothing to say.

    `name`: its column, with the way to it.
    """
    last = name.rpartition(".")[2]
    if value is None or value is False or value in ("", [], {}):
        return ""
    if value is True:
        return force_str(FLAGS[last])
    if isinstance(value, (datetime, date, time)):
        return _said_time(value, zone=to.zone)
    if isinstance(value, int):
        return NUMBERS.get(last, str)(value) if value or last in NONE_IS_SAID else ""
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (said(name, each, to=to) for each in value)))
    if isinstance(value, dict):
        parts = ((each, said(name, stands, to=to)) for each, stands in value.items())
        return "; ".join(f"{each}: {words}" for each, words in parts if words)
    if last == "phone":
        return formats.phone(value) or value
    if isinstance(value, str) and value[:1] in "[{":
        return _said_json(name, value, to=to)
    return _said_code(last, str(value), on=to.on)


def _said_time(value: date | time, *, zone: str) -> str:
    if isinstance(value, datetime):
        return f"{formats.day_year(value, zone=zone)}, {formats.clock(value, zone=zone)}"
    return formats.day_year(value) if isinstance(value, date) else formats.clock(value)


def _said_json(name: str, value: str, *, to: Reader) -> str:
    try:
        return said(name, json.loads(value), to=to)
    except ValueError:
        return value


def _said_code(last: str, value: str, *, on: date) -> str:
    if last in IN_FORMS:
        words: dict[str, str] = form_text(language=get_language() or "en", on=on).words[IN_FORMS[last]]
        return words.get(value, value)
    return force_str(CODES.get(last, {}).get(value, value))


@dataclass(frozen=True)
class Entry:
    """One row as it is read: when, the facts under their names, and words somebody wrote."""

    when: str
    facts: list[tuple[str, str]]
    words: list[str]


def entry_of(cells: Iterable[Any]) -> Entry:
    """Facts of the same kind stand together; when it was stands before the rest."""
    shown = [each for each in cells if each.said and not NOT_READ & {each.name, each.name.rpartition(".")[2]}]
    days = [each for each in shown if isinstance(each.value, date)]
    first = next((each for each in days if each.label == COLUMNS["at"]), days[0] if days else None)
    when, facts, words = first.said if first else "", dict[str, list[str]](), list[str]()
    for cell in shown:
        if cell.name.rpartition(".")[2] in LONG:
            words.append(cell.said)
        elif cell is not first:
            told = facts.setdefault(str(cell.label), [])
            if cell.said not in told and not when.startswith(cell.said):
                told.append(cell.said)
    return Entry(when, [(label, ", ".join(told)) for label, told in facts.items() if told], words)
