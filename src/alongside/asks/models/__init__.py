"""What a community needs: the ask, when it is, where it is, and what the place is like."""

from alongside.asks.models.ask import Acceptance, Ask, AskLanguage, AskSkill, Kind, OpenTo, Shift
from alongside.asks.models.delegate import Delegate
from alongside.asks.models.place import Place, PlaceFact
from alongside.asks.models.sheet import SheetDoubt, SheetField, SheetImport, SheetProblem

__all__ = [
    "Acceptance",
    "Ask",
    "AskLanguage",
    "AskSkill",
    "Delegate",
    "Kind",
    "OpenTo",
    "Place",
    "PlaceFact",
    "SheetDoubt",
    "SheetField",
    "SheetImport",
    "SheetProblem",
    "Shift",
]
