"""Pages on paper: PDF by WeasyPrint, loaded only when somebody asks, and only where the system can draw letters."""

import ctypes
from functools import cache
from importlib.util import find_spec
from typing import Any, NoReturn

from django.contrib.staticfiles import finders

STYLE = "design/paper.css"
# What WeasyPrint draws with; names by system.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
)


class PaperMissing(LookupError):
    """What the system lacks, and how to get it."""


def ask_for_paper() -> str:
    """What draws the PDF. Raises PaperMissing with what to install."""
    if find_spec("weasyprint") is None:
        raise PaperMissing("the package weasyprint is not installed; install the packages of requirements/ again")
    for names in LIBRARIES:
        if not any(_loads(name) for name in names):
            raise PaperMissing(
                "plans cannot be given as PDF: install Pango (Debian, Ubuntu: libpango-1.0-0 libpangoft2-1.0-0; "
                "Fedora: pango; macOS: brew install pango)"
            )
    return "Pango is here"


@cache
def can_make_pdf() -> bool:
    """Whether a PDF can be offered. Asked once by each process; it loads no more than two libraries."""
    try:
        ask_for_paper()
    except PaperMissing:
        return False
    return True


def pdf_of(html: str) -> bytes:
    """The page on paper. Nothing is fetched: what is not in the page or in our own style does not exist."""
    import weasyprint  # type: ignore[import-untyped]  # heavy: 0.5 s and 60 MB, paid by the first PDF of a process

    made: bytes = weasyprint.HTML(string=html, url_fetcher=_fetch_nothing).write_pdf(
        stylesheets=[weasyprint.CSS(string=_style(), url_fetcher=_fetch_nothing)]
    )
    return made


def _fetch_nothing(url: str, *_args: Any, **_kwargs: Any) -> NoReturn:
    raise ValueError("Nothing is fetched for a page on paper.")


@cache
def _style() -> str:
    path = finders.find(STYLE)
    assert isinstance(path, str)
    with open(path, encoding="utf-8") as file:
        return file.read()


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
