import os
import secrets
import signal
import threading
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.db import close_old_connections

from alongside.home import actions, jobs
from alongside.home.management.lifelines import end_with
from alongside.home.rules import WORKER


class Command(BaseCommand):
    help = "Does what time brings about: offers end, mail goes out, old things are deleted. One at a time."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pause", type=float, default=5.0, help="Seconds between two rounds.")
        parser.add_argument("--once", action="store_true", help="One round, then stop.")
        parser.add_argument("--parent", type=int, help="Stop when this process ends.")

    def handle(self, **options: Any) -> None:
        stop = threading.Event()
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: stop.set())
        if options["parent"]:
            end_with(options["parent"], signal.SIGTERM)
        holder = f"{os.getpid()}-{secrets.token_hex(4)}"
        try:
            work(holder, stop, options)
        finally:
            actions.give_back_lease(name=WORKER, holder=holder)


def work(holder: str, stop: threading.Event, options: dict[str, Any]) -> None:
    while not stop.is_set():
        close_old_connections()
        jobs.work_round(holder=holder)
        if options["once"] or (options["parent"] and os.getppid() != options["parent"]):
            return
        stop.wait(options["pause"])
