"""What is kept longer, in the world of the tests."""

from kinroad.core.ids import uuid7
from kinroad.people.actions.retention import hold
from kinroad.people.models import Program
from kinroad.people.rules.viewer import Viewer


def a_program_held(by: Viewer) -> None:
    """A hold on a program in which nobody of the world is."""
    other = Program(organization_id=by.organization_id, name="Another program")
    other.save()
    hold(id=uuid7(), program=other, reason="Letter of the court", by=by)
