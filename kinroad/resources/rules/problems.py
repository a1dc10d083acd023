"""What an import could not read. The words for each stand with the action that tells them."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Reasons, each a sentence in both languages."""

    NO_NAME = "no-name"
    NO_WAY = "no-way"
    NO_ADDRESS = "no-address"
    POINT_UNREAD = "point-unread"
    POINT_FAR = "point-far"
    STATE_UNREAD = "state-unread"
    ZIP_UNREAD = "zip-unread"
    PHONE_UNREAD = "phone-unread"
    EMAIL_UNREAD = "email-unread"
    LINK_UNREAD = "link-unread"
    ANSWER_UNREAD = "answer-unread"
    HOURS_UNREAD = "hours-unread"
    AGE_UNREAD = "age-unread"
    TERM_UNREAD = "term-unread"
    TOO_LONG = "too-long"
    NOT_A_ROW = "not-a-row"
    TOO_MANY_CELLS = "too-many-cells"
    NO_AGENCY = "no-agency"
    SECRET = "secret"  # noqa: S105 (a reason, no password)
    # Of the whole file.
    FILE_UNREAD = "file-unread"
    FILE_EMPTY = "file-empty"
    FILE_LARGE = "file-large"
    LETTERS_UNREAD = "letters-unread"
    CELL_TOO_LONG = "cell-too-long"
    FORMULA = "formula"
    TRAP = "trap"
    DEEP = "deep"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_LONG_FOR_A_PAGE = "too-long-for-a-page"
    NO_COLUMNS = "no-columns"
    TOO_MANY_UNUSABLE = "too-many-unusable"
    ANOTHER_FILE = "another-file"


# A row that never became a row under our headings.
NO_ROW = frozenset({Why.NOT_A_ROW, Why.TOO_MANY_CELLS})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell: `row` as a spreadsheet counts (its heading is row 1); 0 is the whole file."""

    row: int
    field: str
    why: Why
    said: str = ""
