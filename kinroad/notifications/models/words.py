"""Every sentence that leaves the program by text or e-mail: fixed, and it gives nothing away.

No sentence holds a name of a person or a word of what we do. `%(name)s` is the organization's discreet name,
`%(phone)s` its public number.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Words(models.TextChoices):
    """Codes stand in the outbox; the words are made when a message is sent. One text holds 160 characters."""

    NEW_MESSAGE = "new_message", _("%(name)s: You have a new message.")
    PLANNED_TOMORROW = "planned_tomorrow", _("%(name)s: You have something planned for tomorrow.")
    PLANNED_TODAY = "planned_today", _("%(name)s: You have something planned for today.")
    HOW_ARE_YOU = "how_are_you", _("%(name)s: How are you? You can answer here.")
    THINKING_OF_YOU = "thinking_of_you", _("%(name)s: We are thinking of you. We are here at %(phone)s.")
    LOOK_AGAIN = "look_again", _("%(name)s: There is something for you to look at.")
    LOOK_NOW = "look_now", _("%(name)s: There is something new on your list. Please sign in and look now.")
    PLACE_FREE = "place_free", _("%(name)s: A place is free for you now. Please look here.")
    PLAN_CHANGED = "plan_changed", _("%(name)s: Something you planned is at another time or place. Please look here.")
    PLAN_OFF = "plan_off", _("%(name)s: Something you planned does not take place. Please look here.")
    WAY_IN = "way_in", _("%(name)s: Here is your link. It works once, for 30 minutes.")
    WELCOME = "welcome", _("%(name)s: You are signed up for texts. Reply STOP to end, HELP for help.")
    STOPPED = "stopped", _("%(name)s: You will get no more texts from us. Reply START to get them again.")
    STARTED = "started", _("%(name)s: You get our texts again. Reply STOP to end, HELP for help.")
    ASK_US = "ask_us", _("%(name)s: To get our texts, please call us at %(phone)s.")
    HELP = "help", _("%(name)s: Call us at %(phone)s. Reply STOP to end these texts.")
    CANNOT_READ = (
        "cannot_read",
        _("%(name)s: Nobody reads texts sent here. Call us at %(phone)s. In danger, call 911. To talk, call 988."),
    )


# Answers to a text that came in: to the number it came from, whoever holds it, at any hour.
ANSWERS = frozenset((Words.STOPPED, Words.STARTED, Words.ASK_US, Words.HELP, Words.CANNOT_READ))
