"""What people said about themselves: several terms a person and axis, and three kinds of silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Silence(StrEnum):
    """Why there is no term. The three are never merged, dropped or imputed."""

    PREFER_NOT = "prefer_not_to_say"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """One level of an axis: the sorted terms a person chose, or a silence (then `terms` is empty)."""

    terms: tuple[str, ...] = ()
    silence: str = ""

    @property
    def label(self) -> str:
        return " + ".join(self.terms) if self.terms else self.silence


@dataclass(frozen=True, slots=True)
class Axis:
    """A column people answered, with every distinct answer found in it, sorted."""

    name: str
    levels: tuple[Answer, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term anybody chose, sorted; empty when nobody answered."""
        return tuple(sorted({term for level in self.levels for term in level.terms}))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a raw answer is read. Words are compared without case; `separator` parts several terms."""

    separator: str = ";"
    prefer_not: frozenset[str] = frozenset({"prefer not to say", "prefiero no decirlo", "أفضل عدم الإجابة"})
    not_asked: frozenset[str] = frozenset({"not asked", "no se preguntó", "لم يُسأل"})
    not_answered: frozenset[str] = frozenset({"", "not answered", "sin respuesta", "لا إجابة"})

    def answer(self, raw: object) -> Answer:
        """The answer behind a raw value.

        None, NaN and blank are *not answered*. A list holds several terms. A whole number is said without a
        point: workbooks and columns with gaps know no others. A person who chose terms and also ticked
        "prefer not to say" keeps the terms: what was said counts.
        """
        given = raw if isinstance(raw, list | tuple) else [raw]
        said = [_said(part) for part in given if not is_missing(part)]
        parts = [tidy(part) for word in said for part in self._parted(word)]
        silences = {self._silence(part) for part in parts}
        terms = tuple(sorted({part for part in parts if self._silence(part) is None}))
        if terms:
            return Answer(terms=terms)
        for silence in (Silence.PREFER_NOT, Silence.NOT_ASKED):
            if silence in silences:
                return Answer(silence=silence)
        return Answer(silence=Silence.NOT_ANSWERED)

    def _parted(self, word: str) -> list[str]:
        return word.split(self.separator) if self.separator else [word]

    def _silence(self, part: str) -> Silence | None:
        word = part.casefold()
        if word in self.not_answered:
            return Silence.NOT_ANSWERED
        if word in self.prefer_not:
            return Silence.PREFER_NOT
        return Silence.NOT_ASKED if word in self.not_asked else None


def _said(raw: object) -> str:
    return str(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)


def is_missing(raw: object) -> bool:
    """Whether nothing stands there: None, NaN, or pandas' own missing value, of which nothing is true."""
    try:
        return raw is None or bool(raw != raw)
    except TypeError:
        return True


def tidy(text: str) -> str:
    """Unicode NFC with runs of white space made one blank, so that two spellings of one term are one."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def axis_of(name: str, answers: Iterable[Answer]) -> Axis:
    return Axis(name, tuple(sorted(set(answers))))
