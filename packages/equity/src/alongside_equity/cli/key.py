"""Make a pair of keys: the private one signs, the public one is for whoever checks."""

from __future__ import annotations

import argparse
from pathlib import Path

from alongside_equity.cli.signing import signing
from alongside_equity.cli.terminal import Terminal
from alongside_equity.cli.writing import beside, write_all
from alongside_equity.refused import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="where the private key goes; the public one goes beside it")


def act(given: argparse.Namespace, terminal: Terminal) -> None:
    public_path = beside(given.path, "pub")
    for path in (given.path, public_path):
        if path.exists():
            raise Refused("is_there", path=path)
    private, public = signing().new_key()
    write_all({given.path: private, public_path: public}, private=frozenset({given.path}))
    terminal.tell(terminal.say("key", private=given.path, public=public_path))
