"""Why a file cannot be read at all."""

from enum import StrEnum


class Broken(StrEnum):
    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_LINES = "too_many_lines"
    TOO_WIDE = "too_wide"
    NOT_A_SHEET = "not_a_sheet"
    OLD_OR_LOCKED = "old_or_locked"
    OPEN_DOCUMENT = "open_document"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    LINE_TOO_LONG = "line_too_long"
    TOO_DEEP = "too_deep"
    TOO_CROWDED = "too_crowded"
    TOO_MUCH_REPETITION = "too_much_repetition"
    NOTHING_AHEAD = "nothing_ahead"


class SheetBroken(Exception):
    """Raised instead of any other error; `line` is where reading stopped, or 0 where no line is known."""

    def __init__(self, reason: Broken, line: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.line = line
