"""The field's lists of words: codes that stand in the database, and the labels pages show."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pathway(models.TextChoices):
    """Ways of recovery a participant chooses. The order is of the alphabet; we never rank them."""

    CULTURAL = "cultural", _("Cultural or Wellbriety")
    FAITH = "faith", _("Faith")
    FAMILY = "family", _("Family groups")
    HARM_REDUCTION = "harm_reduction", _("Harm reduction")
    MEDICATION = "medication", _("With medication")
    NATURAL = "natural", _("My own way")
    SECULAR = "secular", _("Secular")
    SMART = "smart", _("SMART Recovery")
    TWELVE_STEP = "twelve_step", _("12-step")
    OTHER = "other", _("Another way")


class Need(models.TextChoices):
    """Needs and barriers."""

    HOUSING = "housing", _("Housing")
    WORK = "work", _("Work")
    TRANSPORT = "transport", _("Getting around")
    CHILD_CARE = "child_care", _("Child care")
    INSURANCE = "insurance", _("Insurance")
    LEGAL = "legal", _("Legal")
    FOOD = "food", _("Food")
    PHONE = "phone", _("Phone or internet")
    HEALTH = "health", _("Health care")
    STIGMA = "stigma", _("How others treat me")


class Experience(models.TextChoices):
    """Experiences people want shared, and peer leaders are willing to share."""

    REENTRY = "reentry", _("Coming home from jail or prison")
    VETERAN = "veteran", _("Served in the military")
    PARENTING = "parenting", _("Raising children")
    KINSHIP = "kinship", _("Raising grandchildren or kin")
    HEPATITIS_C = "hepatitis_c", _("Hepatitis C")
    LGBTQ = "lgbtq", _("LGBTQ+")
    GRIEF = "grief", _("Grief")
    CO_OCCURRING = "co_occurring", _("Mental health too")
    CHILD_WELFARE = "child_welfare", _("Child welfare")
    COURT = "court", _("Court")
    HOMELESSNESS = "homelessness", _("Being without a home")
    MEDICATION = "medication", _("Recovery with medication")
    PAIN = "pain", _("Living with pain")


class Interest(models.TextChoices):
    """What people like to do."""

    MUSIC = "music", _("Music and singing")
    SPORTS = "sports", _("Sports")
    COOKING = "cooking", _("Cooking")
    OUTDOORS = "outdoors", _("Outdoors")
    ART = "art", _("Art and crafts")
    READING = "reading", _("Reading")
    FAITH = "faith", _("Faith life")
    FAMILY_FUN = "family_fun", _("Time with children")
    FIXING = "fixing", _("Building and fixing")
    GARDEN = "garden", _("Garden")
    GAMES = "games", _("Games")
    ANIMALS = "animals", _("Animals")


class Language(models.TextChoices):
    """Languages spoken, by ISO 639 code; named in themselves."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"
    FRENCH = "fr", "Français"
    VIETNAMESE = "vi", "Tiếng Việt"
    ARABIC = "ar", "العربية"
    SIGN = "ase", _("American Sign Language")
    OTHER = "other", _("Another language")


class DayPart(models.TextChoices):
    """When people are free: weekday or weekend, by part of the day."""

    WEEKDAY_MORNING = "weekday_morning", _("Weekday mornings")
    WEEKDAY_AFTERNOON = "weekday_afternoon", _("Weekday afternoons")
    WEEKDAY_EVENING = "weekday_evening", _("Weekday evenings")
    WEEKEND_MORNING = "weekend_morning", _("Weekend mornings")
    WEEKEND_AFTERNOON = "weekend_afternoon", _("Weekend afternoons")
    WEEKEND_EVENING = "weekend_evening", _("Weekend evenings")


class Readiness(models.TextChoices):
    """Readiness for a change, set by the participant only."""

    NOT_SAID = "", _("Not said")
    NOT_THINKING = "not_thinking", _("I'm not thinking about a change")
    THINKING = "thinking", _("I'm thinking about it")
    PREPARING = "preparing", _("I'm getting ready")
    ACTING = "acting", _("I'm making changes")
    KEEPING = "keeping", _("I'm keeping it going")


# What is shown beside the box of each permission, and kept with it: what they may do, and what is said about it.
PERMISSION_WORDS: dict[str, tuple[Any, Any]] = {
    "may_call": (_("You may call me"), ""),
    "may_text": (
        _("You may text me"),
        _("A few texts a week at most. Texts may cost. Reply STOP to end, HELP for help."),
    ),
    "may_leave_message": (_("You may leave a message"), _("We say a name and a number, and no more.")),
    "may_email": (_("You may e-mail me"), _("Our letters say little, and never why we write.")),
}
