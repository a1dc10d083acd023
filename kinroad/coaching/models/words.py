"""The pick-list of what was done together: the field's everyday words, by type of support."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Did(models.TextChoices):
    """What we did together. Codes stay when words change."""

    LISTENED = "listened", _("Talked it through")
    CHECKED_IN = "checked_in", _("Checked in")
    CELEBRATED = "celebrated", _("Celebrated something")
    HARD_DAY = "hard_day", _("Stayed close on a hard day")
    PLANNED = "planned", _("Worked on the plan")
    SHARED_STORY = "shared_story", _("Shared our stories")
    RESOURCE = "resource", _("Shared a resource")
    LEARNED = "learned", _("Learned something new")
    FORM = "form", _("Filled in a form")
    CALLED_TOGETHER = "called_together", _("Called someone together")
    WENT_ALONG = "went_along", _("Went along somewhere")
    JOB = "job", _("Looked for work")
    HOME = "home", _("Looked for a home")
    MEETING = "meeting", _("Went to a meeting")
    EVENT = "event", _("Did something fun")
    FAMILY = "family", _("Talked about family")
