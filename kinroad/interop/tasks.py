"""Work that waits for other people's servers."""

from kinroad.core.tasks import task_about
from kinroad.gatherings.models import MeetingSource
from kinroad.interop.actions import reading


@task_about("gatherings.MeetingSource")
def read_list(source_id: str) -> None:
    """Ask a list's address what it says now."""
    source = MeetingSource.objects.select_related("organization").filter(pk=source_id).exclude(address="").first()
    if source is not None:
        reading.read_list(source=source)
