"""Asks in a list. A card is made once for everybody who may see as much; why it is shown is put into its gaps."""

from collections.abc import Hashable, Iterable
from itertools import chain

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from alongside.asks.queries import Card
from alongside.core.clock import now
from alongside.ui import kept

register = template.Library()


@register.simple_tag
def ask_cards(cards: Iterable[Card], level: int) -> SafeString:
    """`level` is that of the cards' headings."""
    read = kept.manner(now())
    return SafeString("".join(chain.from_iterable(card(one, level, read) for one in cards)))


def card(one: Card, level: int, read: Hashable) -> Iterable[str]:
    def shown() -> str:
        return render_to_string("asks/ask_card.html", {"seen": one.seen, "level": level, "gap": kept.GAP})

    def said() -> str:
        return render_to_string("asks/ask_why.html", {"why": one.why, "gap": kept.GAP})

    card, why = kept.parts((one.says, level), read, shown), kept.parts(one.why, read, said)
    return chain.from_iterable(zip(card, (*why, ""), strict=True))
