"""Who may be told in a medical emergency (42 CFR 2.51): those who treat it, and nobody else."""

from enum import StrEnum


class Asks(StrEnum):
    """Who wants to know."""

    AMBULANCE = "ambulance"
    EMERGENCY_ROOM = "emergency_room"
    CLINICIAN = "clinician"  # another medical professional who treats this emergency
    POLICE = "police"
    FAMILY = "family"
    HOTLINE = "hotline"
    OTHER = "other"


MEDICAL = frozenset({Asks.AMBULANCE, Asks.EMERGENCY_ROOM, Asks.CLINICIAN})


def may_be_told(asks: str) -> bool:
    """Whether they are medical personnel who treat the emergency."""
    return asks in MEDICAL
