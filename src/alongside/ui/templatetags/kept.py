"""Parts of pages that are made once and kept in memory, with holes for what differs between their readers.

    {% keep "card" seen.on_card %}<h2>{{ seen.ask.what }}</h2>{% hole %}{{ km }}{% endhole %}{% endkeep %}

What is kept depends on what is named, on the reader's languages and clock and on the day, and on nothing else. So
nothing personal may stand outside a hole: it would be shown to the next reader.
"""

import hashlib
import re
import secrets
from typing import Any

from django import template
from django.core.cache import caches
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString

from alongside.core import reading
from alongside.core.clock import now

register = template.Library()
MARK = f"<hole {secrets.token_hex(8)} %d>"
MARKS = re.compile(re.escape(MARK).replace("%d", r"\d+"))
MAKING, HOLES = "_keep_is_making", "_holes"


class Hole(template.Node):
    """Renders what is in it, or, while what is around it is made, a mark to find it by."""

    def __init__(self, nodelist: NodeList, number: int) -> None:
        self.nodelist, self.number = nodelist, number

    def render(self, context: Context) -> SafeString:
        if context.render_context.get(MAKING):
            return SafeString(MARK % self.number)
        return self.nodelist.render(context)


class Keep(template.Node):
    def __init__(self, nodelist: NodeList, holes: list[Hole], name: str, on: list[FilterExpression]) -> None:
        self.nodelist, self.holes, self.name, self.on = nodelist, holes, name, on

    def render(self, context: Context) -> SafeString:
        key = self.key([one.resolve(context) for one in self.on])
        kept = caches["template_fragments"]
        parts = kept.get(key)
        if parts is None:
            parts = self.made(context)
            kept.set(key, parts, None)
        filled = [hole.render(context) + after for hole, after in zip(self.holes, parts[1:], strict=True)]
        return SafeString(parts[0] + "".join(filled))

    def key(self, on: list[Any]) -> str:
        reader = (reading.order(), timezone.get_current_timezone_name(), timezone.localdate(now()))
        return hashlib.blake2b(repr((self.name, reader, on)).encode(), digest_size=16).hexdigest()

    def made(self, context: Context) -> list[str]:
        """The text before, between and after the holes. A hole stands there once, whatever is decided around it."""
        context.render_context[MAKING] = True
        try:
            return MARKS.split(self.nodelist.render(context))
        finally:
            context.render_context[MAKING] = False


@register.tag
def keep(parser: Parser, token: Token) -> Keep:
    _tag, name, *on = token.split_contents()
    open_ones = holes_of(parser)
    if HOLES in open_ones:
        raise template.TemplateSyntaxError("What is kept holds nothing else that is kept.")
    holes = open_ones[HOLES] = []
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    del open_ones[HOLES]
    return Keep(nodelist, holes, name, [parser.compile_filter(one) for one in on])


@register.tag
def hole(parser: Parser, token: Token) -> Hole:
    open_ones = holes_of(parser)
    if HOLES not in open_ones:
        raise template.TemplateSyntaxError("A hole stands in what is kept.")
    nodelist = parser.parse(("endhole",))
    parser.delete_first_token()
    made = Hole(nodelist, number=len(open_ones[HOLES]))
    open_ones[HOLES].append(made)
    return made


def holes_of(parser: Parser) -> dict[str, list[Hole]]:
    """The parser's own notes, in which the holes of what is being parsed are counted."""
    notes: dict[str, list[Hole]] = parser.extra_data  # type: ignore[attr-defined]  # missing in the stubs
    return notes
