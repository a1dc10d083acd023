"""Where listings come from: one list, from one place, imported again and again; and what each time changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kinroad.core.models import PublicDirectory


class Rhythm(models.TextChoices):
    """How often we ask a list's address whether it changed."""

    DAILY = "daily", pgettext_lazy("rhythm of a list", "Every day")
    WEEKLY = "weekly", pgettext_lazy("rhythm of a list", "Every week")


class MeetingSource(PublicDirectory):
    """A list of meetings. Its files make its own meetings vanish, and nobody else's.

    `zones`, `fellowships` and `languages` say what its listed meetings have, so that the finder need not ask them all.
    `imported_at`: when the list last told us what we show. With an `address` we ask there by ourselves: `etag`,
    `last_modified` and `digest` are the marks of its last answer, `shown` whether that answer is what we show.
    """

    name = models.CharField(max_length=120)
    zones = models.JSONField(default=list)
    fellowships = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    imported_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    address = models.CharField(max_length=500, blank=True)
    rhythm = models.CharField(max_length=6, choices=Rhythm, default=Rhythm.WEEKLY)
    small_alone = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=20, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    shown = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="one_meeting_source_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MeetingFile(PublicDirectory):
    """A file somebody tried before importing it: it waits for their word, a week at most.

    With a `source` it is what the list's address answered: it waits until somebody decides, or a later answer.
    `counts`: what it would do, as it was found when the file was kept.
    """

    source_name = models.CharField(max_length=120, blank=True)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    kept_at = models.DateTimeField()
    source = models.ForeignKey(
        MeetingSource, null=True, blank=True, on_delete=models.PROTECT, related_name="waiting", db_index=False
    )
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source"], condition=~Q(source=None), name="one_answer_of_a_list_waits"
            ),
        ]
        indexes = [models.Index(fields=["organization", "kept_at"], name="meeting_file_age")]

    def __str__(self) -> str:
        return self.file_name


class MeetingReport(PublicDirectory):
    """What an import changed in a list, to read afterwards. `alone`: nobody pressed, it was small.

    `changes` are the first ones, as `gatherings.rules.changes` writes them; `counts` tell all.
    """

    source = models.ForeignKey(MeetingSource, on_delete=models.PROTECT, related_name="reports", db_index=False)
    at = models.DateTimeField()
    alone = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    changes = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["organization", "source", "at"], name="meeting_report_of_a_list")]

    def __str__(self) -> str:
        return f"report {self.pk}"
