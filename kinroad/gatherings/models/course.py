"""Curricula: what a class goes through, unit by unit, and how much of it makes it complete."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinroad.core.models import Kept


class Curriculum(Kept):
    """Units in an order. `needed`: how many of them somebody comes to until it is complete; None for all.

    `on_paper` is what a certificate calls it: chosen so that it tells nobody what somebody came for.
    """

    name = models.CharField(max_length=120)
    about = models.TextField(blank=True, max_length=4000)
    on_paper = models.CharField(max_length=120)
    needed = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "curricula"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="one_curriculum_of_a_name",
                violation_error_message=_("There is already a curriculum with this name."),
            ),
            models.CheckConstraint(condition=Q(needed=None) | Q(needed__gt=0), name="curriculum_needs_something"),
        ]

    def __str__(self) -> str:
        return f"curriculum {self.pk}"


class Unit(Kept):
    """One unit of a curriculum. `dropped`: no longer part of it; sessions that had it keep it."""

    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="units", db_index=False)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    dropped = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "curriculum", "number"], name="unit_of_a_curriculum")]

    def __str__(self) -> str:
        return f"unit {self.number}"
