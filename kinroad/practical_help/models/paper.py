"""Which papers of a list a participant has."""

from django.db import models

from kinroad.core.models import Kept
from kinroad.people.models import Participant


class PaperTick(Kept):
    """A line of a list of papers that the participant ticked. `list` and `line` are codes of the data files."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="paper_ticks", db_index=False)
    list = models.CharField(max_length=40)
    line = models.CharField(max_length=40)
    ticked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participant", "list", "line"],
                condition=models.Q(ended_at=None),
                name="one_tick_of_a_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list}/{self.line}"
