from alongside.asks.views.asking import (
    ask,
    closed,
    delegates,
    discarded,
    edit,
    more,
    new,
    paused,
    published,
    resumed,
    undelegated,
)
from alongside.asks.views.dating import date, dates, removed_date
from alongside.asks.views.listing import community_asks, drafts
from alongside.asks.views.mattering import first, first_end
from alongside.asks.views.merging import different, same
from alongside.asks.views.papers import board, paper
from alongside.asks.views.phoning import behalf_end, phoned
from alongside.asks.views.placing import archived_place, new_place, place, places, restored_place
from alongside.asks.views.renewing import renewed
from alongside.asks.views.repeating import day_on, days_off, new_series, series
from alongside.asks.views.running import runner_end, runner_made, runners
from alongside.asks.views.sheets import columns, dropped_sheet, lines, sheet, taken_sheet
from alongside.asks.views.wording import new_wording, removed_wording, wording, wordings

__all__ = [
    "archived_place",
    "ask",
    "behalf_end",
    "board",
    "closed",
    "columns",
    "community_asks",
    "date",
    "dates",
    "day_on",
    "days_off",
    "delegates",
    "different",
    "discarded",
    "drafts",
    "dropped_sheet",
    "edit",
    "first",
    "first_end",
    "lines",
    "more",
    "new",
    "new_place",
    "new_series",
    "new_wording",
    "paper",
    "paused",
    "phoned",
    "place",
    "places",
    "published",
    "removed_date",
    "removed_wording",
    "renewed",
    "restored_place",
    "resumed",
    "runner_end",
    "runner_made",
    "runners",
    "same",
    "series",
    "sheet",
    "taken_sheet",
    "undelegated",
    "wording",
    "wordings",
]
