"""The facts of consent and of what left."""

from kinroad.consent.models.breach import Breach
from kinroad.consent.models.consent import Consent, Disclosure, Revocation
from kinroad.consent.models.correction import Correction, CorrectionAnswer, CorrectionStatement
from kinroad.consent.models.incident import Incident, IncidentReader
from kinroad.consent.models.legal import LegalRequest, LegalStep
from kinroad.consent.models.letter import Letter
from kinroad.consent.models.restriction import Restriction, RestrictionAnswer
from kinroad.consent.models.supporter import Okay, Supporter

__all__ = [
    "Breach",
    "Consent",
    "Correction",
    "CorrectionAnswer",
    "CorrectionStatement",
    "Disclosure",
    "Incident",
    "IncidentReader",
    "LegalRequest",
    "LegalStep",
    "Letter",
    "Okay",
    "Restriction",
    "RestrictionAnswer",
    "Revocation",
    "Supporter",
]
