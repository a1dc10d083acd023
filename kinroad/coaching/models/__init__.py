"""The facts of one-to-one support."""

from kinroad.coaching.models.best_match import MatchingDraft, MatchingEdit, MatchingLine
from kinroad.coaching.models.call import CallAnswer, CallAttempt, CallEnrollment, CallFollowUp
from kinroad.coaching.models.call_dialing import CallDialing
from kinroad.coaching.models.call_figures import CallTotal
from kinroad.coaching.models.call_list import CallListLine, CallShift
from kinroad.coaching.models.check_in import CheckIn, CheckInLink, CheckInRhythm, Helps, ReadingTimes
from kinroad.coaching.models.contact import Contact, ContactPart, ContactPartVersion
from kinroad.coaching.models.dual_relationship import DualRelationship
from kinroad.coaching.models.match import Match
from kinroad.coaching.models.outreach import Outreach, OutreachTry
from kinroad.coaching.models.plan import Barrier, Goal, GoalTouched, Plan, PlanVersion, Step, Suggestion
from kinroad.coaching.models.recurrence import Recurrence
from kinroad.coaching.models.request import MatchWishes, RequestForSupport
from kinroad.coaching.models.tries import Try
from kinroad.coaching.models.trigger_day import TriggerDay
from kinroad.coaching.models.warm_hand_off import WarmHandOff
from kinroad.coaching.models.who_should_answer import AnswererHere, AnswererRole, OwnAnswerer

__all__ = [
    "AnswererHere",
    "AnswererRole",
    "Barrier",
    "CallAnswer",
    "CallAttempt",
    "CallDialing",
    "CallEnrollment",
    "CallFollowUp",
    "CallListLine",
    "CallShift",
    "CallTotal",
    "CheckIn",
    "CheckInLink",
    "CheckInRhythm",
    "Contact",
    "ContactPart",
    "ContactPartVersion",
    "DualRelationship",
    "Goal",
    "GoalTouched",
    "Helps",
    "Match",
    "MatchWishes",
    "MatchingDraft",
    "MatchingEdit",
    "MatchingLine",
    "Outreach",
    "OutreachTry",
    "OwnAnswerer",
    "Plan",
    "PlanVersion",
    "ReadingTimes",
    "Recurrence",
    "RequestForSupport",
    "Step",
    "Suggestion",
    "TriggerDay",
    "Try",
    "WarmHandOff",
]
