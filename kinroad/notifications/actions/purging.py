"""What the purge does to messages: of a record past its day, and of raw messages past theirs."""

from kinroad.core.purging import Part
from kinroad.notifications.models import Message, Outgoing, Permission

OUTGOING = Part(Outgoing, blank={"number_key": ""})
PARTS = [OUTGOING, Part(Permission, blank={"number_key": ""})]
# Raw messages, with the column that says when they were written.
MESSAGES = [(Part(Message), "at"), (OUTGOING, "put_at")]
