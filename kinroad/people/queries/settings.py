"""What the settings of an organization print."""

from uuid import UUID

from django.http import Http404

from kinroad.people.models import Organization, Program, Site
from kinroad.people.rules.viewer import Viewer


def organization_of(viewer: Viewer) -> Organization:
    """The viewer's organization."""
    return Organization.objects.get(pk=viewer.organization_id)


def sites_of(viewer: Viewer) -> list[Site]:
    """All sites, open ones first, by name."""
    rows = Site.objects.filter(organization_id=viewer.organization_id)
    return sorted(rows, key=lambda site: (site.closed_on is not None, site.name.lower()))


def open_sites_of(viewer: Viewer) -> list[Site]:
    """The sites that are not closed."""
    return [site for site in sites_of(viewer) if site.closed_on is None]


def programs_in(viewer: Viewer) -> list[Program]:
    """All programs, open ones first, by name."""
    rows = Program.objects.filter(organization_id=viewer.organization_id)
    return sorted(rows, key=lambda program: (program.closed_on is not None, program.name.lower()))


def open_programs_in(viewer: Viewer) -> list[Program]:
    """The programs that are not closed."""
    return [program for program in programs_in(viewer) if program.closed_on is None]


def get_site(site_id: UUID, *, viewer: Viewer) -> Site:
    """A site of the viewer's organization. Raises Http404."""
    found = Site.objects.filter(pk=site_id, organization_id=viewer.organization_id).first()
    if found is None:
        raise Http404
    return found


def get_program(program_id: UUID, *, viewer: Viewer) -> Program:
    """A program of the viewer's organization. Raises Http404."""
    found = Program.objects.filter(pk=program_id, organization_id=viewer.organization_id).first()
    if found is None:
        raise Http404
    return found
