"""Who tends the directory: says what is right, adds what is missing, and decides what is the same place."""

from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.rules.viewer import Viewer

EDITORS = tuple(COORDINATING_ROLES)
"""For `for_roles(*EDITORS)`."""


def may_edit(viewer: Viewer | None) -> bool:
    """Whether this viewer tends the directory, and so also sees confidential addresses."""
    return viewer is not None and viewer.has(*EDITORS)
