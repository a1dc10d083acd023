"""The facts of people: organizations, persons, participants, peer leaders, accounts, the circle."""

from kinroad.people.models.account import Account, Invitation, RoleHeld, Standing
from kinroad.people.models.circle import CircleRow, Why
from kinroad.people.models.death import Death, DeathRead
from kinroad.people.models.device import DeviceSession
from kinroad.people.models.emergency import EmergencyAlert, EmergencySight
from kinroad.people.models.organization import HostName, Organization, Part2Status, PolicySetting, Program, Site
from kinroad.people.models.participant import (
    Episode,
    Kind,
    NoticeGiven,
    Participant,
    RecoveryDate,
    RelationToTreatment,
)
from kinroad.people.models.peer_leader import PeerLeader, Supervision
from kinroad.people.models.person import Draft, Person, PossibleDuplicate, SearchKey
from kinroad.people.models.retention import LegalHold, RetentionAdvice
from kinroad.people.models.second_key import AppCode, SpareCode
from kinroad.people.models.tries import Tries
from kinroad.people.models.way_in import WayIn

__all__ = [
    "Account",
    "AppCode",
    "CircleRow",
    "Death",
    "DeathRead",
    "DeviceSession",
    "Draft",
    "EmergencyAlert",
    "EmergencySight",
    "Episode",
    "HostName",
    "Invitation",
    "Kind",
    "LegalHold",
    "NoticeGiven",
    "Organization",
    "Part2Status",
    "Participant",
    "PeerLeader",
    "Person",
    "PolicySetting",
    "PossibleDuplicate",
    "Program",
    "RecoveryDate",
    "RelationToTreatment",
    "RetentionAdvice",
    "RoleHeld",
    "SearchKey",
    "Site",
    "SpareCode",
    "Standing",
    "Supervision",
    "Tries",
    "WayIn",
    "Why",
]
