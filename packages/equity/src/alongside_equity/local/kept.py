"""What the page remembers while it runs: in memory, under names nobody can guess, for an hour at most."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from alongside_equity.local.uploads import Upload
from alongside_equity.release import Release

MOST, SECONDS = 6, 3600.0


@dataclass(slots=True)
class Kept:
    """The last few uploads and reports; the oldest gives way."""

    clock: Callable[[], float] = time.monotonic
    things: dict[str, tuple[float, Upload | Release]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, thing: Upload | Release) -> str:
        """The name under which it can be asked for."""
        name = secrets.token_urlsafe(18)
        with self.lock:
            self._forget_old()
            self.things[name] = (self.clock(), thing)
            while len(self.things) > MOST:
                del self.things[next(iter(self.things))]
        return name

    def upload(self, name: str) -> Upload | None:
        thing = self._find(name)
        return thing if isinstance(thing, Upload) else None

    def report(self, name: str) -> Release | None:
        thing = self._find(name)
        return thing if isinstance(thing, Release) else None

    def forget(self) -> None:
        with self.lock:
            self.things.clear()

    def _find(self, name: str) -> Upload | Release | None:
        with self.lock:
            self._forget_old()
            return self.things[name][1] if name in self.things else None

    def _forget_old(self) -> None:
        oldest = self.clock() - SECONDS
        for name in [name for name, (since, _) in self.things.items() if since < oldest]:
            del self.things[name]
