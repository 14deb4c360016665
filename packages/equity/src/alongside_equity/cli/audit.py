"""Audit one file: the report as a page, as data and as a table."""

from __future__ import annotations

import argparse
from pathlib import Path

from alongside_equity import audit as auditing
from alongside_equity.cli import asked
from alongside_equity.cli.signing import key_of, signing
from alongside_equity.cli.terminal import Terminal
from alongside_equity.cli.writing import beside, write_all
from alongside_equity.refused import Refused
from alongside_equity.release import Release
from alongside_equity.report.data import as_csv, as_json
from alongside_equity.report.html import as_html
from alongside_equity.report.said import five_sentences
from alongside_equity.report.voice import Voice

ENDINGS = ("html", "json", "csv", "signed.json")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path)
    asked.arguments(parser)
    writing(parser)


def writing(parser: argparse.ArgumentParser) -> None:
    """Where a report goes, and whose name stands under it."""
    parser.add_argument(
        "--out", type=Path, default=Path("equity-report"), help="name of the files, without ending"
    )
    parser.add_argument("--sign", type=Path, metavar="KEY", help="private key: write a signed summary too")


def act(given: argparse.Namespace, terminal: Terminal) -> None:
    settings = asked.settings_of(given, given.data, terminal)
    private = key_of(given.sign)
    endings_free(given, given.data)
    release = auditing.audit(given.data, settings, step=terminal.begin, secret=asked.secret_of(given))
    write(release, given.out, private, terminal)


def endings_free(given: argparse.Namespace, *read: Path) -> None:
    """Refused when a report would take the place of a file that it is made from."""
    told = [path for path in (*read, given.settings, given.sign, given.secret) if path is not None]
    sources = {path.resolve() for path in told}
    for ending in ENDINGS:
        if beside(given.out, ending).resolve() in sources:
            raise Refused("would_overwrite", path=beside(given.out, ending))


def write(release: Release, out: Path, private: bytes | None, terminal: Terminal) -> None:
    """All files of a report, then its five sentences on the terminal."""
    terminal.begin("writing")
    made = {"html": as_html(release, terminal.language), "json": as_json(release), "csv": as_csv(release)}
    if private is not None:
        made["signed.json"] = str(signing().sign(release, private))
    write_all({beside(out, ending): text for ending, text in made.items()})
    for sentence in five_sentences(release, Voice(terminal.language)):
        terminal.tell(sentence)
    terminal.tell(terminal.say("written", files=", ".join(str(beside(out, ending)) for ending in made)))
