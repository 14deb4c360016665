"""Waves of the same data: what has changed, with nothing told that an earlier report withheld."""

from __future__ import annotations

import argparse
from pathlib import Path

from alongside_equity import compare as comparing
from alongside_equity.cli import asked
from alongside_equity.cli.audit import endings_free, write, writing
from alongside_equity.cli.signing import key_of
from alongside_equity.cli.terminal import Terminal


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", type=Path, help="the earlier file")
    parser.add_argument("second", type=Path, help="the later file")
    parser.add_argument(
        "--earlier",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a still earlier file that was reported on; once a file, the oldest first",
    )
    parser.add_argument("--periods", default="", metavar="FIRST,SECOND", help="what time each is about")
    asked.arguments(parser)
    writing(parser)


def act(given: argparse.Namespace, terminal: Terminal) -> None:
    settings = asked.settings_of(given, given.second, terminal)
    private = key_of(given.sign)
    endings_free(given, *given.earlier, given.first, given.second)
    first, second, *_ = (*asked.listed(given.periods), "", "")
    release = comparing.compare(
        [*given.earlier, given.first],
        given.second,
        settings,
        (first, second),
        step=terminal.begin,
        secret=asked.secret_of(given),
    )
    write(release, given.out, private, terminal)
