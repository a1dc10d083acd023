"""What is said about a gathering in short facts: (icon, words), each icon with its name."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kinroad.gatherings.models import Accessible, ForWhom, Gathering
from kinroad.people.models.words import Language, Pathway

Fact = tuple[str, str]


def names(codes: list[str], choices: Any) -> str:
    """The names of these codes, in the order of the list of words."""
    return ", ".join(str(label) for code, label in choices.choices if code in codes)


def where_said(gathering: Gathering) -> str:
    """Where to go: the room and the place, or online."""
    place = gathering.site.name if gathering.site else gathering.address
    if not gathering.in_person:
        return _("Online")
    return ", ".join(part for part in (gathering.room, place) if part)


def facts_about(gathering: Gathering) -> list[Fact]:
    """What a coordinator wants to see at a glance."""
    told: list[tuple[Any, Fact]] = [
        (True, ("circle", gathering.get_kind_display())),
        (True, ("place", where_said(gathering))),
        (gathering.in_person and gathering.online, ("screen", _("Also online"))),
        (gathering.online and not gathering.online_link, ("warning", _("The link to join is missing"))),
        (True, ("eye", _("In the public calendar") if gathering.public else _("Only for our program"))),
        (True, ("letter", _("Coming: %(who)s") % {"who": gathering.get_sign_up_display()})),
        (gathering.capacity, ("people", _places(gathering))),
        (gathering.children_welcome, ("child", _("Children are welcome"))),
        (gathering.child_care, ("child", _("Child care on request"))),
        (gathering.rides, ("car", _("Rides on request"))),
        (True, ("hand", gathering.cost or _("Free"))),
        (gathering.languages != ["en"], ("globe", names(gathering.languages, Language))),
        (gathering.for_whom, ("people", names(gathering.for_whom, ForWhom))),
        (gathering.accessibility, ("wheelchair", names(gathering.accessibility, Accessible))),
        (gathering.pathway, ("sprout", names([gathering.pathway], Pathway))),
        (gathering.guest_expert, ("book", gathering.guest_expert)),
        (True, ("eye", gathering.get_photos_display())),
        (True, ("pen", gathering.get_attendance_display())),
    ]
    return [fact for wanted, fact in told if wanted]


def _places(gathering: Gathering) -> str:
    number = gathering.capacity or 0
    return ngettext("%(num)s place", "%(num)s places", number) % {"num": number}
