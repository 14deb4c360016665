"""How a report speaks: sentences and numbers of one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, inf, isfinite, log10

from alongside_equity.locales import counted, phrase, sentences

START, END = "\u2068", "\u2069"
"""Unicode isolates: words that people wrote keep their own direction inside a sentence of another."""


def plain(text: str) -> str:
    """Without isolates, for places that draw them as boxes: the title of a window, a terminal."""
    return text.replace(START, "").replace(END, "")


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language writes numbers; the blanks inside them never break a line.

    In Arabic a mark keeps signs on one side of their number, whatever letters stand before it.
    """

    point: str
    thousands: str
    percent: str
    minus: str


WRITINGS = {
    "en": Writing(".", ",", "{}%", "\u2212"),
    "es": Writing(",", "\u202f", "{}\u00a0%", "\u2212"),
    "ar": Writing(".", ",", "\u200e{}%", "\u200e\u2212"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One language. Every method returns plain text; what people wrote goes through `name` first."""

    language: str

    def say(self, key: str, **facts: object) -> str:
        return phrase(self.language, f"report.{key}", **facts)

    def count(self, key: str, number: int, **facts: object) -> str:
        """A sentence about that many, in the right plural form."""
        return counted(self.language, f"report.{key}", number, count=self.whole(number), **facts)

    def verdict(self, verdict: str) -> str:
        return phrase(self.language, f"verdict.{verdict}")

    def profile(self, key: str) -> str:
        """Words of a profile of law."""
        return phrase(self.language, f"profile.{key}")

    def band(self, label: str) -> str:
        """The name of a quarter of pay in words, any other label as people wrote it."""
        return sentences(self.language).get(f"profile.label.{label}") or self.name(label)

    def name(self, text: str) -> str:
        return f"{START}{text}{END}"

    def listed(self, names: Sequence[str]) -> str:
        """`a, b and c`."""
        if len(names) < 2:
            return "".join(names)
        first = self.say("comma").join(names[:-1])
        return self.say("and", first=first, last=names[-1])

    def whole(self, number: float) -> str:
        return self.decimal(number, 0)

    def decimal(self, number: float, places: int) -> str:
        """Rounded half to even as Python does; grouped from ten thousand on, in English from a thousand."""
        if not isfinite(number):
            return ("" if number > 0 else self._writing.minus) + "∞" if number in (inf, -inf) else "–"
        text = f"{abs(number):,.{places}f}"
        if abs(number) < 10_000 and self.language == "es":
            text = text.replace(",", "")
        text = text.translate({ord(","): self._writing.thousands, ord("."): self._writing.point})
        negative = number < 0 and any(digit in text for digit in "123456789")
        return self._writing.minus + text if negative else text

    def percent(self, share: float, places: int = 1) -> str:
        return self._writing.percent.format(self.decimal(100 * share, places))

    def points(self, share: float) -> str:
        """A difference of two shares, in points of a hundred."""
        return self.decimal(100 * share, 1)

    def amount(self, number: float, digits: int = 4) -> str:
        """An amount in its own unit: whole from a thousand on, `digits` significant ones below."""
        if not isfinite(number) or number == 0:
            return self.decimal(number, 0)
        return self.decimal(number, max(0, digits - 1 - floor(log10(abs(number)))))

    def chance(self, p: float) -> str:
        """A p value; what is tiny is said to be under a limit."""
        return f"< {self.decimal(0.0001, 4)}" if p < 0.0001 else self.decimal(p, 4)

    @property
    def _writing(self) -> Writing:
        return WRITINGS[self.language]
