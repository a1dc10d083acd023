"""Links that may leave the program: to a page behind sign-in, or with a code that nobody can guess."""

import re

LONG_ENOUGH = 32  # characters of a code: secrets.token_urlsafe(24) or more
CODE = re.compile(rf"(?:^|/)[A-Za-z0-9_-]{{{LONG_ENOUGH},}}(?:/|$)")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def carries_a_code(path: str) -> bool:
    """Whether a part of the path is long enough a secret. An id is none: it tells the minute it was made."""
    return bool(CODE.search(ID.sub("", path)))
