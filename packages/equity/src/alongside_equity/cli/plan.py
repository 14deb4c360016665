"""Before anybody collects identities: what could be seen, and what is too small to ask."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from alongside_equity import engines
from alongside_equity.cli.asked import listed
from alongside_equity.cli.terminal import Terminal
from alongside_equity.cli.writing import write_all
from alongside_equity.disclosure.rules import Rules
from alongside_equity.plan import Assumed, Plan, plan_of_cells, plan_of_counts
from alongside_equity.question import Question
from alongside_equity.refused import Refused
from alongside_equity.report.planned import assumption, plan_html, plan_sentences, plan_table
from alongside_equity.report.voice import Voice
from alongside_equity.settings import Family


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path, nargs="?", help="a file with a row a group or a person")
    parser.add_argument("--by", default="", help="columns of the file to cross, with commas")
    parser.add_argument("--weight", help="column of head counts")
    parser.add_argument(
        "--people", action="append", default=[], metavar="QUESTION=GROUP:COUNT,...",
        help="head counts of one question, e.g. gender=women:90,men:105; again for the next question",
    )  # fmt: skip
    parser.add_argument("--pay", action="store_true", help="plan for an amount instead of a yes or no")
    parser.add_argument(
        "--rate", type=float, default=0.5, help="share of people expected to have the outcome"
    )
    parser.add_argument("--spread", type=float, default=0.3, help="of the amount, as a share of its average")
    parser.add_argument("--depth", type=int, default=3, help="questions crossed at most")
    parser.add_argument("--threshold", type=int, default=10, help="fewest people in a group that is shown")
    parser.add_argument("--out", type=Path, help="also write the plan as a page")


def act(given: argparse.Namespace, terminal: Terminal) -> None:
    plan = _planned(given)
    voice = Voice(terminal.language)
    if given.out is not None and given.data is not None and given.out.resolve() == given.data.resolve():
        raise Refused("would_overwrite", path=given.out)
    if given.out is not None:
        write_all({given.out: plan_html(plan, terminal.language)})
    for sentence in plan_sentences(plan, voice):
        terminal.tell(sentence)
    table = plan_table(plan, voice)
    terminal.tell("")
    terminal.tell("\t".join(table.columns))
    for row in table.rows:
        terminal.tell("\t".join(row))
    terminal.tell("")
    terminal.tell(assumption(plan, voice))


def _planned(given: argparse.Namespace) -> Plan:
    for name, value, least in (("depth", given.depth, 1), ("threshold", given.threshold, 3)):
        if value < least:
            raise Refused("setting", name=name, value=value, expected=f">= {least}")
    family = replace(Family(), depth=given.depth)
    rules = replace(Rules(), threshold=given.threshold)
    assumed = Assumed(given.pay, given.rate, given.spread, family, rules)
    if given.people:
        return plan_of_counts(dict(counts_of(people) for people in given.people), assumed)
    if given.data is None:
        raise Refused("no_counts")
    by = listed(given.by)
    if not by:
        raise Refused("say_by", found=", ".join(engines.columns_of(given.data)))
    return plan_of_cells(engines.read(given.data, Question(by, weight=given.weight)), assumed)


def counts_of(text: str) -> tuple[str, dict[str, float]]:
    """`gender=women:90,men:105` as a question and its head counts."""
    axis, equals, groups = text.partition("=")
    found: dict[str, float] = {}
    for part in listed(groups):
        label, _, count = part.rpartition(":")
        if not label.strip() or not count.strip().isdecimal():
            raise Refused("counts", value=part)
        found[label.strip()] = float(count)
    if not equals or not axis.strip() or not found:
        raise Refused("counts", value=text)
    return axis.strip(), found
