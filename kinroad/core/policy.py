"""Administrator-set policy: the numbers an organization may change, with our defaults and where they come from."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CadencePolicy:
    """Days between contacts by time in recovery (SAMHSA/CSAT 2009: intense in the first months)."""

    first_30_days: int = 3
    to_6_months: int = 7
    to_1_year: int = 14
    to_5_years: int = 30
    over_5_years: int = 90
    never_closer_without_date: int = 7  # without a recovery date, and for family participants


@dataclass(frozen=True)
class OutreachPolicy:
    """When silence is "quiet too long", and when we stop: support, not surveillance."""

    quiet_times_cadence: int = 2  # quiet too long after this many cadences without a contact
    tries: int = 3  # attempts without an answer before we stop and leave the door open
    recurrence_hours: int = 24  # after a return to use somebody reaches out within these hours


@dataclass(frozen=True)
class RequestPolicy:
    """Requests for support: how soon somebody answers."""

    answer_within_days: int = 1  # the due day of a new request
    minimum_age: int = 18  # younger people are told whom to reach, and no record is made


@dataclass(frozen=True)
class MatchPolicy:
    """Weights of soft preferences when peer leaders are proposed, and how many are shown."""

    shown: int = 5
    experience: int = 5
    pathway: int = 4
    availability: int = 3
    near: int = 2
    interests: int = 2
    first_language: int = 2
    light_caseload: int = 1
    caseload_limit: int = 15  # Alliance Health 2019: 1 peer support specialist to 15 people


@dataclass(frozen=True)
class CallsPolicy:
    """Support by phone: how often, when we ask whether to go on, and when we stop trying."""

    every_days: int = 7  # CCAR: a call a week
    weeks: int = 12  # CCAR: then "would you like us to keep calling?"
    sooner_days: int = 2  # after a hard week
    tries_a_week: int = 3  # nobody answered: then we wait for next week
    silent_weeks: int = 4  # weeks in which nobody answered: then calls rest and the door stays open
    look_again_days: int = 14  # someone is in hospital or in custody
    overdue_days: int = 3  # a call that is due longer than this stands on the supervisor's list
    hold_minutes: int = 45  # how long a person stays on one caller's screen
    calls_per_half_hour: int = 2  # Chestnut: a call takes up to 15 minutes


@dataclass(frozen=True)
class CheckInPolicy:
    """Check-ins: how long a link can be answered (hours)."""

    link_hours: int = 72


@dataclass(frozen=True)
class CorrectionPolicy:
    """When a participant asks that something in their record is corrected."""

    answer_days: int = 60  # 45 CFR 164.526(b)(2): no later


@dataclass(frozen=True)
class DeathPolicy:
    """After a participant has died."""

    circle_days: int = 60  # who walked with them still sees their page, to say goodbye and to finish


@dataclass(frozen=True)
class EmergencyPolicy:
    """Emergency sight: for how long a page opens without a place in the circle, and how often somebody may try."""

    hours: int = 8
    tries_a_day: int = 3  # opened or not: the door is for emergencies, never for looking around


@dataclass(frozen=True)
class PracticalHelpPolicy:
    """Practical help: by when, how far, and how much."""

    answer_days: int = 7  # the due day of an ask for which nobody named one
    near_miles: int = 15  # what is farther from a helper stands apart on the board
    soon_days: int = 3  # what nobody took stands on the coordinator's list this many days ahead
    most_open: int = 30  # asks of one person that may stand at a time, the weeks of a row counted
    most_weeks: int = 12  # how far ahead something may come round every week
    fund_dollars: int = 100  # for one thing
    fund_year_dollars: int = 300  # for one person within 365 days


@dataclass(frozen=True)
class ReferralPolicy:
    """Referrals: when we ask how it went, and how long a service may answer by its link."""

    follow_up_days: int = 7  # after the offer, or after the day they went together
    link_days: int = 60  # a letter in a pocket may be given weeks later


@dataclass(frozen=True)
class GatheringsPolicy:
    """Gatherings: when somebody is reminded, and how long we know who came without a record."""

    remind_hours: int = 3  # before it begins
    visitors_days: int = 90  # after the session they signed up for: then name and way to reach them are erased
    sheet_days: int = 7  # after a session whoever leads it may still open its sheet


@dataclass(frozen=True)
class MeetingListPolicy:
    """Lists of meetings held by others: when a listing is stale, and what goes in without an editor."""

    stale_days: int = 90  # nobody and no list confirmed it for longer: the finder says so
    small_changes: int = 10  # so many meetings of a list may change by themselves, where its editor allowed that


@dataclass(frozen=True)
class ResourcesPolicy:
    """The directory: how long we trust what we know, and how long the link of a short list works."""

    verify_days: int = 180  # after somebody checked a place it is due again
    doubtful_reports: int = 2  # so many said it was wrong: the page says so before an editor looked
    list_days: int = 60  # the link of a short list


@dataclass(frozen=True)
class RetentionPolicy:
    """How long what was written down stays, and how long unfinished words wait."""

    record_years: int = 6  # after the last time of support ended
    consents_years: int = 6  # after the last consent or disclosure (45 CFR 164.316, 164.528: six years)
    messages_years: int = 1  # after a message was written
    drafts_days: int = 7
    public_draft_hours: int = 24


@dataclass(frozen=True)
class Policy:
    """All policies of one organization."""

    cadence: CadencePolicy = field(default_factory=CadencePolicy)
    outreach: OutreachPolicy = field(default_factory=OutreachPolicy)
    request: RequestPolicy = field(default_factory=RequestPolicy)
    match: MatchPolicy = field(default_factory=MatchPolicy)
    calls: CallsPolicy = field(default_factory=CallsPolicy)
    check_in: CheckInPolicy = field(default_factory=CheckInPolicy)
    correction: CorrectionPolicy = field(default_factory=CorrectionPolicy)
    death: DeathPolicy = field(default_factory=DeathPolicy)
    emergency: EmergencyPolicy = field(default_factory=EmergencyPolicy)
    practical_help: PracticalHelpPolicy = field(default_factory=PracticalHelpPolicy)
    referral: ReferralPolicy = field(default_factory=ReferralPolicy)
    gatherings: GatheringsPolicy = field(default_factory=GatheringsPolicy)
    meeting_list: MeetingListPolicy = field(default_factory=MeetingListPolicy)
    resources: ResourcesPolicy = field(default_factory=ResourcesPolicy)
    retention: RetentionPolicy = field(default_factory=RetentionPolicy)
