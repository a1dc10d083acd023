"""The numbers an organization may change: what we call them, and where our defaults come from."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kinroad.core.policy import Policy

CLOSE_AT_FIRST = _("Source: SAMHSA/CSAT 2009, closest in the first months.")
OURS = _("Source: our own choice.")
CCAR = _("Source: CCAR, a call a week for 12 weeks.")
SUPPORT_NOT_PRESSURE = _("Source: our own choice. Support is offered, never pressed.")

PARTS = (
    ("cadence", _("Days between contacts"), _("By time in recovery. What a participant wishes always comes first.")),
    ("outreach", _("When someone has gone quiet"), _("When we reach out, and when we stop.")),
    ("request", _("When someone asks for support"), _("How soon we answer, and from what age.")),
    ("match", _("Choosing a peer leader"), _("How much each thing in common weighs. 0 leaves it out.")),
    ("calls", _("Support by phone"), _("How often we call, and when we stop trying.")),
    ("check_in", _("Check-ins"), _("Links by which participants say how they are.")),
    ("correction", _("When something is not right"), _("How soon somebody who asks for a correction gets an answer.")),
    ("death", _("When someone has died"), _("How long those who walked with them still see their page.")),
    ("emergency", _("In an emergency"), _("Opening the page of somebody one does not walk with.")),
    ("practical_help", _("Practical help"), _("By when, how far, and how much.")),
    ("referral", _("Referrals"), _("When we ask how it went.")),
    ("gatherings", _("Groups and events"), _("Reminders, and how long we know who signed up with a first name.")),
    ("meeting_list", _("Lists of meetings"), _("When a listing is stale, and what goes in by itself.")),
    ("resources", _("The directory of help"), _("How long we trust it, and how long a list can be opened.")),
    ("retention", _("Unfinished words"), _("How long words that were not saved wait on the public form.")),
)


@dataclass(frozen=True)
class PolicyLine:
    """One number: where it stands, its name on the page, its bounds, and the source of our default."""

    part: str
    name: str
    label: Any
    source: Any = OURS
    least: int = 1
    most: int = 365

    @property
    def key(self) -> str:
        return f"{self.part}-{self.name}"

    def of(self, policy: Policy) -> int:
        value: int = getattr(getattr(policy, self.part), self.name)
        return value


LINES = (
    PolicyLine("cadence", "first_30_days", _("First 30 days"), CLOSE_AT_FIRST),
    PolicyLine("cadence", "to_6_months", _("Up to 6 months"), CLOSE_AT_FIRST),
    PolicyLine("cadence", "to_1_year", _("Up to 1 year"), CLOSE_AT_FIRST),
    PolicyLine("cadence", "to_5_years", _("1 to 5 years"), CLOSE_AT_FIRST),
    PolicyLine("cadence", "over_5_years", _("Over 5 years"), CLOSE_AT_FIRST),
    PolicyLine(
        "cadence", "never_closer_without_date", _("Without a recovery date, and for families: never closer than"), OURS
    ),
    PolicyLine(
        "outreach",
        "quiet_times_cadence",
        _("Quiet too long after this many times the days above"),
        SUPPORT_NOT_PRESSURE,
        most=20,
    ),
    PolicyLine("outreach", "tries", _("Tries before we stop"), SUPPORT_NOT_PRESSURE, most=20),
    PolicyLine(
        "outreach",
        "recurrence_hours",
        _("Hours until somebody reaches out after a return to use"),
        _("Source: our own choice. The field says one to three days."),
        most=168,
    ),
    PolicyLine("request", "answer_within_days", _("Days until somebody answers"), OURS, most=60),
    PolicyLine(
        "request",
        "minimum_age",
        _("Youngest age"),
        _("Source: our own choice. Ask counsel before you change it."),
        most=25,
    ),
    PolicyLine("match", "shown", _("Peer leaders shown"), OURS, most=20),
    PolicyLine("match", "experience", _("A shared experience"), OURS, least=0, most=20),
    PolicyLine("match", "pathway", _("The same pathway"), OURS, least=0, most=20),
    PolicyLine("match", "availability", _("Free at the same times"), OURS, least=0, most=20),
    PolicyLine("match", "near", _("Close by"), OURS, least=0, most=20),
    PolicyLine("match", "interests", _("The same interests"), OURS, least=0, most=20),
    PolicyLine("match", "first_language", _("The same first language"), OURS, least=0, most=20),
    PolicyLine("match", "light_caseload", _("Walks with few people now"), OURS, least=0, most=20),
    PolicyLine(
        "match",
        "caseload_limit",
        _("People one peer leader walks with, at most"),
        _("Source: Alliance Health 2019, 1 peer support specialist to 15 people."),
        most=100,
    ),
    PolicyLine("calls", "every_days", _("Days from one call to the next"), CCAR, most=60),
    PolicyLine("calls", "weeks", _("Weeks until we ask whether to go on"), CCAR, most=52),
    PolicyLine("calls", "sooner_days", _("Days until the next call after a hard week"), OURS, most=7),
    PolicyLine("calls", "tries_a_week", _("Tries in a week when nobody answers"), SUPPORT_NOT_PRESSURE, most=7),
    PolicyLine("calls", "silent_weeks", _("Weeks without an answer before calls rest"), SUPPORT_NOT_PRESSURE, most=26),
    PolicyLine("calls", "look_again_days", _("Days until we look again, after hospital or custody"), OURS, most=90),
    PolicyLine("calls", "overdue_days", _("Days a call may be late before it stands on the list"), OURS, most=30),
    PolicyLine("calls", "hold_minutes", _("Minutes one person stays on a caller’s screen"), OURS, least=10, most=240),
    PolicyLine(
        "calls",
        "calls_per_half_hour",
        _("Calls one caller makes in half an hour"),
        _("Source: Chestnut Health Systems, calls of up to 15 minutes."),
        most=6,
    ),
    PolicyLine("check_in", "link_hours", _("Hours until a link can no longer be answered"), OURS, most=168),
    PolicyLine(
        "correction",
        "answer_days",
        _("Days until we answer, at most"),
        _("Source: 45 CFR 164.526, no later than 60 days."),
        most=60,
    ),
    PolicyLine("death", "circle_days", _("Days until their circle closes"), OURS, least=14),
    PolicyLine("emergency", "hours", _("Hours a page stays open"), OURS, most=24),
    PolicyLine("emergency", "tries_a_day", _("Tries of one person in 24 hours"), OURS, most=20),
    PolicyLine("practical_help", "answer_days", _("Days to help when no day was named"), OURS, most=60),
    PolicyLine("practical_help", "near_miles", _("Miles from a helper that are near"), OURS, most=200),
    PolicyLine("practical_help", "soon_days", _("Days ahead at which we look after what nobody took"), OURS, most=30),
    PolicyLine("practical_help", "most_open", _("Things one person may have asked for at a time"), OURS, most=200),
    PolicyLine("practical_help", "most_weeks", _("Weeks ahead something may come round"), OURS, most=52),
    PolicyLine("practical_help", "fund_dollars", _("Dollars for one thing, at most"), OURS, least=0, most=5000),
    PolicyLine("practical_help", "fund_year_dollars", _("Dollars for one person in a year"), OURS, least=0, most=20000),
    PolicyLine("referral", "follow_up_days", _("Days until we ask how it went"), OURS, most=90),
    PolicyLine("referral", "link_days", _("Days a service may answer by its link"), OURS, most=365),
    PolicyLine("gatherings", "remind_hours", _("Hours from a reminder to the beginning"), OURS, most=12),
    PolicyLine("gatherings", "visitors_days", _("Days we keep the name of somebody without a record"), OURS, most=365),
    PolicyLine("meeting_list", "stale_days", _("Days until a listing that nobody checked is stale"), OURS, least=14),
    PolicyLine("meeting_list", "small_changes", _("Meetings of a list that may change by themselves"), OURS, most=100),
    PolicyLine("gatherings", "sheet_days", _("Days after a session to write down who came"), OURS, most=60),
    PolicyLine(
        "resources",
        "verify_days",
        _("Days until a place is due to be checked again"),
        _("Source: our own choice. Inform USA says at least once a year."),
        most=730,
    ),
    PolicyLine(
        "resources",
        "doubtful_reports",
        _("So many people say it is wrong: the page says so"),
        OURS,
        most=20,
    ),
    PolicyLine("resources", "list_days", _("Days for which the link of a list works"), OURS),
    PolicyLine("retention", "public_draft_hours", _("Hours, on the public form"), OURS, most=72),
)
