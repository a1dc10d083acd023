"""Work for later: enqueued in the transaction that asks for it, by dotted name, with ids only."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from uuid import UUID

from django.apps import apps
from django_tasks import task
from django_tasks.base import Task

from kinroad.core.models import organization_of
from kinroad.core.tenancy import everywhere, inside


def later(name: str, *ids: UUID) -> None:
    """Enqueue `name` ("people.tasks.find_duplicates") with these ids.

    The queue stands in the same database, so both commit or neither. By name, so that actions need not import tasks.
    """
    module, function = f"kinroad.{name}".rsplit(".", 1)
    task = getattr(import_module(module), function)
    assert isinstance(task, Task), f"{name} is not a task"
    task.enqueue(*[str(each) for each in ids])


def task_about(model: str) -> Callable[[Callable[..., None]], Task[..., None]]:
    """A task whose ids name rows of `model`: it acts inside the organization of the first.

    An id of nothing does nothing.
    """

    def made(work: Callable[..., None]) -> Task[..., None]:
        @wraps(work)
        def confined(*ids: str) -> None:
            with everywhere():
                home = organization_of(apps.get_model(model), UUID(ids[0]))
            if home is not None:
                with inside(home):
                    work(*ids)

        confined.__dict__["about"] = model
        return task()(confined)

    return made
