"""The page around a report or a plan: it may run nothing and fetch nothing, and says so to the browser."""

from __future__ import annotations

from html import escape

from alongside_equity.locales import direction
from alongside_equity.report.style import STYLE, policy
from alongside_equity.report.voice import plain


def whole_page(language: str, title: str, body: str, claim: str) -> str:
    """A page that stands alone; `body` is markup, the rest is text."""
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction(language)}">\n<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(STYLE))}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        f"<title>{escape(plain(title))}</title><style>{STYLE}</style></head>\n"
        f"<body><main><h1>{escape(title)}</h1>{body}</main>"
        f"<footer><p>{escape(claim)}</p></footer></body></html>\n"
    )
