"""Do the tables of a published report add up? Many do not, and nobody notices."""

from __future__ import annotations

import argparse
from pathlib import Path

from alongside_equity.cli.asked import listed
from alongside_equity.cli.terminal import Terminal
from alongside_equity.engines import columns_of, sheets, text
from alongside_equity.margins import check_margins, entries
from alongside_equity.refused import Refused
from alongside_equity.report.voice import Voice
from alongside_equity.report.waves import misfit_sentences


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "data", type=Path, help="a line a category; a blank answer: the table does not have it"
    )
    parser.add_argument("--by", default="", help="columns of the categories, with commas")
    parser.add_argument("--people", required=True, help="column of head counts")
    parser.add_argument("--yes", dest="chosen", help="column of how many of them had the outcome")


def act(given: argparse.Namespace, terminal: Terminal) -> None:
    by = listed(given.by)
    names = columns_of(given.data)
    if not by:
        raise Refused("say_by", found=", ".join(names))
    raw, name = given.data.read_bytes(), given.data.name
    reads = sheets.columns_of_bytes if given.data.suffix.lower() in {".xlsx", ".xlsm"} else text.columns
    found = check_margins(entries(reads(raw, name), by, given.people, given.chosen))
    if not found:
        terminal.tell(terminal.say("adds_up"))
    for sentence in misfit_sentences(found, Voice(terminal.language)) if found else []:
        terminal.tell(sentence)
