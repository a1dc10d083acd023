"""What an import could not read. The words for each stand with the action that tells them."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Reasons, each a sentence in both languages."""

    NO_DAY = "no-day"
    DAY_UNREAD = "day-unread"
    NO_TIME = "no-time"
    TIME_UNREAD = "time-unread"
    NO_DAY_OR_TIME = "no-day-or-time"
    NO_NAME = "no-name"
    NAMED_AFTER_FELLOWSHIP = "named-after-fellowship"
    NO_PLACE = "no-place"
    END_UNREAD = "end-unread"
    PLACE_UNREAD = "place-unread"
    STATE_UNREAD = "state-unread"
    ZIP_UNREAD = "zip-unread"
    ZONE_UNREAD = "zone-unread"
    ZONE_GUESSED = "zone-guessed"
    FORMAT_UNREAD = "format-unread"
    OPEN_AND_CLOSED = "open-and-closed"
    LINK_UNREAD = "link-unread"
    PHONE_UNREAD = "phone-unread"
    MIDNIGHT = "midnight"
    NOT_A_ROW = "not-a-row"
    NOT_PUBLISHED = "not-published"
    TOO_MANY_CELLS = "too-many-cells"
    TOO_LONG = "too-long"
    # Of the whole file.
    FILE_UNREAD = "file-unread"
    FILE_EMPTY = "file-empty"
    NO_COLUMNS = "no-columns"
    TOO_MANY_UNUSABLE = "too-many-unusable"


# A row that never became a row under our headings.
NO_ROW = frozenset({Why.NOT_A_ROW, Why.NOT_PUBLISHED, Why.TOO_MANY_CELLS})
# Left out because the list itself says so: no sign of a file that is not what it should be.
BY_ITS_LIST = frozenset({Why.NOT_PUBLISHED})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell: `row` as a spreadsheet counts (its heading is row 1); 0 is the whole file."""

    row: int
    field: str
    why: Why
    said: str = ""
