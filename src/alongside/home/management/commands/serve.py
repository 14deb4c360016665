import os
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command

from alongside.home.management import serving


class Command(BaseCommand):
    help = "Serves the pages, with the worker beside them. Stop it with Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address", default="127.0.0.1", help="Where to listen. The default is this machine."
        )
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--workers", type=int, default=1, help="Server processes. One is right for SQLite."
        )
        parser.add_argument(
            "--threads", type=int, default=4, help="Requests that one process answers at a time."
        )
        parser.add_argument("--without-worker", action="store_true", help="When the worker runs on its own.")

    def handle(self, **options: Any) -> None:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        settings.WHITENOISE_USE_FINDERS = False
        worker = None if options["without_worker"] else start_worker()
        self.stdout.write(f"Open http://{options['address']}:{options['port']}")
        self.stdout.flush()
        try:
            serving.serve(
                address=options["address"],
                port=options["port"],
                workers=options["workers"],
                threads=options["threads"],
            )
        finally:
            if worker is not None:
                worker.send_signal(signal.SIGTERM)
                worker.wait(timeout=30)


def start_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "alongside.home.management", "run_worker", "--parent", str(os.getpid())]
    return subprocess.Popen(command)  # noqa: S603 - a fixed command
