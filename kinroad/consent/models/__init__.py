"""The facts of consent and of what left."""

from kinroad.consent.models.consent import Consent, Disclosure, Revocation
from kinroad.consent.models.letter import Letter
from kinroad.consent.models.restriction import Restriction
from kinroad.consent.models.supporter import Okay, Supporter

__all__ = ["Consent", "Disclosure", "Letter", "Okay", "Restriction", "Revocation", "Supporter"]
