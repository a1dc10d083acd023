"""What is left out of the logs: the secret part of a link, which stands in its path, and the words of an error."""

import logging
import re
import traceback
from types import TracebackType
from typing import Any

ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
KNOWN = r"(/welcome/|/feeds/me/|/list/|[?&]list=)[^\s/?&\"']+"
LONG = rf"(/)(?!{ID}\b)(?=[\w-]*[\d_-])[\w-]{{20,}}(?=[/.?\s\"']|$)"
SECRET_PATH = re.compile(f"{KNOWN}|{LONG}")


def _hidden(found: re.Match[str]) -> str:
    return f"{found[1] or found[2]}…"


class HideSecrets(logging.Filter):
    """Write "/welcome/…" instead of the secret, whoever logs the path. An id of a row is none.

    An error gets the reference that its page shows.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        request = getattr(record, "request", None)
        if record.levelno >= logging.ERROR and request is not None:
            from kinroad.core.http import reference_of

            said = f"{said} [{reference_of(request)}]"
            record.msg, record.args = said, None
        if SECRET_PATH.search(said):
            record.msg, record.args = SECRET_PATH.sub(_hidden, said), None
        return True


class WithoutWords(logging.Formatter):
    """Where an error happened and of which kind, without its message: a database tells the whole row in it."""

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | Any) -> str:
        told, error, seen = "", ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            of = type(error)
            where = "".join(traceback.format_tb(error.__traceback__))
            told = f"{where}{of.__module__}.{of.__qualname__}" + (f"\nthen\n{told}" if told else "")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return told
