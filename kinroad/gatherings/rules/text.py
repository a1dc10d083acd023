"""Words of a list, made fit for a page: no markup, no last names, one space between words."""

import html
import re
import unicodedata

_CODE_POINT = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def tidy(text: str) -> str:
    """One line of plain text.

    A code point spelled out ("<U+00A0>") is surely a broken export and becomes its character. Anything
    less sure ("St. Ann;s") stays as the list has it: a local correction is the place to mend it.
    """
    text = _CODE_POINT.sub(lambda found: _character(int(found[1], 16)), text)
    text = _TAG.sub(" ", html.unescape(text)) if "<" in text or "&" in text else text
    text = "".join(" " if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter for letter in text)
    return " ".join(text.split())


def _character(number: int) -> str:
    return " " if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF else chr(number)


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
