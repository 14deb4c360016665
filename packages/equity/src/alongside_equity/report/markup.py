"""The few pieces of markup of a report. Whatever goes in is text; only what comes out is HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text. The first `heads` columns of each row name it; `numbers` are columns of numbers."""

    id: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    heads: int = 1
    numbers: frozenset[int] = field(default_factory=frozenset)


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def bullets(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def section(name: str, heading: str, body: str) -> str:
    """A part that the list of contents can lead to."""
    return f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(heading)}</h2>{body}</section>'


def table(made: Table) -> str:
    """Scrolls by itself, also by keyboard, where it is wider than the page."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in made.columns)
    body = "".join(f"<tr>{_cells(made, row)}</tr>" for row in made.rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-labelledby="{made.id}">'
        f'<table><caption id="{made.id}"><span>{escape(made.caption)}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(made: Table, row: Sequence[str]) -> str:
    found = [f'<th scope="row">{escape(text)}</th>' for text in row[: made.heads]]
    for at, text in enumerate(row[made.heads :], made.heads):
        number = ' class="number"' if at in made.numbers else ""
        found.append(f"<td{number}>{escape(text)}</td>")
    return "".join(found)
