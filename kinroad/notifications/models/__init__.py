"""The facts of messages: permissions, the outbox, threads."""

from kinroad.notifications.models.outbox import Incoming, Outgoing, Provider
from kinroad.notifications.models.permission import Permission, StoppedNumber
from kinroad.notifications.models.thread import EarlierMessages, Message, MessageWishes, ReadMark
from kinroad.notifications.models.words import ANSWERS, Words

__all__ = [
    "ANSWERS",
    "EarlierMessages",
    "Incoming",
    "Message",
    "MessageWishes",
    "Outgoing",
    "Permission",
    "Provider",
    "ReadMark",
    "StoppedNumber",
    "Words",
]
