"""What a listing says about a meeting, in one set of codes.

Upper-case codes are those of the Meeting Guide format (github.com/code4recovery/spec). Codes in
lower case are ours, for words that format lacks; they never leave in the feed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ONLINE, VIRTUAL_ONLY, HYBRID = "ONL", "virtual-only", "hybrid"
OPEN, CLOSED, TEMPORARILY_CLOSED = "O", "C", "TC"
WHEELCHAIR = "X"
CHILDREN = frozenset({"CF", "BA"})

# Code: the words and letters that lists use for it.
_TABLE: dict[str, str] = {
    "O": "o|open|open meeting|abierta",
    "C": "c|closed|closed meeting|cerrada",
    "TC": "tc|location temporarily closed|temporarily closed|facility temporarily closed|temp closed|suspended",
    "ONL": "onl|online|online meeting|web|zoom|virtual|on line|en línea|virtual",
    VIRTUAL_ONLY: "vm|virtual meeting|online only|virtual only",
    HYBRID: "hy|hyb|hybrid|hybrid meeting|virtual and in person",
    "X": "x|wc|wa|wheelchair|wheelchair access|wheelchair accessible|handicap accessible|accessible|step free",
    "XB": "xb|wheelchair accessible bathroom",
    "CF": "cf|cs|cw|child friendly|children welcome|children under supervision|kids welcome|family friendly",
    "BA": "ba|cc|babysitting available|babysitting|child care|childcare|child care available",
    "no-children": "nc|no children",
    "EN": "en|eng|english|inglés",
    "S": "s|es|esp|spa|spanish|español|espanol",
    "ASL": "asl|american sign language",
    "FR": "fr|french",
    "KOR": "kor|korean",
    "POL": "pol|polish",
    "POR": "por|portuguese",
    "RUS": "rus|russian",
    "JA": "ja|japanese",
    "D": "d|discussion|discussion meeting|open discussion",
    "topic": "to|topic|topic meeting",
    "B": "b|big book|big book study|bb",
    "BE": "be|beg|beginner|beginners|newcomer|newcomers",
    "ST": "st|step|steps|step meeting|step study|12 step",
    "TR": "tr|tradition|traditions|tradition study",
    "12x12": "12x12|12 and 12|twelve and twelve|12 steps 12 traditions",
    "SP": "sp|so|speaker|speaker only|speaker meeting",
    "SPD": "sd|spd|speaker discussion",
    "LIT": "lit|bk|literature|literature study|book study",
    "11": "11|11th step|11th step meditation|eleventh step",
    "MED": "med|me|meditation",
    "CAN": "can|cl|candlelight",
    "GR": "gr|grapevine",
    "DR": "dr|daily reflections",
    "LS": "ls|living sober",
    "ABSI": "absi|as bill sees it",
    "A": "a|secular|atheist agnostic",
    "W": "w|women|women only|womens|ladies|mujeres",
    "M": "m|men|men only|mens|hombres",
    "Y": "y|yp|young people",
    "SEN": "sen|seniors",
    "LGBTQ": "lgbtq|lgbt|gl|glbt|gay lesbian|lgbtqia",
    "G": "g|gay",
    "L": "l|lesbian",
    "T": "t|transgender",
    "BI": "bi|bisexual",
    "POC": "poc|people of color|bipoc",
    "N": "n|native american",
    "NDG": "ndg|indigenous",
    "DD": "dd|dual diagnosis",
    "P": "p|professionals",
    "POA": "poa|proof of attendance",
    "SM": "sm|smoking permitted|smoking",
    "FF": "ff|fragrance free",
    "OUT": "out|outdoor|outdoors|outside",
    "BRK": "brk|breakfast",
    "H": "h|birthday",
    "XT": "xt|cross talk permitted",
    "DB": "db|digital basket",
    "AL-AN": "al an|concurrent with al anon",
    "AL": "al|concurrent with alateen",
    "basic-text": "bt|basic text",
    "it-works": "iw|it works|it works how and why",
    "just-for-today": "jt|jft|just for today",
    "living-clean": "lc|living clean",
    "round-robin": "rr|round robin",
    "rotating": "rf|rotating format",
    "open-ended": "oe|open ended",
    "step-guide": "sg|step working guide|step working guides",
    "question-basket": "ab|ask it basket|question and answer|qa",
}
# Narcotics Anonymous lists use a few of the same letters for other things.
_IN_NA = {"b": "BE", "bl": "BI", "s": "SM", "a": "", "t": ""}
_LANGUAGES = {
    "EN": "en",
    "S": "es",
    "ASL": "ase",
    "FR": "fr",
    "KOR": "ko",
    "POL": "pl",
    "POR": "pt",
    "RUS": "ru",
    "JA": "ja",
}
_LANGUAGE_CODES = frozenset(_LANGUAGES.values())


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold().replace("'", "").replace("’", "")).strip()


_CODE_OF = {_plain(word): code for code, words in _TABLE.items() for word in words.split("|")}
_CODE_OF |= {_plain(code): code for code in _TABLE}
KNOWN_CODES = frozenset(_TABLE)


@dataclass(frozen=True, slots=True)
class Formats:
    """Codes in the order said, what they mean for a finder, and the words we could not read."""

    codes: tuple[str, ...]
    languages: tuple[str, ...]
    open: bool | None
    unread: tuple[str, ...]
    both_open_and_closed: bool


def read_formats(text: str, *, fellowship: str = "") -> Formats:
    """Codes of "O,WC", "Open, Wheelchair Access" or ["O", "X"] joined by commas."""
    codes: list[str] = []
    unread: list[str] = []
    for word in re.split(r"[,;|\n]+", text):
        plain = _plain(word)
        if not plain:
            continue
        code = _IN_NA.get(plain) if fellowship == "Narcotics Anonymous" else None
        code = code if code is not None else _CODE_OF.get(plain, "")
        if code and code not in codes:
            codes.append(code)
        elif not code:
            unread.append(" ".join(word.split()))
    both = OPEN in codes and CLOSED in codes
    return Formats(
        codes=tuple(codes),
        languages=languages_of(codes),
        open=None if both else True if OPEN in codes else False if CLOSED in codes else None,
        unread=tuple(unread),
        both_open_and_closed=both,
    )


def codes_as_known(
    said: Sequence[str], *, open: bool | None, temporarily_closed: bool, online: bool, wheelchair: bool
) -> list[str]:
    """The codes of a listing with what we corrected since: what is told elsewhere must not send people astray."""
    known = {TEMPORARILY_CLOSED: temporarily_closed, ONLINE: online, WHEELCHAIR: wheelchair}
    if open is not None or {OPEN, CLOSED} <= set(said):
        known |= {OPEN: open is True, CLOSED: open is False}
    kept = [code for code in said if known.get(code, True)]
    return (
        [code for code in (OPEN, CLOSED) if known.get(code) and code not in kept]
        + kept
        + [code for code in (TEMPORARILY_CLOSED, WHEELCHAIR) if known[code] and code not in kept]
    )


def languages_of(codes: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Language codes (ISO 639) that the formats name; none when the list does not say."""
    return tuple(sorted({_LANGUAGES[code] for code in codes if code in _LANGUAGES}))


def read_languages(text: str) -> tuple[str, ...]:
    """Languages of a column of its own ("Spanish", "en, es")."""
    found = set(languages_of(read_formats(text).codes))
    found |= {word for word in re.split(r"[^a-z]+", text.casefold()) if word in _LANGUAGE_CODES}
    return tuple(sorted(found))
