"""Who should answer this? Boundaries are kept by pointing to the right next person, never by refusing a note."""

import re
from collections.abc import Iterable
from enum import StrEnum
from unicodedata import combining, normalize

from kinroad.coaching.rules import telling_names as names
from kinroad.coaching.rules import telling_words as words


class Answerer(StrEnum):
    """What a note touches that someone else should answer, most urgent first."""

    DANGER = "danger"
    """Danger to someone's own life, an overdose, an emergency: 988, 911."""
    HARM = "harm"
    """Harm to a child or a vulnerable adult: the organization's own steps."""
    MEDICATION = "medication"
    """The prescriber or a pharmacist."""
    HEALTH = "health"
    """A doctor or nurse."""
    LEGAL = "legal"
    """An attorney or legal aid."""
    STEPS = "steps"
    """A sponsor."""


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b")


_NOT_MEANT = _any_of(words.NOT_MEANT)
_HARM_DONE, _HARMED = _any_of(words.HARM_DONE), _any_of(words.HARMED)
_HARM_ALONE = _any_of((*words.HARM_ALONE, rf"{words.DONE_TO} (?:\w+ ){{0,2}}(?:{'|'.join(words.HARMED)})"))
_TOLD_BY = {
    Answerer.DANGER: _any_of((*words.DANGER, *names.DANGERS)),
    Answerer.MEDICATION: _any_of((*words.MEDICATION, *names.MEDICINES)),
    Answerer.HEALTH: _any_of((*words.HEALTH, *names.ILLNESSES)),
    Answerer.LEGAL: _any_of((*words.LEGAL, *names.PAPERS)),
    Answerer.STEPS: _any_of((*words.STEPS, *names.STEP_WORK)),
}
_SENTENCE_END = re.compile(r"[.!?;\n]+")


def plain(text: str) -> str:
    """Lower case, without accents, with straight quotes: people type on phones."""
    folded = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return folded.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def tells_of_harm(meant: str) -> bool:
    """Whether one sentence names both what is done and someone who cannot protect themselves."""
    if _HARM_ALONE.search(meant):
        return True
    return any(_HARMED.search(one) and _HARM_DONE.search(one) for one in _SENTENCE_END.split(meant))


def who_should_answer(text: str) -> tuple[Answerer, ...]:
    """Who should answer what a note touches, most urgent first, each once.

    It looks for words and understands nothing: it may point too often, and it must never stand in the way.
    """
    meant = _NOT_MEANT.sub(" ", plain(text))
    told = {answerer for answerer, pattern in _TOLD_BY.items() if pattern.search(meant)}
    if tells_of_harm(meant):
        told.add(Answerer.HARM)
    return tuple(answerer for answerer in Answerer if answerer in told)
