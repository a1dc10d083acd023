"""Nobody overwrites what they have not seen."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinroad.people.rules.fingerprints import fingerprint


def refuse_stale(seen: str, values: Iterable[object]) -> None:
    """Raise ValidationError (code "stale") when a page was drawn from other values. Without `seen`, do nothing."""
    if seen and seen != fingerprint(values):
        raise ValidationError(
            _("Someone changed this while you were writing. Your words are below: look, then save again."), code="stale"
        )
