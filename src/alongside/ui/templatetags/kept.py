"""Parts of pages that are made once, with holes for what differs between their readers.

    {% keep pager shown.number query %}<p>{{ shown.number }}</p>{% hole %}{{ word }}{% endhole %}{% endkeep %}
    {% keep_each cards "card.html" "why.html" level=2 %}

What is kept depends on what is named, on the reader's languages and clock and on the day, and on nothing else. So
nothing personal may stand outside a hole: it would be shown to the next reader. Where one of the names is None
nothing is kept, and the part is made anew.
"""

from collections.abc import Hashable, Iterable
from functools import partial
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from alongside.core.clock import now
from alongside.ui import kept

register = template.Library()
MAKING, READ, HOLES = "_keep_is_making", "_keep_is_read_so", "_holes"
GAPS = [kept.gap(number) for number in range(3)]


class Hole(template.Node):
    """Renders what is in it, or, while what is around it is made, the gap where it will stand."""

    def __init__(self, nodelist: NodeList, number: int) -> None:
        self.nodelist, self.number = nodelist, number

    def render(self, context: Context) -> SafeString:
        if context.render_context.get(MAKING):
            return kept.gap(self.number)
        return self.nodelist.render(context)


class Keep(template.Node):
    def __init__(self, nodelist: NodeList, holes: list[Hole], name: str, on: list[FilterExpression]) -> None:
        self.nodelist, self.holes, self.name, self.on = nodelist, holes, name, on
        self.inside: dict[type[template.Node], list[template.Node]] = {}

    def get_nodes_by_type(self, nodetype: type[template.Node]) -> list[template.Node]:
        """Each page asks the frame for the blocks in it. No node comes or goes, so they are looked for once."""
        if nodetype not in self.inside:
            self.inside[nodetype] = super().get_nodes_by_type(nodetype)
        return self.inside[nodetype]

    def render(self, context: Context) -> SafeString:
        says = (self.name, *(one.resolve(context) for one in self.on))
        if None in says:
            return self.nodelist.render(context)
        (_beginning, first), *others = kept.parts(says, manner(context), lambda: self.made(context))
        filled = [self.holes[number].render(context) + after for number, after in others]
        return SafeString(first + "".join(filled))

    def made(self, context: Context) -> str:
        context.render_context[MAKING] = True
        try:
            return self.nodelist.render(context)
        finally:
            context.render_context[MAKING] = False


def manner(context: Context) -> Hashable:
    """Of whoever reads this page, asked for once."""
    read: Hashable = context.render_context.get(READ)
    if read is None:
        read = context.render_context[READ] = kept.manner(now())
    return read


@register.simple_tag(takes_context=True)
def keep_each(
    context: Context, things: Iterable[Any], shared: str, own: str, **options: object
) -> SafeString:
    """Things in a list, by two templates. `shared` is made once for all to whom a thing `says` the same; its `why`,
    which is for one reader, is made by `own`. Both have `gaps`: what `own` has up to each is put into that of `shared`.
    """
    read, chosen = manner(context), tuple(options.items())

    def made(template: str, one: Any) -> str:
        return render_to_string(template, {"one": one, "gaps": GAPS, **options})

    texts: list[str] = []
    for one in things:
        why = kept.parts((own, one.why), read, partial(made, own, one))
        for number, text in kept.parts((shared, one.says, chosen), read, partial(made, shared, one)):
            texts += (why[number][1], text) if number >= 0 else (text,)
    return SafeString("".join(texts))


@register.tag
def keep(parser: Parser, token: Token) -> Keep:
    _tag, name, *on = token.split_contents()
    open_ones = holes_of(parser)
    if HOLES in open_ones:
        raise template.TemplateSyntaxError("What is kept holds nothing else that is kept, outside its holes.")
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
    others = open_ones.pop(HOLES)
    nodelist = parser.parse(("endhole",))
    parser.delete_first_token()
    open_ones[HOLES] = others
    others.append(Hole(nodelist, number=len(others)))
    return others[-1]


def holes_of(parser: Parser) -> dict[str, list[Hole]]:
    """The parser's own notes, in which the holes of what is being parsed are counted."""
    notes: dict[str, list[Hole]] = parser.extra_data  # type: ignore[attr-defined]  # missing in the stubs
    return notes
