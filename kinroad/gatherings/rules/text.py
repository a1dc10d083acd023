"""Words of a list, made fit for a page: no markup, no last names, one space between words."""

import re
import unicodedata

from kinroad.core.plain_text import tidy

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "rev", "fr", "sr", "pastor", "father", "sister", "brother"})


def first_name(text: str) -> str:
    """ "Robert" of "Robert Smith", "Smith, Robert", "Dr. Robert S." or "Robert & Ann": a contact person is one first
    name, without what could find them (an address, a number)."""
    last, comma, first = tidy(text).partition(",")
    words = re.findall(r"[^\s/&+()<>]+", first if comma and re.search(r"[^\W\d_]", first) else last)
    names = [word.strip(".,;:") for word in words if not re.search(r"[@\d]", word)]
    return next((name for name in names if name.casefold() not in _TITLES and name[:1].isalpha()), "")[:40]


def slug_of(*texts: str, longest: int = 58) -> str:
    """Letters, digits and hyphens for an address; empty when nothing of the texts is Latin."""
    plain = unicodedata.normalize("NFKD", " ".join(texts)).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"['’;]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")
