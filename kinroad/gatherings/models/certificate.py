"""Certificates: proof that a class was completed, which its participant controls."""

from django.db import models
from django.db.models import Q

from kinroad.core.models import Kept
from kinroad.gatherings.models.course import Curriculum
from kinroad.people.models import Participant


class Certificate(Kept):
    """A class completed, under the name the class had on paper. It says yes until its participant takes it back.

    `rests_on` holds ids of Attended: a sheet corrected later takes the yes away, a class changed later does not.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="certificates", db_index=False)
    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_paper = models.CharField(max_length=120)
    completed_on = models.DateField()
    rests_on = models.JSONField(default=list)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "code_hash"], name="one_certificate_of_a_code"),
            models.UniqueConstraint(
                fields=["organization", "participant", "curriculum"],
                condition=Q(revoked_at=None),
                name="one_certificate_of_a_class",
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.pk}"
