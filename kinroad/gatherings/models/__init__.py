"""Facts about gatherings; about meetings, the lists they come from, and what we know better than a list."""

from kinroad.gatherings.models.attendance import Attended, Sheet, SheetVersion
from kinroad.gatherings.models.calendar_link import CalendarLink
from kinroad.gatherings.models.certificate import Certificate
from kinroad.gatherings.models.coming import Coming, ComingLink
from kinroad.gatherings.models.correction import MeetingCorrection
from kinroad.gatherings.models.course import Curriculum, Unit
from kinroad.gatherings.models.door import DoorName, Kiosk
from kinroad.gatherings.models.feedback import Feedback, Felt
from kinroad.gatherings.models.gathering import Facilitator, Gathering, Session, State
from kinroad.gatherings.models.idea import Answer, Idea, IdeaVote
from kinroad.gatherings.models.league import Fixture, League, Player, Team
from kinroad.gatherings.models.meeting import Meeting
from kinroad.gatherings.models.slip import Slip
from kinroad.gatherings.models.source import MeetingFile, MeetingReport, MeetingSource, Rhythm
from kinroad.gatherings.models.words_of_gatherings import (
    Accessible,
    AttendanceWay,
    ForWhom,
    GatheringKind,
    Part,
    Photos,
    SignUp,
)

__all__ = [
    "Accessible",
    "Answer",
    "AttendanceWay",
    "Attended",
    "CalendarLink",
    "Certificate",
    "Coming",
    "ComingLink",
    "Curriculum",
    "DoorName",
    "Facilitator",
    "Feedback",
    "Felt",
    "Fixture",
    "ForWhom",
    "Gathering",
    "GatheringKind",
    "Idea",
    "IdeaVote",
    "Kiosk",
    "League",
    "Meeting",
    "MeetingCorrection",
    "MeetingFile",
    "MeetingReport",
    "MeetingSource",
    "Part",
    "Photos",
    "Player",
    "Rhythm",
    "Session",
    "Sheet",
    "SheetVersion",
    "SignUp",
    "Slip",
    "State",
    "Team",
    "Unit",
]
