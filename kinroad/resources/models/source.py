"""Where the directory comes from: one list, from one place, imported again and again; and what we know better."""

from django.db import models

from kinroad.core.models import PublicDirectory


class ResourceSource(PublicDirectory):
    """A list of resources. Its files make its own lines vanish, and nobody else's."""

    name = models.CharField(max_length=120)
    imported_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="one_resource_source_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ListedRow(PublicDirectory):
    """A row that a list told us, under what the list calls it; without a source it is our own."""

    source = models.ForeignKey(
        ResourceSource, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source_key = models.CharField(max_length=210, blank=True)

    class Meta:
        abstract = True


class ResourceCorrection(PublicDirectory):
    """One field that we know better than the list. `imported` is what the list says; it follows each import.

    `kind` (a `RowKind` of the rules) and `row` say which row of which table. The fields of a confidential location are
    never written here.
    """

    kind = models.CharField(max_length=8)
    row = models.UUIDField()
    field = models.CharField(max_length=30)
    value = models.JSONField(null=True)
    imported = models.JSONField(null=True)
    corrected_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "row", "field"], name="one_correction_of_a_resource_field"),
        ]

    def __str__(self) -> str:
        return self.field
