"""Asks in a list. A card is made once for everybody who may see as much; why it is shown is put into its gaps."""

from collections.abc import Hashable, Iterable, Iterator

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from alongside.asks.queries import Card
from alongside.core.clock import now
from alongside.ui import kept

register = template.Library()
GAPS = [kept.gap(number) for number in range(3)]


@register.simple_tag
def ask_cards(cards: Iterable[Card], level: int) -> SafeString:
    """`level` is that of the cards' headings."""
    read = kept.manner(now())
    return SafeString("".join(text for one in cards for text in card(one, level, read)))


def card(one: Card, level: int, read: Hashable) -> Iterator[str]:
    """The texts of the card, and of why it is shown in the gaps between them, in turn."""

    def shown() -> str:
        return render_to_string("asks/ask_card.html", {"seen": one.seen, "level": level, "gaps": GAPS})

    def said() -> str:
        return render_to_string("asks/ask_why.html", {"why": one.why, "gaps": GAPS})

    why = kept.parts(one.why, read, said)
    for number, text in kept.parts((one.says, level), read, shown):
        if number >= 0:
            yield why[number][1]
        yield text
