"""From SQLite to PostgreSQL, once: all of it or nothing."""

from alongside.home.management.moves.moving import Moved, move
from alongside.home.management.moves.refusals import CannotMove

__all__ = ["CannotMove", "Moved", "move"]
