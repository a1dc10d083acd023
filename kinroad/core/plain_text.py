"""Words out of somebody's file, made fit for a page: no markup, one space between words."""

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
