"""From a command line to settings: columns, words and profile, asked for where a person is there."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from alongside_equity import engines
from alongside_equity.cli.terminal import Terminal
from alongside_equity.paths import file_at
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.settings import Settings, read_settings

TOLD = ("title", "source", "period", "profile")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said about the data; a settings file may say it too, and the command line wins."""
    parser.add_argument("--outcome", help="column of the outcome")
    parser.add_argument("--by", default="", help="columns of identity to cross, with commas")
    parser.add_argument("--within", default="", help="columns such as grade, to compare inside, with commas")
    parser.add_argument(
        "--covariates", default="", help="columns of numbers for the decomposition, with commas"
    )
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="of the outcome")
    parser.add_argument("--weight", help="column of head counts, when a row stands for several people")
    parser.add_argument("--yes", default="", help="words that mean yes, with commas")
    parser.add_argument("--no", default="", help="words that mean no, with commas")
    parser.add_argument("--profile", default="", help="a law whose numbers are wanted too")
    parser.add_argument(
        "--role",
        action="append",
        default=[],
        metavar="ROLE=COLUMN",
        help="for the profile, e.g. women=Female",
    )
    parser.add_argument(
        "--secret", type=Path, help="file with the secret of the noise (method cell_key only)"
    )
    parser.add_argument("--settings", type=Path, help="a TOML file with everything else")
    parser.add_argument("--title", default="", help="heading of the report")
    parser.add_argument("--source", default="", help="where the data is from")
    parser.add_argument("--period", default="", help="what time it is about")


def settings_of(given: argparse.Namespace, data: Path, terminal: Terminal) -> Settings:
    """Refused when something is missing and nobody is there to say it, or a column is not in the data."""
    question = _question(given)
    if given.settings is not None:
        settings = read_settings(given.settings, **question)
    else:
        question = {**question, **_missing(question, data, terminal)}
        settings = Settings(Question(**question))
    told: dict[str, Any] = {name: getattr(given, name) for name in TOLD if getattr(given, name)}
    if given.role:
        told["roles"] = dict(map(_pair, given.role))
    return replace(settings, **told)


def _question(given: argparse.Namespace) -> dict[str, Any]:
    """Only what was said: what was not keeps the default, or the settings file's word."""
    said: dict[str, Any] = {name: listed(getattr(given, name)) for name in ("by", "within", "covariates")}
    said |= {
        "outcome": given.outcome,
        "weight": given.weight,
        "kind": Kind(given.kind) if given.kind else None,
    }
    said |= {
        name: frozenset(word.casefold() for word in listed(getattr(given, name))) for name in ("yes", "no")
    }
    return {name: value for name, value in said.items() if value}


def _missing(question: dict[str, Any], data: Path, terminal: Terminal) -> dict[str, Any]:
    """Ask for the outcome and the columns to cross. Refused, with what there is, when nobody can answer."""
    found: dict[str, Any] = {}
    if question.get("outcome") and question.get("by"):
        return found
    columns = engines.columns_of(data)
    if not terminal.has_person:
        raise Refused("say_outcome" if not question.get("outcome") else "say_by", found=", ".join(columns))
    if not question.get("outcome"):
        found["outcome"] = terminal.choose(terminal.say("ask.outcome"), columns)[0]
        if "kind" not in question:
            words = {terminal.say(f"kind.{kind}"): kind for kind in Kind}
            found["kind"] = words[terminal.choose(terminal.say("ask.kind"), list(words))[0]]
    if not question.get("by"):
        taken = {question.get("outcome"), found.get("outcome"), question.get("weight")}
        left = [column for column in columns if column not in taken]
        found["by"] = tuple(terminal.choose(terminal.say("ask.by"), left, several=True))
    return found


def secret_of(given: argparse.Namespace) -> bytes | None:
    """The secret that keys the noise; whoever has it and the report can take the noise away again."""
    if given.secret is None:
        return None
    return file_at(given.secret).read_bytes()


def listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _pair(role: str) -> tuple[str, str]:
    name, equals, value = role.partition("=")
    if not equals or not name or not value:
        raise Refused("role", value=role)
    return name, value
