"""Where listings come from: one list, from one place, imported again and again."""

from django.db import models

from kinroad.core.models import PublicDirectory


class MeetingSource(PublicDirectory):
    """A list of meetings. Its files make its own meetings vanish, and nobody else's.

    `zones`, `fellowships` and `languages` say what its listed meetings have, so that the finder need not ask them all.
    """

    name = models.CharField(max_length=120)
    zones = models.JSONField(default=list)
    fellowships = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    imported_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="one_meeting_source_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingFile(PublicDirectory):
    """A file somebody tried before importing it. It waits for their word, a week at most."""

    source_name = models.CharField(max_length=120, blank=True)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "kept_at"], name="meeting_file_age")]

    def __str__(self) -> str:
        return self.file_name
