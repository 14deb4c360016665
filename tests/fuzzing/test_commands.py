"""Every command with arguments that nobody means: it does something, or says in words why not."""

import argparse
import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import BaseCommand, CommandError, get_commands, load_command_class
from hypothesis import given
from hypothesis import strategies as st

from alongside.home.cast import Cast
from alongside.home.management import is_readable
from tests.fuzzing.odd import BYTES, tried, words
from tests.walk import undone

LEFT_OUT = {
    "serve": "serves until it is stopped; its arguments are numbers and an address",
    "run_worker": "works until it is stopped; its arguments are numbers",
    "seed_demo": "takes a minute, and no arguments",
    "update_messages": "writes into the sources, and takes no arguments",
    "compile_messages": "writes into the sources, and takes no arguments",
    "migrate": "is one transaction, and these tests are in one already; tests/faults has it",
    "move_to_postgresql": "needs both databases; its own tests have them",
}
OURS = sorted(name for name, area in get_commands().items() if area == "alongside.home")
FILES = [b"", *BYTES, b"What,When\nCarry,14/03/2026\n", b"AGE-SECRET-KEY-1", b"age1", b'{"files": null}']


def command(name: str) -> BaseCommand:
    found = load_command_class("alongside.home", name)
    assert isinstance(found, BaseCommand)
    return found


def options(name: str) -> Iterator[argparse.Action]:
    known = {action.dest for action in BaseCommand().create_parser("", "")._actions}
    return (one for one in command(name).create_parser("alongside", name)._actions if one.dest not in known)


@st.composite
def lines(draw: Any) -> list[str]:
    """A command with some of its arguments, each of which is a word that makes no sense, or the name of a file."""
    name = draw(st.sampled_from([one for one in OURS if one not in LEFT_OUT]))
    said = [name]
    values = st.one_of(
        words.filter(is_readable), st.sampled_from(["file", "folder", ".", "amal", "/dev/null"])
    )
    for option in options(name):
        if not option.option_strings:
            said.append(draw(values))
        elif draw(st.booleans()):
            said += (
                [option.option_strings[0]] if option.nargs == 0 else [option.option_strings[0], draw(values)]
            )
    return [*said, *draw(st.lists(words.filter(is_readable), max_size=1))]


def test_every_command_is_tried_or_left_out_for_a_reason() -> None:
    assert LEFT_OUT.keys() < set(OURS)


@tried(120)
@given(line=lines(), content=st.sampled_from(FILES))
def test_no_argument_breaks_a_command(
    line: list[str], content: bytes, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the shell passes it: without NUL. What is no UTF-8 is refused before any command is asked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    (tmp_path / "file").write_bytes(content)
    (tmp_path / "folder").mkdir(exist_ok=True)
    (tmp_path / "folder" / "manifest.json").write_bytes(content)
    name, *said = (one.replace("\0", "")[:5_000] for one in line)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), suppress(CommandError, SystemExit):
        undone(lambda: run(command(name), name, said))


def run(command: BaseCommand, name: str, said: list[str]) -> None:
    """As `run_from_argv` does, which closes the database behind it."""
    parsed = vars(command.create_parser("alongside", name).parse_args(said))
    command.execute(*parsed.pop("args", ()), **parsed)
