"""`alongside-equity audit data.csv --outcome promoted --by gender,race`: a report, or a clear refusal."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from alongside_equity.cli import audit, compare, key, margins, plan, serve, verify
from alongside_equity.cli.terminal import Terminal, language_of
from alongside_equity.locales import LANGUAGES
from alongside_equity.refused import Refused

VERBS = (audit, compare, plan, margins, verify, key, serve)
REFUSED, FAULT, STOPPED = 2, 3, 130


def run(arguments: Sequence[str] | None = None) -> int:
    """0 when it was done; else nothing was written: 2 the input was refused, 3 the program is at fault."""
    given = _parser().parse_args(arguments)
    terminal = Terminal(language_of(given.language))
    try:
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alongside-equity", description="An equity audit of crossed groups.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=version("alongside-equity"))
    parser.add_argument("--language", choices=LANGUAGES, help="of the report and of every message")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for module in VERBS:
        name = module.__name__.rpartition(".")[2]
        verb = verbs.add_parser(name, help=module.HELP, description=module.HELP, allow_abbrev=False)
        verb.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="en, es or ar")
        module.arguments(verb)
        verb.set_defaults(verb=module.act)
    return parser


if __name__ == "__main__":
    sys.exit(run())
