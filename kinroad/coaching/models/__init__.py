"""The facts of one-to-one support."""

from kinroad.coaching.models.contact import Contact, ContactPart, ContactPartVersion
from kinroad.coaching.models.match import Match
from kinroad.coaching.models.request import DualRelationship, MatchWishes, RequestForSupport

__all__ = [
    "Contact",
    "ContactPart",
    "ContactPartVersion",
    "DualRelationship",
    "Match",
    "MatchWishes",
    "RequestForSupport",
]
