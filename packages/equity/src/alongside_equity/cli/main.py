"""`alongside-equity audit data.csv --outcome promoted --by gender,race`: a report, or a clear refusal."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from alongside_equity import VERSION
from alongside_equity.cli.terminal import Terminal, language_of
from alongside_equity.locales import LANGUAGES
from alongside_equity.refused import Refused

VERBS = {
    "audit": "audit a file (CSV, Parquet, XLSX)",
    "compare": "compare two waves of the same data",
    "plan": "from head counts alone: what could be seen, and what is too small to ask",
    "margins": "check whether published tables add up",
    "verify": "check a signed summary, or make a report again and compare",
    "key": "make a key to sign summaries with",
    "serve": "open a page on this machine, for people who do not use a command line",
}
"""What each is for. Its module is loaded when it is asked for: help and keys need no library of numbers."""
REFUSED, FAULT, STOPPED = 2, 3, 130


def run(arguments: Sequence[str] | None = None) -> int:
    """0 when it was done; else nothing was written: 2 the input was refused, 3 the program is at fault."""
    terminal = Terminal(language_of(None))
    try:
        given = _parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
        terminal = Terminal(language_of(given.language))
        given.verb(given, terminal)
    except Refused as refused:
        terminal.complain(refused.said_in(terminal.language))
        return REFUSED
    except KeyboardInterrupt:
        terminal.complain(terminal.say("stopped"))
        return STOPPED
    except BrokenPipeError:
        # Whoever read along has gone: what was to be written is written, and Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        terminal.complain(terminal.say("system", fault=fault.strerror or fault, path=fault.filename or ""))
        return REFUSED
    except Exception as fault:
        at = traceback.extract_tb(fault.__traceback__)[-1]
        facts = {
            "fault": f"{type(fault).__name__}: {fault}",
            "place": f"{Path(at.filename).name}:{at.lineno}",
        }
        terminal.complain(terminal.say("fault", **facts))
        return FAULT
    return 0


def verb(name: str) -> ModuleType:
    """The module of a verb: what it can be told (`arguments`), and what it does (`act`)."""
    return import_module(f"alongside_equity.cli.{name}")


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Every verb is named; the one that was given also has its options."""
    parser = argparse.ArgumentParser(
        prog="alongside-equity", description="An equity audit of crossed groups.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=VERSION)
    parser.add_argument("--language", choices=LANGUAGES, help="of the report and of every message")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    asked = next((word for word in given if word in VERBS), "")
    for name, purpose in VERBS.items():
        of_verb = verbs.add_parser(name, help=purpose, description=purpose, allow_abbrev=False)
        if name == asked:
            of_verb.add_argument(
                "--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="en, es or ar"
            )
            verb(name).arguments(of_verb)
            of_verb.set_defaults(verb=verb(name).act)
    return parser


if __name__ == "__main__":
    sys.exit(run())
