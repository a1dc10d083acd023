"""Time zones to choose from."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kinroad.core.time import zones_of_the_states

COMMON_ZONES = [
    ("America/New_York", _("Eastern")),
    ("America/Chicago", _("Central")),
    ("America/Denver", _("Mountain")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Puerto Rico")),
]


def zones() -> list[Any]:
    """Time zones to choose from: those of the states first, then all others of the hemisphere."""
    known = {name for name, _label in COMMON_ZONES}
    others = [(name, name.replace("_", " ")) for name in zones_of_the_states() if name not in known]
    return [(_("Often chosen"), COMMON_ZONES), (_("Others"), others)]
