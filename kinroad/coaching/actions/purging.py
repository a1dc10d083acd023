"""What the purge does to one-to-one support, beside the sealed words of rows that name their participant."""

from kinroad.coaching.models import CheckIn, CheckInLink, ContactPartVersion, Step, Suggestion
from kinroad.core.purging import Part

PARTS = [
    Part(ContactPartVersion, whose="part__participant", blank={"facts": {}}),
    Part(Step, whose="goal__participant"),
    Part(Suggestion, blank={"facts": {}}),
    Part(CheckIn, blank={"helps": [], "asks": []}),
    Part(CheckInLink, remove=True),
]
