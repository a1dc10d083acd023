"""The server: gunicorn with threads, loaded once and forked, and beside it one process for the work that waits."""

import argparse
import os
import signal
import time
import traceback
from collections.abc import Callable
from threading import Thread
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from kinroad.config import worker
from kinroad.config.house import lock
from kinroad.config.logs import HideSecrets, WithoutWords
from kinroad.core.tenancy import close_the_house

BETWEEN_STARTS = 5.0  # seconds before a task worker that ended is started again
PATIENCE = 10  # seconds given to a request, or to a task, when the program is told to stop


class HouseLogger(Logger):  # type: ignore[misc]
    """What the server itself says of an error that nobody caught: where and of which kind, without its words."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(WithoutWords(self.error_fmt, self.datefmt))
            handler.addFilter(HideSecrets())


class HouseArbiter(Arbiter):  # type: ignore[misc]
    """Gunicorn's own keeper of processes, which also keeps the task worker."""

    task_worker = 0
    started = -BETWEEN_STARTS

    def manage_workers(self) -> None:
        super().manage_workers()
        if self.app.with_worker and not self.task_worker_lives() and time.monotonic() - self.started >= BETWEEN_STARTS:
            self.start_task_worker()

    def task_worker_lives(self) -> bool:
        # Gunicorn reaps every child, so a process that ended is gone for good.
        return bool(self.task_worker) and worker.is_alive(self.task_worker)

    def start_task_worker(self) -> None:
        self.started, parent = time.monotonic(), os.getpid()
        let_go_of_the_database()
        self.task_worker = os.fork()
        if self.task_worker:
            return
        status = 1
        try:
            for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH):
                signal.signal(number, signal.SIG_DFL)
            for listener in self.LISTENERS:
                os.close(listener.fileno())
            status = worker.work(parent=parent)
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else 0
        except BaseException:
            traceback.print_exc()
        finally:
            # A forked child must never walk back into its parent's loop.
            os._exit(status)

    def stop(self, graceful: bool = True) -> None:
        if self.task_worker_lives():
            os.kill(self.task_worker, signal.SIGTERM)
        super().stop(graceful)
        deadline = time.monotonic() + PATIENCE
        while self.task_worker_lives() and time.monotonic() < deadline:
            self.reap_workers()
            time.sleep(0.05)
        if self.task_worker_lives():
            os.kill(self.task_worker, signal.SIGKILL)


def let_go_of_the_database() -> None:
    """Close every connection, and the pool, before a fork: two processes on one of them would read each other's rows.

    Connections are opened again when they are asked for.
    """
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def before_the_first_request() -> None:
    """In each process that serves pages."""
    close_the_house()
    Thread(target=read_the_table_of_zip_codes, daemon=True).start()


def read_the_table_of_zip_codes() -> None:
    """Beside the first requests, so that neither the start nor the first search near a ZIP code waits for it."""
    from kinroad.core import place

    place.load()


class House(BaseApplication):  # type: ignore[misc]
    """Our pages as gunicorn wants them, with its settings given here and nowhere else."""

    def __init__(self, settings: dict[str, Any], *, with_worker: bool) -> None:
        self.settings, self.with_worker = settings, with_worker
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The pages, loaded whole before the fork: what one process has read, the others need not read again."""
        from django.urls import get_resolver

        from kinroad.config.wsgi import application

        get_resolver().url_patterns  # noqa: B018  reading them imports every page
        get_resolver().resolve_error_handler(500)
        return application

    def run(self) -> None:
        HouseArbiter(self).run()


def serve(options: argparse.Namespace, *, with_worker: bool, once_ready: Callable[[], None] | None = None) -> int:
    """Serve until told to stop (SIGTERM, or Ctrl-C); then let open requests end."""
    settings = {
        "bind": f"{options.host}:{options.port}",
        "workers": options.processes,
        "threads": options.threads,
        "worker_class": "gthread",
        "preload_app": True,
        "loglevel": "warning",
        "logger_class": HouseLogger,
        "graceful_timeout": PATIENCE,
        "timeout": 60,
        "control_socket_disable": True,
        "proc_name": "kinroad",
        "pre_fork": lambda arbiter, process: let_go_of_the_database(),
        "post_worker_init": lambda process: before_the_first_request(),
        "when_ready": lambda arbiter: once_ready() if once_ready else None,
    }
    if os.path.isdir("/dev/shm"):  # noqa: S108  memory, so that a slow disk never looks like a stuck process
        settings["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
    # Held by every process that is forked from this one, so that no backup is put back under their feet.
    in_use = lock(alone=False)
    try:
        House(settings, with_worker=with_worker).run()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    finally:
        in_use.close()
    return 0
