"""A task that a dead worker left is offered again, a living one's is left alone."""

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task as as_task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kinroad.config import worker

ME = f"{worker.here()}:{os.getpid()}:0000aaaa"


@as_task()
def break_over_a_name():
    raise ValueError("Failing row contains (Wilhelmina)")


def left_running(*worker_ids, minutes_ago=5):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - timedelta(minutes=minutes_ago),
        run_after=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="kinroad.people.tasks.find_duplicates",
        backend_name="default",
        worker_ids=list(worker_ids),
    )


def status(task):
    task.refresh_from_db()
    return task.status


@pytest.fixture
def dead():
    """The name of a worker of this machine that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{worker.here()}:{process.pid}:0000bbbb"


def test_what_a_dead_worker_left_is_offered_again(db, dead):
    task = left_running(dead)

    assert worker.offer_again(by=ME) == 1
    assert status(task) == TaskResultStatus.READY


def test_what_a_living_worker_does_is_left_alone(db):
    task = left_running(f"{worker.here()}:{os.getppid()}:0000cccc")

    assert worker.offer_again(by=ME) == 0
    assert status(task) == TaskResultStatus.RUNNING


def test_a_worker_of_the_same_number_before_a_restart_is_a_dead_one(db):
    task = left_running(f"{worker.here()}:{os.getpid()}:0000dddd")

    worker.offer_again(by=ME)

    assert status(task) == TaskResultStatus.READY


def test_a_task_of_another_machine_is_offered_again_only_after_a_long_time(db):
    assert socket.gethostname() != "elsewhere"
    short, long = left_running("elsewhere:1:0000eeee"), left_running("elsewhere:1:0000ffff", minutes_ago=90)

    worker.offer_again(by=ME)

    assert status(short) == TaskResultStatus.RUNNING
    assert status(long) == TaskResultStatus.READY


def test_a_task_that_took_three_workers_with_it_is_not_offered_a_fourth_time(db, dead):
    task = left_running(dead, dead, dead)

    worker.offer_again(by=ME)

    assert status(task) == TaskResultStatus.FAILED


def test_the_daily_sweep_runs_whole(db):
    worker.tidy()


def test_a_failed_task_keeps_its_place_and_kind_but_no_words(db):
    """The queue stands in the same database as sealed names, and is not sealed."""
    waiting = left_running()
    waiting.task_path = f"{__name__}.break_over_a_name"
    waiting.save()

    worker.TidyWorker().run_task(waiting)

    waiting.refresh_from_db()
    assert waiting.status == TaskResultStatus.FAILED
    assert waiting.exception_class_path == "builtins.ValueError"
    assert "break_over_a_name" in waiting.traceback
    assert "Wilhelmina" not in waiting.traceback
