"""What our calendars say of a session: all of it in the public one; nothing that gives away in a participant's own."""

from django.utils.translation import gettext as _

from kinroad.design.formats import clock
from kinroad.gatherings.models import GatheringKind
from kinroad.gatherings.queries.calendar import SessionRow
from kinroad.gatherings.views.calendar_lines import place_lines
from kinroad.gatherings.views.pages import at_minute
from kinroad.interop.icalendar.writing import Shown


def named(row: SessionRow) -> Shown:
    """The gathering by its name, where it is, and what to know."""
    it = row.gathering
    title = _("Cancelled: %(name)s") % {"name": it.name} if row.cancelled else it.name
    says = (
        (bool(row.words), row.words),
        (it.children_welcome, _("Children welcome.")),
        (it.child_care, _("Child care.")),
        (it.online, _("Also online; the link is for people who are coming.") if it.in_person else _("Online.")),
        (True, _("Cost: %(cost)s") % {"cost": it.cost} if it.cost else _("Free.")),
    )
    return Shown(
        title=title,
        where=", ".join(place_lines(it, room=row.room)) if it.in_person else _("Online"),
        words=" ".join(words for says_it, words in says if says_it),
        kind=str(GatheringKind(it.kind).label),
    )


def discreet(row: SessionRow, *, discreet_name: str) -> Shown:
    """The discreet name and the hour: what anyone who sees the screen may read."""
    title = _("%(name)s, %(time)s") % {"name": discreet_name, "time": clock(at_minute(row.start_minute))}
    return Shown(title=_("Cancelled: %(name)s") % {"name": title} if row.cancelled else title, private=True)
