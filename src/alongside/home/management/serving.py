"""The web server: granian's processes, each tied to the one that started it. They write no access log."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from alongside.home.management.lifelines import end_with

APPLICATION = "alongside.config.wsgi:application"
ENDS_WITHIN = 20
"""Seconds. A process that has not ended by then is killed when the server stops: what it answered is on the disk."""


def load(target: str, *, parent: int) -> Callable[..., Any]:
    """Runs in each new server process, before it answers anything."""
    end_with(parent, signal.SIGKILL)
    module, _separator, name = target.partition(":")
    loaded: Callable[..., Any] = getattr(__import__(module, fromlist=[name]), name)
    return loaded


def serve(application: str = APPLICATION, *, address: str, port: int, workers: int, threads: int) -> None:
    """Answers until it is told to stop. A process begins as a copy of this one, and so answers in half the time."""
    multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        application,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=ENDS_WITHIN,
    )
    server.serve(target_loader=partial(load, parent=os.getpid()))
