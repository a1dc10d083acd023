"""The ideas box: what people of the program would like to do together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.fields import Sealed
from kinroad.core.models import Kept
from kinroad.people.models import Person


class Answer(models.TextChoices):
    """What became of an idea."""

    OPEN = "open", _("Open")
    PLANNED = "planned", _("We plan it")
    DONE = "done", _("We did it")
    NOT_NOW = "not_now", _("Not now")


class Idea(Kept):
    """An idea of somebody of the program. No page says whose it is. `votes` counts the rows of IdeaVote."""

    words = Sealed(null=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    votes = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    answer_words = Sealed()
    had_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "taken_back_at", "-votes", "id"], name="idea_most_wanted"),
            models.Index(fields=["organization", "person", "had_at"], name="idea_person"),
        ]

    def __str__(self) -> str:
        return f"idea {self.pk}"


class IdeaVote(Kept):
    """One person who would come. A vote taken back is removed: nobody needs to know it was there."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="votes_given", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "idea", "person"], name="one_vote_of_a_person")]

    def __str__(self) -> str:
        return f"vote {self.pk}"
