"""Groups of a list at an address, and what is done with it."""

from datetime import UTC, datetime

from kinroad.gatherings.models import MeetingFile
from kinroad.interop.actions.reading import apply_file, read_list
from kinroad.interop.bmlt.tests.lists import entry
from kinroad.people.rules.viewer import Viewer

MONDAY = datetime(2026, 11, 2, 15, tzinfo=UTC)
ADDRESS = "https://lists.example.org/meetings.json"


def group(number, **said):
    return entry(**{"id_bigint": str(number), "meeting_name": f"Group {number}"} | said)


def system(organization):
    return Viewer.system(organization.pk, organization.zone)


def read(source, *, at=MONDAY):
    source.refresh_from_db()
    return read_list(source=source, at=at)


def apply(source):
    waiting = MeetingFile.objects.select_related("source").get(source=source)
    return apply_file(file=waiting, organization=source.organization, by=system(source.organization))
