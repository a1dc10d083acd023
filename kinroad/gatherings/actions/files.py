"""A file that waits between trying and importing."""

from datetime import timedelta

from django.db import transaction

from kinroad.audit.actions import record
from kinroad.core.time import now
from kinroad.gatherings.models import MeetingFile
from kinroad.people.models import Organization
from kinroad.people.rules.viewer import Viewer

KEPT = timedelta(days=7)


@transaction.atomic
def keep_file(
    *, content: bytes, file_name: str, source_name: str, organization: Organization, by: Viewer
) -> MeetingFile:
    """Keep a file until somebody imports it or lets it go; older ones of this organization go now."""
    at = now()
    MeetingFile.objects.filter(organization=organization, source=None, kept_at__lt=at - KEPT).delete()
    kept = MeetingFile(
        organization=organization, content=content, file_name=file_name[:200], source_name=source_name, kept_at=at
    )
    kept.save()
    record(what="meeting_file.kept", about=kept, by=by)
    return kept


@transaction.atomic
def let_go(*, file: MeetingFile, by: Viewer) -> None:
    """The file is imported, or not wanted."""
    record(what="meeting_file.let_go", about=file, by=by)
    file.delete()
