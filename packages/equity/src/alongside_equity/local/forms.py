"""The pieces of the page's forms: every field has its label, every hint is tied to its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from alongside_equity.local.uploads import ENDINGS
from alongside_equity.locales import phrase


class Words:
    """The words of the pages in one language, ready for markup; `plain` is before escaping."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str) -> str:
        return escape(self.plain(key))

    def plain(self, key: str) -> str:
        return phrase(self.language, f"page.{key}")


def trouble_of(say: Words, problem: str) -> str:
    """What went wrong, first on the page and told to a screen reader at once."""
    if not problem:
        return ""
    return f'<div class="problem" role="alert"><h2>{say("problem")}</h2><p>{escape(problem)}</p></div>'


def link(say: Words, label: str, address: str, words: str) -> str:
    return f'<nav aria-label="{say(label)}"><a href="{address}">{say(words)}</a></nav>'


def sent(say: Words, words: str, *, hint: str = "", quiet: bool = False) -> str:
    """The button that sends a form."""
    described, told = _hint(say, words, hint)
    kind = ' class="quiet"' if quiet else ""
    return f"{told}<button{kind}{described}>{say(words)}</button>"


def file(say: Words, name: str, hint: str) -> str:
    described, told = _hint(say, name, hint)
    own = f'id="{name}" name="{name}" required accept="{",".join(ENDINGS)}"{described}'
    return f'{_label(say, name)}{told}<input type="file" {own}>'


def area(say: Words, name: str, value: str) -> str:
    """Several lines of text; its words are those of the plan."""
    described, told = _hint(say, name, "plan_hint")
    head = f'<label class="field" for="{name}">{say("plan_counts")}</label>{told}'
    own = f'id="{name}" name="{name}" rows="5" dir="auto" required{described}'
    return f"{head}<textarea {own}>{escape(value)}</textarea>"


def select(
    say: Words, name: str, options: Sequence[str], chosen: str, *, hint: str = "", required: bool = False
) -> str:
    described, told = _hint(say, name, hint)
    empty = f'<option value="">{"" if required else say("none")}</option>'
    made = "".join(_option(option, option == chosen) for option in options)
    own = f'id="{name}" name="{name}"{" required" if required else ""}{described}'
    return f"{_label(say, name)}{told}<select {own}>{empty}{made}</select>"


def text(say: Words, name: str, value: str, *, hint: str = "") -> str:
    described, told = _hint(say, name, hint)
    field = f'<input type="text" dir="auto" id="{name}" name="{name}" value="{escape(value)}"{described}>'
    return f"{_label(say, name)}{told}{field}"


def radios(
    say: Words, key: str, options: Mapping[str, str], chosen: str, *, hint: str = "", name: str = ""
) -> str:
    made = (_choice("radio", name or key, value, words, value == chosen) for value, words in options.items())
    return _group(say, key, "".join(made), hint)


def boxes(say: Words, name: str, options: Mapping[str, str], chosen: Sequence[str], *, hint: str = "") -> str:
    made = (_choice("checkbox", name, value, words, value in chosen) for value, words in options.items())
    return _group(say, name, "".join(made), hint)


def more(say: Words, key: str, body: str, *, is_open: bool) -> str:
    """What few people need, folded away."""
    return f"<details{' open' if is_open else ''}><summary>{say(key)}</summary>{body}</details>"


def _label(say: Words, name: str) -> str:
    return f'<label class="field" for="{name}">{say(name)}</label>'


def _option(value: str, chosen: bool) -> str:
    return f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(value)}</option>'


def _choice(kind: str, name: str, value: str, words: str, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    field = f'<input type="{kind}" name="{name}" value="{escape(value)}"{checked}>'
    return f'<label class="choice">{field}<span>{escape(words)}</span></label>'


def _group(say: Words, key: str, made: str, hint: str) -> str:
    described, told = _hint(say, key, hint)
    return f"<fieldset{described}><legend>{say(key)}</legend>{told}{made}</fieldset>"


def _hint(say: Words, name: str, hint: str) -> tuple[str, str]:
    """How a field points to its hint, and the hint."""
    if not hint:
        return "", ""
    return f' aria-describedby="{name}-hint"', f'<p class="hint" id="{name}-hint">{say(hint)}</p>'
