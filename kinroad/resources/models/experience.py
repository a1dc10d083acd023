"""How it was: a few words of somebody who has used a service, for people of the program alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Person
from kinroad.resources.models.directory import ServiceAtLocation


class Experience(Kept):
    """A short rating and sealed words. Its author is known by a keyed hash alone, so that they can take it back.

    Nothing orders places by it: it is no ranking. Withdrawn, its words and the hash are gone.
    """

    class Helped(models.TextChoices):
        YES = "yes", pgettext_lazy("experience", "It helped")
        SOME = "some", pgettext_lazy("experience", "It helped some")
        NO = "no", pgettext_lazy("experience", "It did not help")

    class Hidden(models.TextChoices):
        NOT = "", pgettext_lazy("experience", "Not hidden")
        NAMES = "names", pgettext_lazy("experience", "It names somebody")
        UNKIND = "unkind", pgettext_lazy("experience", "It hurts somebody")
        OTHER = "other", pgettext_lazy("experience", "It is about something else")
        PATHWAY = "pathway", pgettext_lazy("experience", "It puts one way of recovery above another")

    place = models.ForeignKey(ServiceAtLocation, on_delete=models.PROTECT, related_name="experiences", db_index=False)
    author_key = models.CharField(max_length=32, blank=True)
    helped = models.CharField(max_length=4, choices=Helped)
    words = Sealed()
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden = models.CharField(max_length=7, choices=Hidden, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "place", "author_key"],
                condition=Q(withdrawn_at=None),
                name="one_experience_of_a_place",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(words__isnull=True, author_key=""), name="what_is_withdrawn_is_gone"
            ),
            models.CheckConstraint(
                condition=Q(hidden="", hidden_at=None) | (~Q(hidden="") & Q(hidden_at__isnull=False)),
                name="hidden_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["organization", "place", "written_at"], name="experience_place")]

    def __str__(self) -> str:
        return f"experience {self.pk}"
