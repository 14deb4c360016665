"""What is said in a terminal: messages on the error stream, results on the other, questions to a person."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Sequence

from alongside_equity.locales import LANGUAGES, RIGHT_TO_LEFT, phrase, sentences
from alongside_equity.refused import Refused
from alongside_equity.report.voice import plain

PATIENCE = 2.0
"""Seconds after which a step that is still going on says how long it has been."""


def language_of(asked: str | None) -> str:
    """The language asked for; else that of the environment, when it is one of ours; else English."""
    if asked:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(name, "")
        if wanted:
            return wanted[:2] if wanted[:2] in LANGUAGES else "en"
    return "en"


class Terminal:
    """One person at one terminal, or a program that reads what is written."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.step: Progress | None = None

    def say(self, key: str, **facts: object) -> str:
        return phrase(self.language, f"command.{key}", **facts)

    def tell(self, text: str) -> None:
        """A result."""
        self.finish()
        sys.stdout.write(self._plain(text) + "\n")

    def complain(self, text: str) -> None:
        """A refusal or a fault."""
        self.finish()
        sys.stderr.write(self._plain(text) + "\n")

    def begin(self, step: str) -> None:
        """A step of long work has begun; its name is a key, or stands for itself when it is none."""
        self.finish()
        name = sentences(self.language).get(f"command.step.{step}", step)
        self.step = Progress(name)

    def finish(self) -> None:
        if self.step:
            self.step.end()
        self.step = None

    @property
    def has_person(self) -> bool:
        """Whether somebody is there who can answer."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def choose(self, question: str, options: Sequence[str], *, several: bool = False) -> list[str]:
        """Ask for one of `options` (or several) by number or name, again until the answer fits."""
        self.finish()
        sys.stderr.write(self._plain(question) + "\n")
        for number, option in enumerate(options, 1):
            sys.stderr.write(f"  {number}  {option}\n")
        while True:
            sys.stderr.write(self.say("ask.numbers" if several else "ask.number") + " ")
            sys.stderr.flush()
            line = sys.stdin.readline()
            if not line:
                raise Refused("no_answer")
            chosen = [_chosen(part.strip(), options) for part in line.split(",") if part.strip()]
            found = [option for option in chosen if option is not None]
            if chosen and len(found) == len(chosen) and (several or len(found) == 1):
                return list(dict.fromkeys(found))
            self.complain(self.say("ask.again"))

    def _plain(self, text: str) -> str:
        """Without marks of direction where nothing needs them: many terminals draw them as boxes."""
        return text if self.language in RIGHT_TO_LEFT else plain(text)


class Progress:
    """One step: a line at once, and on a terminal its seconds while it lasts."""

    def __init__(self, name: str) -> None:
        self.name, self.began, self.over = name, time.monotonic(), threading.Event()
        self.live = sys.stderr.isatty()
        sys.stderr.write(f"{name} …" + ("" if self.live else "\n"))
        sys.stderr.flush()
        self.clock = threading.Thread(target=self._tick, daemon=True)
        if self.live:
            self.clock.start()

    def end(self) -> None:
        if self.live and not self.over.is_set():
            self.over.set()
            self.clock.join()
            sys.stderr.write("\n")

    def _tick(self) -> None:
        while not self.over.wait(PATIENCE):
            sys.stderr.write(f"\r{self.name} … {time.monotonic() - self.began:.0f} s")
            sys.stderr.flush()


def _chosen(part: str, options: Sequence[str]) -> str | None:
    if part in options:
        return part
    return options[int(part) - 1] if part.isdecimal() and 1 <= int(part) <= len(options) else None
