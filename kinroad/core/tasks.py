"""Work for later: enqueued in the transaction that asks for it, by dotted name, with ids only."""

from importlib import import_module
from uuid import UUID

from django_tasks.base import Task


def later(name: str, *ids: UUID) -> None:
    """Enqueue `name` ("people.tasks.find_duplicates") with these ids.

    The queue stands in the same database, so both commit or neither. By name, so that actions need not import tasks.
    """
    module, function = f"kinroad.{name}".rsplit(".", 1)
    task = getattr(import_module(module), function)
    assert isinstance(task, Task), f"{name} is not a task"
    task.enqueue(*[str(each) for each in ids])
