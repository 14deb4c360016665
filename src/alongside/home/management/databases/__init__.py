"""The two kinds of database, each with its way to be copied while in use and to be put back."""

from alongside.home.management.databases.choosing import Engine, engine
from alongside.home.management.databases.refusals import CannotSwap, CopyBroken

__all__ = ["CannotSwap", "CopyBroken", "Engine", "engine"]
