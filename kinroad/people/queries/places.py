"""Sites and programs, for choosing one."""

from django.db.models import QuerySet

from kinroad.people.models import Program, Site
from kinroad.people.rules.viewer import Viewer


def open_sites(viewer: Viewer) -> QuerySet[Site]:
    """The sites that are open, oldest first."""
    return Site.objects.filter(organization_id=viewer.organization_id, closed_on=None).order_by("pk")


def open_programs(viewer: Viewer) -> QuerySet[Program]:
    """The programs that are open, oldest first."""
    return Program.objects.filter(organization_id=viewer.organization_id, closed_on=None).order_by("pk")
