"""What may be read of asks, places and spreadsheets, and by whom."""

from alongside.asks.queries.calendar import PublicCalendar, calendar
from alongside.asks.queries.cards import Card, Why, card, cards, open_cards
from alongside.asks.queries.filters import Filters
from alongside.asks.queries.groups import (
    CommunityAsks,
    community_asks,
    drafts,
    editable,
    editable_date,
    place,
    places,
    places_by_name,
    posting,
    resting_asks,
    usable_places,
)
from alongside.asks.queries.importing import (
    Preview,
    WordedLine,
    columns,
    columns_taken,
    imported,
    preview,
    sheet,
    sheet_lines,
    worded,
)
from alongside.asks.queries.pages import AskPage, DelegatesPage, ask_page, delegates
from alongside.asks.queries.papers import Paper, PaperDate, board, has_open_place, paper
from alongside.asks.queries.person import EXPORTED, about_person
from alongside.asks.queries.phoning import known_as, phoned, phoning
from alongside.asks.queries.promises import broken_promises
from alongside.asks.queries.reading import Open, ask, open_asks
from alongside.asks.queries.repeating import (
    Repeating,
    all_series,
    reached,
    repeated_dates,
    rule_choices,
    series,
    weekdays,
)
from alongside.asks.queries.seen import (
    Seen,
    SeenDate,
    exact_place,
    exact_place_opens_at,
    may_offer,
    seen,
)
from alongside.asks.queries.wanting import wanted
from alongside.asks.queries.wording import wording

__all__ = [
    "EXPORTED",
    "AskPage",
    "Card",
    "CommunityAsks",
    "DelegatesPage",
    "Filters",
    "Open",
    "Paper",
    "PaperDate",
    "Preview",
    "PublicCalendar",
    "Repeating",
    "Seen",
    "SeenDate",
    "Why",
    "WordedLine",
    "about_person",
    "all_series",
    "ask",
    "ask_page",
    "board",
    "broken_promises",
    "calendar",
    "card",
    "cards",
    "columns",
    "columns_taken",
    "community_asks",
    "delegates",
    "drafts",
    "editable",
    "editable_date",
    "exact_place",
    "exact_place_opens_at",
    "has_open_place",
    "imported",
    "known_as",
    "may_offer",
    "open_asks",
    "open_cards",
    "paper",
    "phoned",
    "phoning",
    "place",
    "places",
    "places_by_name",
    "posting",
    "preview",
    "reached",
    "repeated_dates",
    "resting_asks",
    "rule_choices",
    "seen",
    "series",
    "sheet",
    "sheet_lines",
    "usable_places",
    "wanted",
    "weekdays",
    "worded",
    "wording",
]
