"""The roles of an organization, several at once for one person."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do here. Administrators and evaluators see no record."""

    PARTICIPANT = "participant"
    PEER_LEADER = "peer_leader"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    PROGRAM_MANAGER = "program_manager"
    ADMINISTRATOR = "administrator"
    EVALUATOR = "evaluator"


WORKING_ROLES = frozenset(Role) - {Role.PARTICIPANT}
COORDINATING_ROLES = frozenset({Role.COORDINATOR, Role.PROGRAM_MANAGER})
