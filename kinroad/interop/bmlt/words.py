"""What we call the formats to pages on other sites, in either language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from kinroad.gatherings.forms.words import format_names, language_name
from kinroad.gatherings.rules.formats import HYBRID, VIRTUAL_ONLY, languages_of
from kinroad.interop.bmlt.formats import Format

LANGUAGES = ("en", "es")


def format_rows(formats: Iterable[Format], *, root: str, language: str) -> list[dict[str, str]]:
    """Formats as a BMLT server explains them."""
    spoken = language if language in LANGUAGES else "en"
    with override(spoken):
        return [
            {
                "key_string": each.key,
                "name_string": _name(each.code),
                "description_string": _name(each.code),
                "lang": spoken,
                "id": str(each.id),
                "world_id": each.world_id,
                "format_type_enum": each.kind,
                "root_server_uri": root,
            }
            for each in formats
        ]


def _name(code: str) -> str:
    own = {
        "O": _("Open to everyone"),
        "C": _("Closed meeting"),
        "TC": _("Place closed for now"),
        VIRTUAL_ONLY: _("Online"),
        HYBRID: _("In person and online"),
        "X": _("Wheelchair access"),
        "CF": _("Children welcome"),
        "ABSI": _("As Bill Sees It"),
        "BI": _("Bisexual"),
        "NDG": _("Indigenous"),
        "P": _("Professionals"),
        "BRK": _("Breakfast"),
        "H": _("Birthday"),
        "XT": _("Cross talk"),
        "DB": _("Digital basket"),
        "it-works": _("It Works"),
        "living-clean": _("Living Clean"),
        "rotating": _("Rotating format"),
        "question-basket": _("Questions and answers"),
    }
    if code in own:
        return own[code]
    languages = languages_of([code])
    return language_name(languages[0]) if languages else "".join(format_names([code])) or code
