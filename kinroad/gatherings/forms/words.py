"""Names of days, kinds, languages and formats in the language of the page."""

from django.utils.translation import gettext as _

from kinroad.gatherings.rules.fellowships import Kind
from kinroad.people.models.words import Language


def day_names() -> list[str]:
    """Sunday first."""
    return [_("Sunday"), _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday")]


def kind_name(kind: Kind) -> str:
    return {
        Kind.TWELVE_STEP: _("12-step"),
        Kind.FAITH: _("Faith"),
        Kind.FAMILY: _("Family and friends"),
        Kind.MEDICATION: _("Medication-friendly"),
        Kind.MINDFUL: _("Mindfulness"),
        Kind.SECULAR: _("Secular"),
    }[kind]


def language_name(code: str) -> str:
    """The name of a language; the code itself when we have no name for it."""
    names = {
        "en": _("English"),
        "es": _("Spanish"),
        "ase": _("American Sign Language"),
        "fr": _("French"),
        "ja": _("Japanese"),
        "ko": _("Korean"),
        "pl": _("Polish"),
        "pt": _("Portuguese"),
        "ru": _("Russian"),
    }
    return names.get(code, code)


def format_names(codes: list[str]) -> list[str]:
    """What a meeting is like, for its own page. Codes that another line of the page already says are left out."""
    names = {
        "D": _("Discussion"),
        "topic": _("Topic"),
        "B": _("Big Book"),
        "BE": _("Newcomers"),
        "ST": _("Step study"),
        "TR": _("Tradition study"),
        "12x12": _("12 Steps and 12 Traditions"),
        "SP": _("Speaker"),
        "SPD": _("Speaker and discussion"),
        "LIT": _("Literature"),
        "11": _("11th Step"),
        "MED": _("Meditation"),
        "CAN": _("Candlelight"),
        "GR": _("Grapevine"),
        "DR": _("Daily Reflections"),
        "LS": _("Living Sober"),
        "A": _("Secular"),
        "W": _("Women"),
        "M": _("Men"),
        "Y": _("Young people"),
        "SEN": _("Seniors"),
        "LGBTQ": _("LGBTQ"),
        "G": _("Gay"),
        "L": _("Lesbian"),
        "T": _("Transgender"),
        "POC": _("People of color"),
        "N": _("Native American"),
        "DD": _("Dual diagnosis"),
        "POA": _("Proof of attendance"),
        "SM": _("Smoking permitted"),
        "FF": _("Fragrance free"),
        "OUT": _("Held outdoors"),
        "XB": _("Wheelchair-accessible bathroom"),
        "BA": _("Child care"),
        "no-children": _("No children"),
        "AL-AN": _("At the same time as Al-Anon"),
        "AL": _("At the same time as Alateen"),
        "basic-text": _("Basic Text"),
        "just-for-today": _("Just for Today"),
        "round-robin": _("Round robin"),
        "open-ended": _("Open end"),
        "step-guide": _("Step working guides"),
    }
    return [names[code] for code in codes if code in names]


def spoken_name(code: str) -> str:
    """The name of a language of a gathering."""
    named = language_name(code)
    return named if named != code else str(dict(Language.choices).get(code, code))


def field_names() -> dict[str, str]:
    """What a report of changes calls the facts of a meeting."""
    return {
        "name": _("Name"),
        "fellowship": _("Fellowship"),
        "weekday": _("Day"),
        "start_minute": _("Begins"),
        "end_minute": _("Ends"),
        "zone": _("Time zone"),
        "venue": _("Name of the place"),
        "address": _("Street and number"),
        "city": _("Town"),
        "state": _("State"),
        "zip": _("ZIP code"),
        "conference_url": _("Link to join online"),
        "conference_phone": _("Number to join by phone"),
        "online": _("Online"),
        "in_person": _("In person"),
        "temporarily_closed": _("Place closed for now"),
        "open": _("Open to everyone"),
        "wheelchair": _("Wheelchair access"),
        "children": _("Children welcome"),
        "formats": _("What to expect"),
        "languages": _("Languages"),
        "contact": _("Contact"),
        "notes": _("Notes"),
    }
