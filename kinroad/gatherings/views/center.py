"""One line about the center: open until when, or when it opens."""

from datetime import datetime

from django.utils.translation import gettext as _

from kinroad.core.time import local
from kinroad.design.formats import clock, weekday, weekday_names
from kinroad.gatherings.queries.center import center_hours
from kinroad.gatherings.rules.center import Hours
from kinroad.people.models import Organization


def center_line(organization: Organization, *, at: datetime) -> str:
    """ "The center is open now, until 5:00 pm.", on the organization's clocks. Empty without hours."""
    hours = center_hours(organization.pk, zone=organization.zone, at=at)
    return said(hours, zone=organization.zone, at=at) if hours else ""


def said(hours: Hours, *, zone: str, at: datetime) -> str:
    """The line for these hours."""
    then, here = local(hours.at, zone), local(at, zone)
    words = {"time": clock(hours.at, zone=zone), "day": weekday_names(then.date())[0]}
    if hours.open_now:
        return _("The center is open now, until %(time)s.") % words
    days = (then.date() - here.date()).days
    if days == 0:
        return _("The center opens today at %(time)s.") % words
    if days == 1:
        return _("The center opens tomorrow at %(time)s.") % words
    if days < 7:
        return _("The center opens %(day)s at %(time)s.") % words
    return _("The center opens %(day)s at %(time)s.") % {**words, "day": weekday(then.date())}
