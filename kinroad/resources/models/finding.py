"""What a search looks into: keys of places, so that its cost does not grow with the directory."""

from django.db import models

from kinroad.core.models import PublicDirectory
from kinroad.resources.models.directory import ServiceAtLocation


class FindWord(PublicDirectory):
    """One key under which a listed place is found: a word, a word of the taxonomy ("#food"), a language ("~es").

    "*" is a key of all. Written by `actions.finding` alone; it holds nothing of a confidential address. `weight` 1: in
    its name or a tag. The point stands here too, so that one index answers what is near (docs/adr/0047).
    """

    place = models.ForeignKey(ServiceAtLocation, on_delete=models.PROTECT, related_name="find_words", db_index=False)
    word = models.CharField(max_length=41)
    weight = models.PositiveSmallIntegerField(default=2)
    geo_cell = models.IntegerField(default=0)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "place", "word"], name="one_find_word_of_a_place")
        ]
        indexes = [
            models.Index(
                fields=["organization", "word", "geo_cell", "lat", "lon", "weight", "place"], name="find_word_near"
            )
        ]

    def __str__(self) -> str:
        return self.word


class FindHours(PublicDirectory):
    """The hours of a week (UTC, a bit each) in which a listed place may be open. No row where it tells no hours."""

    place = models.ForeignKey(ServiceAtLocation, on_delete=models.PROTECT, related_name="find_hours", db_index=False)
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    third = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "find hours"
        constraints = [models.UniqueConstraint(fields=["organization", "place"], name="one_find_hours_of_a_place")]

    def __str__(self) -> str:
        return f"hours of {self.place_id}"


class KnownWord(PublicDirectory):
    """A word of the directory, with how it sounds: what somebody may have meant. Ours alone, never a person's."""

    word = models.CharField(max_length=41)
    sound = models.CharField(max_length=20, blank=True)
    other_sound = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "word"], name="one_known_word")]
        indexes = [
            models.Index(fields=["organization", "sound"], name="known_word_sound", condition=~models.Q(sound="")),
            models.Index(
                fields=["organization", "other_sound"],
                name="known_word_other_sound",
                condition=~models.Q(other_sound=""),
            ),
        ]

    def __str__(self) -> str:
        return self.word
