"""Facts about resources: the directory, where it comes from, and what we know better."""

from kinroad.resources.models.details import (
    Accessibility,
    CostOption,
    Language,
    Phone,
    RequiredDocument,
    Schedule,
    ServiceArea,
    Tag,
)
from kinroad.resources.models.directory import (
    HIDDEN_FIELDS,
    LISTED,
    Agency,
    Location,
    Service,
    ServiceAtLocation,
    State,
)
from kinroad.resources.models.double import Double
from kinroad.resources.models.experience import Experience
from kinroad.resources.models.finding import FindHours, FindWord, KnownWord
from kinroad.resources.models.referral import AnswerLink, BarrierMet, Referral, ReferralStep
from kinroad.resources.models.report import WrongReport
from kinroad.resources.models.shortlist import Shortlist
from kinroad.resources.models.source import ResourceCorrection, ResourceSource

__all__ = [
    "HIDDEN_FIELDS",
    "LISTED",
    "Accessibility",
    "Agency",
    "AnswerLink",
    "BarrierMet",
    "CostOption",
    "Double",
    "Experience",
    "FindHours",
    "FindWord",
    "KnownWord",
    "Language",
    "Location",
    "Phone",
    "Referral",
    "ReferralStep",
    "RequiredDocument",
    "ResourceCorrection",
    "ResourceSource",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "Shortlist",
    "State",
    "Tag",
    "WrongReport",
]
