"""Facts about meetings, the lists they come from, and what we know better than a list."""

from kinroad.gatherings.models.correction import MeetingCorrection
from kinroad.gatherings.models.meeting import Meeting
from kinroad.gatherings.models.source import MeetingFile, MeetingSource

__all__ = ["Meeting", "MeetingCorrection", "MeetingFile", "MeetingSource"]
