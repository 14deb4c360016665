"""Check a signed summary, or make a report again from its data and compare every byte."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from alongside_equity.audit import audit
from alongside_equity.cli.asked import secret_of
from alongside_equity.cli.signing import signing
from alongside_equity.cli.terminal import Terminal
from alongside_equity.paths import file_at
from alongside_equity.refused import Refused
from alongside_equity.report.data import as_json
from alongside_equity.report.voice import Voice
from alongside_equity.settings import settings_of


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="a signed summary, or the JSON file of a report")
    parser.add_argument("--key", type=Path, help="public key, from somewhere that you trust")
    parser.add_argument("--data", type=Path, help="the data that the report was made from")
    parser.add_argument("--secret", type=Path, help="file with the secret of the noise, if there was one")


def act(given: argparse.Namespace, terminal: Terminal) -> None:
    if (given.key is None) == (given.data is None):
        raise Refused("key_or_data")
    for path in (given.path, given.key or given.data):
        file_at(path)
    text = given.path.read_bytes().decode("utf-8", errors="replace")
    if given.key is not None:
        _signed(text, given.key.read_bytes(), terminal)
    else:
        _again(text, given.data, secret_of(given), terminal)


def _signed(text: str, public: bytes, terminal: Terminal) -> None:
    found = signing().verify(text, public)
    summary, voice = found.summary, Voice(terminal.language)
    by = voice.listed(summary["settings"]["question"]["by"])
    terminal.tell(terminal.say("signed", fingerprint=found.fingerprint))
    terminal.tell(voice.say("said.asked", outcome=summary["outcome"], by=by))
    gaps = [row for row in summary["rows"] if row["verdict"] == "gap"]
    terminal.tell(terminal.say("signed_gaps", gaps=len(gaps), judged=summary["family"]))
    for row in gaps:
        terminal.tell("  " + " · ".join([*row["labels"], row["level"]]).rstrip(" ·"))
    terminal.tell(voice.say("method.hash", hash=summary["settings_hash"]))
    terminal.tell(terminal.say("signed_limits"))


def _again(text: str, data: Path, secret: bytes | None, terminal: Terminal) -> None:
    try:
        document: dict[str, Any] = json.loads(text)
        settings = settings_of(document["settings"])
    except (ValueError, KeyError, TypeError):
        raise Refused("not_a_report") from None
    if document.get("waves"):
        raise Refused("two_waves")
    made = as_json(audit(data, settings, step=terminal.begin, secret=secret))
    if made != text:
        raise Refused("differs", version=document.get("version", "?"))
    terminal.tell(terminal.say("same"))
