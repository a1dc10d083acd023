"""What somebody allowed, for which number, and when they must be asked again."""

from datetime import datetime, timedelta
from enum import StrEnum

ASK_AGAIN_AFTER = timedelta(days=180)  # numbers are given to other people


class Kind(StrEnum):
    """Four permissions, each given for itself."""

    CALL = "call"
    VOICEMAIL = "voicemail"
    TEXT = "text"
    EMAIL = "email"


class Doubt(StrEnum):
    """Why a number may belong to somebody else by now."""

    NONE = ""
    BOUNCED = "bounced"
    WRONG = "wrong"


def holds(kind: str, *, confirmed_at: datetime, doubt: str, at: datetime) -> bool:
    """Whether a permission that was never taken back may still be used (47 CFR 64.1200).

    Somebody else answered: nothing goes to that number. It bounced, or nobody confirmed it for 180 days: no text
    and no e-mail goes there before somebody asked again.
    """
    if doubt == Doubt.WRONG:
        return False
    if kind not in (Kind.TEXT, Kind.EMAIL):
        return True
    return not doubt and (kind == Kind.EMAIL or at - confirmed_at < ASK_AGAIN_AFTER)
