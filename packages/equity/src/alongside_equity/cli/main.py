"""`alongside-equity audit data.csv --outcome promoted --by gender,race`: a report, or a clear refusal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from alongside_equity.audit import audit
from alongside_equity.question import YES, Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.report.data import as_csv, as_json
from alongside_equity.report.html import as_html
from alongside_equity.settings import Settings, read_settings

REFUSED = 2


def run(arguments: Sequence[str] | None = None) -> int:
    """0 when a report was written, 2 when the input was refused and nothing was."""
    given = _parser().parse_args(arguments)
    try:
        release = audit(given.data, _settings(given), step=_progress)
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    written = {"html": as_html(release, "en"), "json": as_json(release), "csv": as_csv(release)}
    for ending, text in written.items():
        part = given.out.with_name(f".{given.out.name}.{ending}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(given.out.with_name(f"{given.out.name}.{ending}"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alongside-equity", description="An equity audit of crossed groups."
    )
    verb = parser.add_subparsers(required=True, metavar="audit").add_parser("audit", help="audit a file")
    verb.add_argument("data", type=Path)
    verb.add_argument("--outcome")
    verb.add_argument("--by", default="", help="columns to cross, with commas")
    verb.add_argument("--within", default="", help="columns such as grade that stratify")
    verb.add_argument("--kind", choices=[kind.value for kind in Kind], default="rate")
    verb.add_argument("--weight", help="column of head counts")
    verb.add_argument("--yes", default="", help="words that mean yes, with commas")
    verb.add_argument("--no", default="", help="words that mean no, with commas")
    verb.add_argument("--settings", type=Path, help="a TOML file")
    verb.add_argument("--out", type=Path, default=Path("equity-report"))
    return parser


def _settings(given: argparse.Namespace) -> Settings:
    by, within = _listed(given.by), _listed(given.within)
    if given.settings is not None:
        return read_settings(given.settings, outcome=given.outcome, by=by, within=within, weight=given.weight)
    words = Question(by=by)
    yes = frozenset(word.casefold() for word in _listed(given.yes)) or YES
    no = frozenset(word.casefold() for word in _listed(given.no)) or words.no
    question = Question(by, given.outcome, Kind(given.kind), within, weight=given.weight, yes=yes, no=no)
    return Settings(question)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _progress(step: str) -> None:
    sys.stderr.write(f"{step} ...\n")
