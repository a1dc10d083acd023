"""The lists of words of gatherings: codes that stand in the database, and the labels pages show."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GatheringKind(models.TextChoices):
    """What kind of gathering it is."""

    SUPPORT_GROUP = "support_group", _("Support group")
    EDUCATION = "education", _("Educational group")
    CLASS = "class", pgettext_lazy("gathering", "Class")
    EVENT = "event", _("Get-together")
    SPORTS = "sports", pgettext_lazy("gathering", "Sports")
    FAMILY = "family", _("Family time")
    CENTER = "center", _("Center hours")


class SignUp(models.TextChoices):
    """Who can say that they are coming."""

    ANYONE = "anyone", _("Anyone, with a first name")
    PARTICIPANTS = "participants", _("People of our program, signed in")
    NONE = "none", _("Nobody needs to: just come")


class AttendanceWay(models.TextChoices):
    """How it is written down who came."""

    BY_NAME = "by_name", _("By name, on the sheet")
    DOOR = "door", _("People check in at the door")
    HEAD_COUNT = "head_count", _("Only how many")


class Photos(models.TextChoices):
    """What is agreed about pictures."""

    NONE = "none", _("No photos")
    ASK = "ask", _("Photos only after asking everyone in them")


class Accessible(models.TextChoices):
    """What a place or a session offers so that everybody can take part."""

    WHEELCHAIR = "wheelchair", _("Wheelchair can get in")
    RESTROOM = "restroom", _("Restroom for a wheelchair")
    SIGN = "sign", _("Sign language")
    CAPTIONS = "captions", _("Captions")
    LOOP = "loop", _("Hearing loop")
    BUS = "bus", _("On a bus line")
    QUIET = "quiet", _("A quiet place to step out to")


class Part(models.TextChoices):
    """What somebody does who leads."""

    FACILITATOR = "facilitator", _("Facilitator")
    CO_LEAD = "co_lead", _("Co-lead")


class ForWhom(models.TextChoices):
    """Whom a gathering is for, where it is for some more than for others. In the order of the alphabet."""

    FAMILY = "family", _("Families")
    GRIEF = "grief", _("People who grieve")
    LGBTQ = "lgbtq", _("LGBTQ+ people")
    MEN = "men", _("Men")
    NEWCOMER = "newcomer", _("People who are new")
    PARENT = "parent", _("Parents")
    REENTRY = "reentry", _("People coming home from jail or prison")
    SENIOR = "senior", _("Older adults")
    VETERAN = "veteran", _("Veterans")
    WOMEN = "women", _("Women")
    YOUNG = "young", _("Young adults")
