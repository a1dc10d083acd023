"""What the purge does to gatherings, beside the sealed words of rows that name their participant."""

from kinroad.core.purging import Part
from kinroad.gatherings.models import Attended, CalendarLink, Certificate, ComingLink, DoorName, Idea, Slip

PARTS = [
    Part(Attended, blank={"said_key": ""}),
    Part(CalendarLink, remove=True),
    Part(Certificate, remove=True),
    Part(ComingLink, whose="coming__participant", remove=True),
    Part(DoorName, remove=True),
    Part(Slip, remove=True),
    Part(Idea, whose="person__participants"),
]
