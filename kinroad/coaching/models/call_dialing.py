"""How callers dial."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kinroad.core.models import Kept

HIDES = "*67"
"""In the United States and Canada: do not show my number for this call."""


class CallDialing(Kept):
    """What stands before every number on the calling screen. Empty: the number alone, and theirs is shown."""

    prefix = models.CharField(
        max_length=6,
        blank=True,
        default=HIDES,
        validators=[RegexValidator(r"^[*#0-9]*$", _("Use only digits, * and #, for example *67."))],
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization"], name="one_way_to_dial")]

    def __str__(self) -> str:
        return f"dialing {self.pk}"
