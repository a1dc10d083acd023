"""What a record is made of, in the words a consent chooses from."""

from enum import StrEnum


class DataClass(StrEnum):
    """One kind of information. What no consent names never leaves."""

    NAME = "name"
    CONTACT = "contact"  # phone, e-mail, address
    TAKING_PART = "taking_part"  # that they take part, and since when
    ATTENDANCE = "attendance"  # gatherings they came to
    ABSENCE = "absence"  # days they did not come
    CONTACTS = "contacts"  # when they were in touch and how; never words
    PLAN_GOALS = "plan_goals"
    REFERRAL = "referral"  # what they were connected with
    OUTCOMES = "outcomes"
    NOTES = "notes"  # what was written: like counseling notes, always by itself
    PHOTO = "photo"
    OKAY = "okay"  # "I'm okay today"
    GATHERINGS = "gatherings"  # the next ones they come to


OPEN = frozenset(
    {
        DataClass.NAME,
        DataClass.CONTACT,
        DataClass.TAKING_PART,
        DataClass.ATTENDANCE,
        DataClass.CONTACTS,
        DataClass.PLAN_GOALS,
        DataClass.REFERRAL,
        DataClass.OUTCOMES,
    }
)
"""What an ordinary consent may name."""
