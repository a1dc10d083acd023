"""What the export of everything about me holds, table by table, and what it leaves out and why.

A test of the house fails when a table with a key to a participant stands in neither list.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PartOf:
    """One table: its heading, the way to the participant, what to print of the rows it points to, which rows."""

    model: str
    title: Any
    to: str = "participant"
    also: tuple[str, ...] = ()
    only: dict[str, Any] = field(default_factory=dict)


CONTACT = (
    "contact.started_at",
    "contact.on",
    "contact.minutes",
    "contact.how",
    "contact.where_at",
    "contact.emotional",
    "contact.informational",
    "contact.instrumental",
    "contact.affiliational",
    "contact.did",
    "contact.peer_leader",
)
PARTS = (
    PartOf("people.Participant", _("What I told about me"), to="pk"),
    PartOf("people.RecoveryDate", _("Days I count from")),
    PartOf("people.Episode", _("Times of support")),
    PartOf("people.NoticeGiven", _("Notices of privacy I was given")),
    PartOf("people.CircleRow", _("Who may see me, or might")),
    PartOf("people.EmergencySight", _("My page opened in an emergency"), only={"circle_row__isnull": False}),
    PartOf("people.Death", _("A death that was written down")),
    PartOf("coaching.RequestForSupport", _("What I asked for")),
    PartOf("coaching.Match", _("Who walked with me")),
    PartOf("coaching.MatchWishes", _("What I wish of who walks with me")),
    PartOf("coaching.DualRelationship", _("Whom I know from my own life"), only={"told_by": "participant"}),
    PartOf("coaching.ContactPart", _("Contacts and notes"), also=CONTACT),
    PartOf("coaching.ContactPartVersion", _("Earlier versions of notes"), to="part__participant"),
    PartOf("coaching.GoalTouched", _("Goals a contact was about"), to="goal__participant", also=("goal.words",)),
    PartOf("coaching.Try", _("Tries to reach me")),
    PartOf("coaching.Plan", _("My plan")),
    PartOf("coaching.Goal", _("My goals")),
    PartOf("coaching.Step", _("My steps"), to="goal__participant", also=("goal.words",)),
    PartOf("coaching.Barrier", _("What stands in my way")),
    PartOf("coaching.Suggestion", _("Suggestions for my plan")),
    PartOf("coaching.PlanVersion", _("My plan as it was signed")),
    PartOf("coaching.CheckIn", _("How I was")),
    PartOf("coaching.CheckInRhythm", _("When I am asked how I am")),
    PartOf("coaching.TriggerDay", _("Days that can be hard")),
    PartOf("coaching.Recurrence", _("What I told of a return to use")),
    PartOf("coaching.Outreach", _("Reaching out to me after it")),
    PartOf("coaching.OutreachTry", _("Tries of reaching out"), to="outreach__participant"),
    PartOf("coaching.CallEnrollment", _("Calls from you")),
    PartOf("coaching.CallAttempt", _("Calls, one by one")),
    PartOf("coaching.CallAnswer", _("Whether I want calls to go on")),
    PartOf("coaching.CallFollowUp", _("What came up on calls")),
    PartOf("coaching.OwnAnswerer", _("Who I can ask")),
    PartOf("coaching.WarmHandOff", _("Questions that went to somebody else")),
    PartOf("gatherings.Attended", _("Gatherings I came to"), also=("sheet.session.gathering.name", "sheet.session.on")),
    PartOf("gatherings.Coming", _("What I signed up for"), also=("session.gathering.name", "session.starts_at")),
    PartOf("gatherings.Certificate", _("Classes I completed"), also=("curriculum.name",)),
    PartOf("gatherings.Slip", _("Slips: I was there")),
    PartOf("gatherings.CalendarLink", _("My calendar address")),
    PartOf("gatherings.DoorName", _("My name at the door")),
    PartOf("gatherings.Player", _("Teams I play in"), also=("team.name",)),
    PartOf("resources.Referral", _("Places I was connected with"), also=("service_at_location.name",)),
    PartOf("resources.ReferralStep", _("How a connection went on"), to="referral__participant"),
    PartOf("resources.BarrierMet", _("What got in the way of a connection"), to="referral__participant"),
    PartOf("practical_help.Ask", _("Help I asked for")),
    PartOf("practical_help.Take", _("Who helped"), to="ask__participant", only={"agreed_at__isnull": False}),
    PartOf("practical_help.PaperTick", _("Papers I ticked off")),
    PartOf("service_log.Line", _("Support I was given, as it is counted")),
    PartOf("consent.Consent", _("What I agreed to")),
    PartOf("consent.Revocation", _("What I took back"), to="consent__participant"),
    PartOf("consent.Correction", _("What I asked to be corrected")),
    PartOf(
        "consent.CorrectionAnswer", _("Your answers to that"), to="correction__participant", also=("correction.words",)
    ),
    PartOf(
        "consent.CorrectionStatement",
        _("What I say to something that stays"),
        to="correction__participant",
        also=("correction.words",),
    ),
    PartOf("consent.RestrictionAnswer", _("Whether you agreed not to share it"), to="restriction__participant"),
    PartOf("consent.Disclosure", _("Whom you told about me")),
    PartOf("consent.Letter", _("Letters about me")),
    PartOf("consent.Restriction", _("What shall not be shared")),
    PartOf("consent.Supporter", _("Who stands by me")),
    PartOf("consent.Okay", _("Days on which I said I am okay")),
    PartOf("notifications.Permission", _("What you may send me")),
    PartOf("notifications.MessageWishes", _("What I want to be told")),
    PartOf("notifications.Message", _("My messages")),
    PartOf("notifications.EarlierMessages", _("Who may read earlier messages")),
    PartOf("notifications.Outgoing", _("What you sent me")),
)
LEFT_OUT = {
    "interop.RosterRow": "a line of a list somebody handed in; what was taken over stands on the record itself",
    "coaching.MatchingLine": "a coordinator's draft for everyone who waits; it decided nothing and names others",
    "coaching.MatchingEdit": "the same draft, with the coordinator's changes to it",
    "coaching.CallListLine": "which caller has whom on a list on one day; every call made stands under the calls",
    "coaching.CheckInLink": "hashes of links; what was answered stands under the check-ins",
    "gatherings.ComingLink": "hashes of links; the sign-up itself is there",
    "resources.AnswerLink": "hashes of links to an agency; the connection itself is there",
    "practical_help.StockMove": "the count of a closet; the help itself is there",
    "notifications.ReadMark": "how far somebody who works here has read; the messages are there",
    "people.LegalHold": "why a record must not be deleted yet; counsel says what may be told of it",
    "people.DeathRead": "who has read that somebody died; it is about the reader",
    "people.EmergencyAlert": "who was alerted; the opening itself, with its reason, is there",
}
