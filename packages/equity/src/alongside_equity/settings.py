"""Everything an audit can be told, as one value that can be written down, hashed and read back."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from alongside_equity.disclosure.rules import Rules
from alongside_equity.identities import Reading
from alongside_equity.paths import file_at
from alongside_equity.question import Kind, Question
from alongside_equity.refused import Refused

VIEWS = ("exact", "alone", "rollup")
METHODS = ("suppression", "cell_key")


@dataclass(frozen=True, slots=True)
class Family:
    """The comparisons that are judged together. depth: axes crossed at most. margin: the smallest gap that
    matters, a ratio for rates (0.8) and a share of the reference's mean for amounts (0.05)."""

    method: str = "holm"
    alpha: float = 0.05
    level: float = 0.95
    power: float = 0.80
    depth: int = 3
    ratio: float = 0.8
    share: float = 0.05


@dataclass(frozen=True, slots=True)
class Settings:
    """An audit. `rollup` maps axis to term to the community's own group; `decided_by` says who decided.
    `roles` tells a profile which column or answer is what; `leave_out_small` uses its leave to give small
    categories no ratio."""

    question: Question
    family: Family = field(default_factory=Family)
    rules: Rules = field(default_factory=Rules)
    views: tuple[str, ...] = VIEWS
    rollup: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decided_by: str = ""
    reference: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    source: str = ""
    period: str = ""
    model: bool = True
    leave_out_small: bool = False

    def __post_init__(self) -> None:
        _within("alpha", self.family.alpha, 0, 1)
        _within("level", self.family.level, 0, 1)
        _within("power", self.family.power, 0, 1)
        _within("ratio", self.family.ratio, 0, 1)
        _within("share", self.family.share, 0, 1)
        _at_least("depth", self.family.depth, 1)
        _at_least("threshold", self.rules.threshold, 3)
        _at_least("side", self.rules.side, 1)
        _at_least("noise", self.rules.noise, 1)
        if self.rules.method not in METHODS:
            raise Refused("setting", name="method", value=self.rules.method, expected=", ".join(METHODS))
        if self.rules.method == "cell_key" and self.question.kind.is_amount:
            raise Refused("setting", name="method", value="cell_key", expected="suppression")
        if self.family.method not in {"holm", "bh"}:
            raise Refused("setting", name="method", value=self.family.method, expected="holm, bh")
        if not set(self.views) <= set(VIEWS) or not self.views:
            raise Refused("setting", name="views", value=", ".join(self.views), expected=", ".join(VIEWS))
        if not self.question.by:
            raise Refused("no_axes")

    @property
    def written(self) -> dict[str, Any]:
        """The settings as plain values in a fixed order, for the method record."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=_plain, ensure_ascii=False))
        return plain

    @property
    def hash(self) -> str:
        """SHA-256 of the settings, so that a second person can see that the method is the same."""
        text = json.dumps(self.written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def read_settings(path: Path, **given: Any) -> Settings:
    """Settings from a TOML file. `given` values for the question (from the command line) win.

    Refused, with the line: a file that is not TOML, a name that is not a setting, a value of a wrong kind.
    """
    text = file_at(path).read_bytes().decode("utf-8", errors="replace")
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refused("broken_settings", path=path.name, fault=str(fault)) from None
    return _Reader(path.name, text).settings(tree, given)


def settings_of(written: Mapping[str, Any]) -> Settings:
    """The settings behind `Settings.written`, so that a second person can run the same audit."""
    question = {**written["question"], "kind": Kind(written["question"]["kind"])}
    words: dict[str, Any] = question["reading"]
    sets = {name: frozenset(found) for name, found in words.items() if name != "separator"}
    question |= {name: tuple(question[name]) for name in ("by", "within", "covariates")}
    question |= {name: frozenset(question[name]) for name in ("yes", "no")}
    question |= {"reading": Reading(words["separator"], **sets)}
    rest = {name: v for name, v in written.items() if name not in {"question", "family", "rules", "views"}}
    return Settings(
        Question(**question), Family(**written["family"]), Rules(**written["rules"]), tuple(written["views"]),
        **rest,
    )  # fmt: skip


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self.name, self.lines = name, text.splitlines()

    def settings(self, tree: dict[str, Any], given: dict[str, Any]) -> Settings:
        question = self._part(tree.pop("question", {}), Question, {})
        question = {**question, **{k: v for k, v in given.items() if v not in (None, ())}}
        for name in ("by", "within", "covariates"):
            if name in question:
                question[name] = tuple(question[name])
        for name in ("yes", "no"):
            if name in question:
                question[name] = frozenset(str(word).casefold() for word in question[name])
        if "kind" in question:
            question["kind"] = _kind(question["kind"])
        if "by" not in question:
            raise Refused("no_axes")
        parts: dict[str, Any] = {"question": Question(**question)}
        parts["family"] = Family(**self._part(tree.pop("family", {}), Family, {}))
        parts["rules"] = Rules(**self._part(tree.pop("disclosure", {}), Rules, {}))
        rest = self._part(tree, Settings, {"views": tuple})
        return Settings(**parts, **rest)

    def _part(self, tree: Any, kind: type, casts: dict[str, Any]) -> dict[str, Any]:
        names = {f.name: f for f in fields(kind)} if isinstance(tree, dict) else {}
        if not isinstance(tree, dict):
            raise Refused("setting_kind", path=self.name, line=1, name=kind.__name__.lower(), value=tree)
        found = {}
        for name, value in tree.items():
            if name not in names or name == "reading":
                raise Refused(
                    "unknown_setting",
                    path=self.name,
                    line=self._line(name),
                    name=name,
                    known=", ".join(sorted(names)),
                )
            expected = str(names[name].type)
            if not _fits(value, expected):
                raise Refused("setting_kind", path=self.name, line=self._line(name), name=name, value=value)
            found[name] = casts.get(name, lambda v: v)(value)
        return found

    def _line(self, name: str) -> int:
        matching = (i for i, line in enumerate(self.lines, 1) if line.strip().lstrip('["').startswith(name))
        return next(matching, 1)


def with_question(settings: Settings, **changes: Any) -> Settings:
    """The same settings about another outcome or other columns."""
    return replace(settings, question=replace(settings.question, **changes))


def _fits(value: object, expected: str) -> bool:
    if expected.startswith(("tuple", "frozenset")):
        return isinstance(value, list)
    if expected.startswith("Mapping"):
        return isinstance(value, dict)
    if expected == "bool":
        return isinstance(value, bool)
    if expected == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    if expected == "float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def _kind(value: object) -> Kind:
    try:
        return Kind(str(value))
    except ValueError:
        raise Refused("setting", name="kind", value=value, expected=", ".join(Kind)) from None


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low < value < high:
        raise Refused("setting", name=name, value=value, expected=f"{low} < {name} < {high}")


def _at_least(name: str, value: int, low: int) -> None:
    if value < low:
        raise Refused("setting", name=name, value=value, expected=f">= {low}")


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)
