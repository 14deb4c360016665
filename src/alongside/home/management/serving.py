"""The web server: granian's processes, each tied to the one that started it. They write no access log."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.http import HttpResponse
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from alongside.home.management.lifelines import end_with

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
APPLICATION = "alongside.config.wsgi:application"
ENDS_WITHIN = 20
"""Seconds. A process that has not ended by then is killed when the server stops: what it answered is on the disk."""
KEPT_IDLE = 600
"""Seconds. A thread that comes anew opens the database anew."""


def load(target: str, *, parent: int) -> Application:
    """Runs in each new server process, before it answers anything."""
    end_with(parent, signal.SIGKILL)
    module, _separator, name = target.partition(":")
    return in_one_piece(getattr(__import__(module, fromlist=[name]), name))


def in_one_piece(application: Application) -> Application:
    """A page that is there as a whole goes to the server as a list of one: asking an iterator for its parts takes the
    server longer than all that it does beside. Files come in their parts.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response = application(environ, start_response)
        if not isinstance(response, HttpResponse):
            return response
        try:
            return [response.content]
        finally:
            response.close()

    return answer


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
        blocking_threads_idle_timeout=KEPT_IDLE,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=ENDS_WITHIN,
    )
    server.serve(target_loader=partial(load, parent=os.getpid()))
