"""Real servers of one process each, and what they use: `python -m benchmarks.servers APPLICATION PORT` is one."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.db import connection

from alongside.home.management import serving
from alongside.home.management.commands.serve import start_worker
from alongside.home.management.lifelines import end_with

OURS, BARE = "benchmarks.ours:application", "benchmarks.bare.wsgi:application"
SETTINGS = {OURS: "alongside.config.settings", BARE: "benchmarks.bare.settings"}
STARTS_WITHIN = 120
CLOCK_OF_A_PROCESS = 2
"""How Linux makes a clock's number of a process (`clock_getcpuclockid`), which Python does for threads only."""


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    port: int

    def family(self) -> list[int]:
        return [self.pid, *children(self.pid)]

    def cpu_seconds(self) -> float:
        """What everything but the worker beside the pages has used so far."""
        return sum(used(pid) for pid in self.family() if "run_worker" not in command_of(pid))

    def megabytes(self) -> float:
        """What all of it holds in memory, the worker included; a page that two of them share counts once."""
        return sum(resident(pid) for pid in self.family()) / 1e6


@contextmanager
def running(application: str, rows: int, folder: Path | None = None) -> Iterator[Server]:
    """Serves until the block ends, with the data of this process or of another folder."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": SETTINGS[application],
        "BENCHMARK_ROWS": str(rows),
        **({"ALONGSIDE_DATA_DIR": str(folder)} if folder else {}),
    }
    command = [sys.executable, "-m", "benchmarks.servers", application, str(port)]
    started = subprocess.Popen(command, env=environment)
    try:
        wait_for(started, port)
        yield Server(started.pid, port)
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(timeout=STARTS_WITHIN)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def wait_for(started: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and started.poll() is None:
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/asks/")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    raise TimeoutError("The server does not answer.")


def children(pid: int) -> list[int]:
    direct = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return direct + [lower for child in direct for lower in children(child)]


def of_the_database() -> list[int]:
    """A PostgreSQL on this machine, with all that it started; SQLite is in the server itself."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    parent = int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])
    return [parent, *children(parent)]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def used(pid: int) -> float:
    """CPU seconds of a process, by its own clock. `/proc` has the same, in steps of ten milliseconds."""
    return time.clock_gettime((~pid << 3) | CLOCK_OF_A_PROCESS)


def resident(pid: int) -> int:
    """Bytes; what is shared is counted in parts (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def main(application: str, port: int) -> None:
    """Ends with the benchmark that started it; ours has the worker of the product beside it."""
    end_with(os.getppid(), signal.SIGTERM)
    worker = start_worker() if application == OURS else None
    try:
        serving.serve(application, address="127.0.0.1", port=port, workers=1, threads=4)
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait(timeout=STARTS_WITHIN)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
