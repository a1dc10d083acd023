"""The worker: does what waits in the queue, offers again what a dead worker left, and sweeps what is past its day."""

import logging
import os
import re
import secrets
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import close_old_connections
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kinroad.coaching.actions.call_list import plan_mornings
from kinroad.coaching.actions.check_in_rhythm import ask_who_is_due
from kinroad.coaching.actions.reminder import put_reminders
from kinroad.coaching.actions.trigger_day import roll_on
from kinroad.config import clock
from kinroad.config.keys import go_on_sealing
from kinroad.config.past import purge_one
from kinroad.config.trail import seal_all
from kinroad.core.tenancy import everywhere, inside
from kinroad.core.time import local, now
from kinroad.gatherings.actions.attendance import settle_sheets
from kinroad.gatherings.actions.coming_news import remind_those_due
from kinroad.gatherings.actions.forgetting import forget_who_came, free_places_of_the_dead
from kinroad.gatherings.actions.gathering import plan_all_ahead
from kinroad.gatherings.actions.source import ask_who_is_due as ask_lists_that_are_due
from kinroad.interop.actions.rosters import forget_files
from kinroad.notifications.actions import delivery as outbox
from kinroad.people.actions.death import close_circles
from kinroad.people.actions.device import SessionStore
from kinroad.people.actions.drafts import forget_old_drafts
from kinroad.people.actions.tries import forget_old_tries
from kinroad.people.models import Organization
from kinroad.people.queries.each import in_each
from kinroad.people.queries.policies import policy_of
from kinroad.people.rules.viewer import Viewer
from kinroad.practical_help.actions.tending import tend
from kinroad.resources.actions.shortlist import forget_lists

logger = logging.getLogger("kinroad.worker")
logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # it calls every ordinary stop a warning

PAUSE = 1.0  # seconds between two looks into an empty queue
SWEEP = 60.0  # seconds between two looks for tasks that a dead worker left
DAY = 24 * 60 * 60.0
LONGEST_TASK = timedelta(hours=1)  # a task of another machine that runs longer than this is offered again
LATEST_LINE = timedelta(days=8)  # once a day even a line that came so late is found and sealed
IN_EACH_ORGANIZATION: tuple[Callable[..., int], ...] = (
    put_reminders,
    remind_those_due,
    ask_who_is_due,
    tend,
    plan_mornings,
)
TRIES = 3  # a task that took three workers with it is not offered a fourth time


def work(*, once: bool = False, parent: int | None = None) -> int:
    """Work until told to stop, or until `parent` is gone."""
    worker = TidyWorker()
    worker.configure_signals()
    swept = tidied = float("-inf")
    while worker.running and (parent is None or os.getppid() == parent):
        try:
            close_old_connections()
            if time.monotonic() - swept >= SWEEP:
                sweep(worker.worker_id)
                swept = time.monotonic()
            if time.monotonic() - tidied >= DAY:
                with inside(None):
                    tidy()
                tidied = time.monotonic()
            with inside(None):
                if DBTaskResult.objects.ready().exists():
                    worker.run()
        except Exception:
            # A task's own trouble stands in its result; this is ours or the database's, and passes.
            logger.exception("The worker stumbled; it goes on in a moment.")
            time.sleep(SWEEP / 12)
        if once:
            break
        time.sleep(PAUSE)
    return 0


class TidyWorker(Worker):
    """Django's database worker, run until its queue is empty, under a name that says where it lives."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            interval=PAUSE,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{here()}:{os.getpid()}:{secrets.token_hex(4)}",
            excluded_queue_names=[],
        )


@receiver(pre_save, sender=DBTaskResult)
def keep_no_words(instance: DBTaskResult[..., Any], **_: Any) -> None:
    """Of a task that failed, keep where and the kind of error, not its message: a name may stand in it.

    Before it is written the first time: what was written once stands in the database's log of writes.
    """
    if instance.traceback:
        places = re.findall(r'^ *File ".*", line \d+, in .*$', instance.traceback, re.MULTILINE)
        instance.traceback = "\n".join(places)


def here() -> str:
    return socket.gethostname()[:40].replace(":", "-")


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_gone(worker_id: str, *, by: str) -> bool | None:
    """Whether that worker no longer runs; None when only another machine could know."""
    if worker_id.count(":") != 2:
        return None
    host, process, _ = worker_id.split(":")
    if host != here():
        return None
    # After a restart in a container another worker may carry the same number as this one.
    return not is_alive(int(process)) or (int(process) == os.getpid() and worker_id != by)


def offer_again(*, by: str) -> int:
    """Offer again the tasks that stand as running while nobody runs them. Answers how many."""
    offered = 0
    for task in DBTaskResult.objects.running():
        gone = is_gone(task.worker_ids[-1] if task.worker_ids else "", by=by)
        if gone is None:
            gone = task.started_at is not None and task.started_at < timezone.now() - LONGEST_TASK
        if not gone:
            continue
        # Only as long as nobody else took it: the condition is checked by the database.
        mine = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at)
        if len(task.worker_ids) < TRIES:
            offered += mine.update(status=TaskResultStatus.READY, started_at=None)
        else:
            mine.update(status=TaskResultStatus.FAILED, finished_at=timezone.now(), exception_class_path="WorkerDied")
    return offered


def sweep(worker_id: str) -> None:
    """Once a minute. Each says itself where it works: nowhere else does it meet a row of a program."""
    with inside(None):
        clock.look(at=now())
        offer_again(by=worker_id)
        outbox.sweep(worker=worker_id, is_gone=lambda other: is_gone(other, by=worker_id))
        for look_after in IN_EACH_ORGANIZATION:
            look_after(at=now())
        seal_all()
    with everywhere():
        go_on_sealing()


def tidy() -> None:
    """Once a day, what is past its day: sessions, words, rosters, results nobody asks for; days to come are planned,
    and lists of meetings whose rhythm says so are put in the queue."""
    SessionStore.clear_expired()
    forget_old_tries()
    call_command("prune_db_task_results", verbosity=0)
    seal_all(late=LATEST_LINE)
    forget_lists(at=now())
    in_each(_tidy_one)


def _tidy_one(organization: Organization) -> int:
    organization_id, by = organization.pk, Viewer.system(organization.pk, organization.zone)
    today = local(now(), organization.zone).date()
    policy = policy_of(organization_id)
    keep, long_ago = policy.retention, now() - timedelta(days=policy.death.circle_days)
    forget_old_drafts(organization_id=organization_id, days=keep.drafts_days, public_hours=keep.public_draft_hours)
    close_circles(organization_id=organization_id, before=long_ago, by=by)
    roll_on(organization_id=organization_id, today=today)
    while settle_sheets(organization_id=organization_id, by=by, today=today):
        pass
    while plan_all_ahead(organization_id=organization_id, today=today):
        pass
    gone = purge_one(organization_id, organization.zone) if clock.is_trusted(at=now()) else {}
    forget_files(at=now(), by=by)
    ask_lists_that_are_due(organization_id=organization_id, at=now())
    while forget_who_came(at=now(), by=by) or free_places_of_the_dead(at=now(), by=by):
        pass
    return sum(gone.values())
