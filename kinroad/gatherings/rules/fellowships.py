"""Fellowships: one name for each, and the kinds people look for. None stands before another."""

import re
from enum import StrEnum

UNKNOWN = ""


class Kind(StrEnum):
    """Ways of recovery as people look for them; never ranked."""

    TWELVE_STEP = "twelve-step"
    FAITH = "faith"
    FAMILY = "family"
    MEDICATION = "medication"
    MINDFUL = "mindful"
    SECULAR = "secular"


_T, _FAITH, _FAMILY, _MED = Kind.TWELVE_STEP, Kind.FAITH, Kind.FAMILY, Kind.MEDICATION

# The spelling each fellowship uses, its kinds, and how lists write it.
_KNOWN: tuple[tuple[str, tuple[Kind, ...], tuple[str, ...]], ...] = (
    ("Alcoholics Anonymous", (_T,), ("aa", "alcoholics anonymous")),
    ("Narcotics Anonymous", (_T,), ("na", "narcotics anonymous")),
    ("Cocaine Anonymous", (_T,), ("ca", "cocaine anonymous")),
    ("Crystal Meth Anonymous", (_T,), ("cma", "crystal meth anonymous")),
    ("Heroin Anonymous", (_T,), ("ha", "heroin anonymous")),
    ("Marijuana Anonymous", (_T,), ("ma", "marijuana anonymous")),
    ("Pills Anonymous", (_T,), ("pa", "pills anonymous")),
    ("Gamblers Anonymous", (_T,), ("ga", "gamblers anonymous")),
    ("Debtors Anonymous", (_T,), ("da", "debtors anonymous")),
    ("Overeaters Anonymous", (_T,), ("oa", "overeaters anonymous")),
    ("Sexaholics Anonymous", (_T,), ("sa", "sexaholics anonymous")),
    ("Co-Dependents Anonymous", (_T, _FAMILY), ("coda", "co dependents anonymous", "codependents anonymous")),
    ("Al-Anon", (_T, _FAMILY), ("al anon", "alanon", "afg", "al anon family groups")),
    ("Alateen", (_T, _FAMILY), ("alateen",)),
    ("Nar-Anon", (_T, _FAMILY), ("nar anon", "naranon")),
    ("Gam-Anon", (_T, _FAMILY), ("gam anon",)),
    ("Families Anonymous", (_T, _FAMILY), ("fa", "families anonymous")),
    (
        "Adult Children of Alcoholics",
        (_T, _FAMILY),
        (
            "aca",
            "acoa",
            "adult children of alcoholic",
            "adult children of alcoholics",
            "adult children of alcoholics and dysfunctional families",
        ),
    ),
    ("Dual Recovery Anonymous", (_T,), ("dra", "dual recovery anonymous")),
    (
        "Iowa Dual Recovery Anonymous (IDRA)",
        (_T,),
        ("idra", "iowa dual recovery anonymous", "iowa dual recovery anonymous idra"),
    ),
    ("Medication-Assisted Recovery Anonymous", (_T, _MED), ("mara", "medication assisted recovery anonymous")),
    ("Celebrate Recovery", (_T, _FAITH), ("cr", "celebrate", "celebrate recovery")),
    ("SMART Recovery", (Kind.SECULAR, _MED), ("smart", "smart recovery")),
    ("SMART Recovery Family & Friends", (Kind.SECULAR, _FAMILY), ("smart family", "smart recovery family friends")),
    ("LifeRing", (Kind.SECULAR,), ("lifering", "lifering secular recovery")),
    ("Women for Sobriety", (Kind.SECULAR,), ("wfs", "women for sobriety")),
    ("Secular Organizations for Sobriety", (Kind.SECULAR,), ("sos", "secular organizations for sobriety")),
    ("Refuge Recovery", (Kind.MINDFUL,), ("refuge", "refuge recovery")),
    ("Recovery Dharma", (Kind.MINDFUL,), ("dharma", "recovery dharma")),
    ("White Bison / Wellbriety", (), ("wellbriety", "white bison", "white bison wellbriety")),
    ("CRUSH", (), ("crush",)),
    ("All Recovery", (), ("all recovery", "all recovery meeting", "all recovery meetings")),
)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


_NAME_OF = {spelling: name for name, _, spellings in _KNOWN for spelling in spellings}
_NAME_OF |= {_plain(name): name for name, _, _ in _KNOWN}
_KINDS_OF = {name: frozenset(kinds) for name, kinds, _ in _KNOWN}


def fellowship_named(text: str) -> str:
    """The fellowship's own spelling of its name; an unknown one keeps the list's words."""
    said = " ".join(text.split())
    return _NAME_OF.get(_plain(said), said)


def kinds_of(fellowship: str) -> frozenset[Kind]:
    """The kinds a fellowship belongs to; none for one we do not know."""
    return _KINDS_OF.get(fellowship, frozenset())
