"""What codes and ids are called on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kinroad.people.models import Kind, RelationToTreatment
from kinroad.reporting.queries.places import Places
from kinroad.service_log.models import Activity, How
from kinroad.service_log.rules.tally import TYPES

NOT_SAID = "not_said"


@dataclass(frozen=True)
class Words:
    """Names by code or id; what has no name was not said."""

    sites: Mapping[Any, str]
    programs: Mapping[Any, str]
    peer_leaders: Mapping[Any, str]
    activities: Mapping[Any, str]
    kinds: Mapping[Any, str]
    relations: Mapping[Any, str]
    hows: Mapping[Any, str]

    def named(self, what: str, key: Any) -> str:
        """What to call this one in a table of sites, programs, and so on."""
        return getattr(self, what).get(key) or (_("Not said") if key in ("", None) else _("Someone else"))


def words(places: Places) -> Words:
    """The names of this organization and of the codes, in the active language."""
    return Words(
        sites={None: _("No site"), **places.sites},
        programs={None: _("No program"), **places.programs},
        peer_leaders={None: _("No peer leader"), **places.peer_leaders},
        activities={code: str(said) for code, said in Activity.choices},
        kinds={code: str(said) for code, said in Kind.choices},
        relations={code: str(said) for code, said in RelationToTreatment.choices},
        hows={code: str(said) for code, said in How.choices},
    )


def part(asked: Mapping[str, str]) -> dict[str, str]:
    """The part of a report that somebody followed to its list; what is none is left aside."""
    known = {"type": TYPES, "activity": Activity.values, "kind": Kind.values, "relation": RelationToTreatment.values}
    said = {name: "" if asked[name] == NOT_SAID else asked[name] for name in known if asked.get(name)}
    return {name: code for name, code in said.items() if code in known[name]}


def person_after(text: str) -> UUID | None:
    """Where the last page of people ended."""
    try:
        return UUID(text)
    except ValueError:
        return None


def line_after(text: str) -> tuple[date, UUID] | None:
    """Where the last page of lines ended: a day and an id."""
    day, _between, last = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(last)
    except ValueError:
        return None
