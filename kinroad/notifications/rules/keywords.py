"""What a text that came in asks for. Its words are read here and kept nowhere."""

import re
import unicodedata
from enum import StrEnum


class Asked(StrEnum):
    """What somebody wants who wrote back."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    WRONG = "wrong"
    OTHER = "other"


# The whole text, but for what is polite or empty. Without accents, in small letters.
STOP_WORDS = frozenset(
    (
        *("stop", "stopall", "stop all", "end", "quit", "cancel", "unsubscribe", "optout", "opt out", "revoke"),
        *("no more", "stop it", "stop now", "stop this", "go away", "remove me", "stop messages"),
        *("alto", "parar", "pare", "paren", "para", "basta", "cancelar", "terminar", "fin", "detener", "no mas"),
        *("ya no", "ya basta", "salir", "eliminar", "borrar"),
    )
)
START_WORDS = frozenset(("start", "unstop", "yes start", "empezar", "comenzar", "iniciar", "inicio"))
HELP_WORDS = frozenset(("help", "info", "ayuda", "informacion"))
# Anywhere in a text: a wish in somebody's own words (47 CFR 64.1200(a)(10): any reasonable way).
STOP_SAYINGS = (
    "leave me alone",
    *("stop texting", "stop messaging", "stop sending", "stop contacting", "stop writing", "stop calling"),
    *("do not text", "dont text", "do not message", "dont message", "do not contact", "dont contact", "do not write"),
    *("no more texts", "no more messages", "quit texting", "quit messaging", "take me off", "remove my number"),
    *("remove me from", "unsubscribe me", "opt me out", "lose my number", "lose this number"),
    *("dejenme en paz", "dejeme en paz", "dejame en paz", "dejen de", "deje de escrib", "deje de mandar"),
    *("no me escrib", "no me mand", "no me env", "no me contact", "no mas mensajes", "no mas textos"),
    *("no quiero mensajes", "no quiero mas", "ya no me", "quitenme", "quiteme", "borren mi numero"),
)
WRONG_SAYINGS = ("wrong number", "wrong person", "numero equivocado", "se equivoco de numero", "persona equivocada")
POLITE = re.compile(r"\b(?:please|pls|plz|thanks|thank you|now|ok|okay|por favor|porfavor|gracias|ya)\b")


def asked(text: str) -> Asked:
    """What this text asks for. In doubt between a stop and anything else it is a stop."""
    said = fold(text)
    short = " ".join(POLITE.sub(" ", said).split())
    if {said, short} & STOP_WORDS or any(saying in said for saying in STOP_SAYINGS):
        return Asked.STOP
    if any(saying in said for saying in WRONG_SAYINGS):
        return Asked.WRONG
    if {said, short} & START_WORDS:
        return Asked.START
    return Asked.HELP if {said, short} & HELP_WORDS else Asked.OTHER


def fold(text: str) -> str:
    """Small letters without accents, apostrophes and signs, one blank between words."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’`]", "", plain)).split())
