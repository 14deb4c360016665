"""How a group's spreadsheet becomes lines that can be drafts. Nothing here touches a database or a clock."""

from alongside.asks.rules.sheets.broken import Broken, SheetBroken
from alongside.asks.rules.sheets.calendar import COLUMNS as CALENDAR_COLUMNS
from alongside.asks.rules.sheets.calendar import has_endless, is_of_calendar
from alongside.asks.rules.sheets.calendar import table as read_calendar
from alongside.asks.rules.sheets.columns import Field, guess, headings, is_day_first, needs_habit
from alongside.asks.rules.sheets.events import is_calendar
from alongside.asks.rules.sheets.line import Doubt, Line, Problem, fingerprint
from alongside.asks.rules.sheets.lines import Habits, read_lines
from alongside.asks.rules.sheets.table import BYTES_AT_MOST, Row, Table, dump, load, read
from alongside.asks.rules.sheets.words import plain

__all__ = [
    "BYTES_AT_MOST",
    "CALENDAR_COLUMNS",
    "Broken",
    "Doubt",
    "Field",
    "Habits",
    "Line",
    "Problem",
    "Row",
    "SheetBroken",
    "Table",
    "dump",
    "fingerprint",
    "guess",
    "has_endless",
    "headings",
    "is_calendar",
    "is_day_first",
    "is_of_calendar",
    "load",
    "needs_habit",
    "plain",
    "read",
    "read_calendar",
    "read_lines",
]
