"""Sites, programs and the state of support, as a roster names them."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from kinroad.interop.spreadsheet.columns import words_of
from kinroad.interop.spreadsheet.rows import Facts
from kinroad.people.models import Episode, Organization, Program, Site
from kinroad.people.rules.names import fold

Place = TypeVar("Place", Site, Program)

ENDED = words_of(
    "closed inactive discharged discharge exited exit graduated completed complete dropped left ended withdrew former "
    "alumni alumnus cerrado cerrada inactivo inactiva baja terminado terminada egresado egresada salio no n"
)
DIED = words_of("deceased died dead death passed fallecido fallecida murio muerto muerta")


def how_it_ended(status: str, ended_on: date | None) -> str | None:
    """The reason with which support ended, or None while it goes on."""
    words = set(fold(status).split())
    if words & DIED:
        return Episode.Reason.DIED
    return Episode.Reason.OTHER if words & ENDED or ended_on else None


class Places:
    """The organization's open sites and programs by name; the first one stands for names nobody knows here."""

    def __init__(self, organization: Organization) -> None:
        own = {"organization_id": organization.pk, "closed_on": None}
        self.sites = list(Site.objects.filter(**own).order_by("pk"))
        self.programs = list(Program.objects.filter(**own).order_by("pk"))
        self.unknown: dict[str, None] = {}

    @property
    def missing(self) -> str:
        """A sentence when there is no site or no program to bring anybody into."""
        if self.sites and self.programs:
            return ""
        return _("There is no site or no program here yet. Add one in the settings, then try again.")

    def of(self, facts: Facts) -> tuple[Site, Program]:
        """Where this person comes in."""
        return (
            self._named(self.sites, facts.site) or self.sites[0],
            self._named(self.programs, facts.program) or self.programs[0],
        )

    def _named(self, places: Iterable[Place], name: str) -> Place | None:
        found = next((place for place in places if fold(place.name) == fold(name)), None) if name else None
        if name and found is None:
            self.unknown[name] = None
        return found

    @property
    def told(self) -> list[str]:
        """Names of places nobody knows here. They are names of places, so they may be said."""
        if not self.unknown:
            return []
        return [
            _("We know no site or program called %(names)s. These people came in under %(site)s, %(program)s.")
            % {"names": ", ".join(list(self.unknown)[:10]), "site": self.sites[0], "program": self.programs[0]}
        ]
