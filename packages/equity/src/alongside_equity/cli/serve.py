"""Open the page on this machine: nothing leaves it."""

from __future__ import annotations

import argparse
import webbrowser

from alongside_equity.cli.terminal import Terminal
from alongside_equity.local.server import Server


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="0 lets the system choose")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def act(given: argparse.Namespace, terminal: Terminal) -> None:
    with Server(given.port) as server:
        address = f"{server.address}{terminal.language}/"
        terminal.tell(terminal.say("serving", address=address))
        if not given.no_browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.kept.forget()
