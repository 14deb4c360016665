"""The operator's tables are those of the program, word for word."""

import ast
import os
import re
import subprocess
from importlib import import_module
from pathlib import Path

from alongside.config import environment
from alongside.home.management import exports
from tests.architecture.source import ROOT, SOURCE, files, tree

OPERATE = ROOT / "docs" / "operate"
COMMANDS = SOURCE / "home" / "management" / "commands"
SHORTEST = 15
"""Letters of a line: what is shorter would fit everything."""
ROOM = "\0"


def rows(path: Path) -> list[list[str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_make_reads_its_file() -> None:
    """Any target would do: one line that is wrong ends them all."""
    named = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--dry-run", "help"]
    read = subprocess.run(command, cwd=ROOT, env=named, capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr


def test_settings_are_documented_as_they_are() -> None:
    declared = [
        [f"`{setting.name}`", setting.meaning, setting.default or "empty", "yes" if setting.secret else "no"]
        for setting in environment.DECLARED.values()
    ]

    assert rows(OPERATE / "settings.md") == declared


def test_commands_are_documented_as_they_are() -> None:
    named = [path.stem for path in sorted(COMMANDS.glob("[a-z]*.py"))]
    helps = [import_module(f"alongside.home.management.commands.{name}").Command.help for name in named]

    assert rows(OPERATE / "commands.md") == [
        [f"`alongside {name}`", " ".join(words.split())] for name, words in zip(named, helps, strict=True)
    ]


def test_form_of_an_export_is_documented_as_it_is() -> None:
    """`alongside export_server --schema` prints these lines."""
    lines = (OPERATE / "export.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("| `")] == exports.described()


def test_options_in_the_docs_exist() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in OPERATE.glob("*.md"))
    used = set(re.findall(r"alongside (serve|[a-z]+(?:_[a-z]+)+)((?: [^`\n]*)?)", text))
    for command, rest in used:
        source = (COMMANDS / f"{command}.py").read_text(encoding="utf-8")
        assert [option for option in re.findall(r"--[a-z-]+", rest) if f'"{option}"' not in source] == []


def said() -> list[re.Pattern[str]]:
    """Each line in the code of `home`, with room for what a command puts into it."""
    lines = []
    for path in files(".py", under=SOURCE / "home"):
        for node in ast.walk(tree(path)):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            words = [str(part.value) if isinstance(part, ast.Constant) else ROOM for part in parts]
            lines += "".join(words).splitlines()
    long = [line for line in lines if len(line.replace(ROOM, "")) > SHORTEST]
    return [re.compile("(- )?" + re.escape(line).replace(ROOM, ".+")) for line in long]


def is_said(line: str, patterns: list[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(line) for pattern in patterns)


def test_what_commands_say_in_the_week_is_what_they_say() -> None:
    patterns = said()
    text = (OPERATE / "week.md").read_text(encoding="utf-8")
    lines = re.findall(r"^> (.+)$", text, re.MULTILINE)
    assert len(lines) > 8
    assert [line for line in lines if not is_said(line, patterns)] == []
    assert not is_said("The ledger is nearly whole.", patterns)
