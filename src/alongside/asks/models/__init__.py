"""What a community needs: the ask, when it is, where it is, and what the place is like."""

from alongside.asks.models.ask import Ask, AskLanguage, AskSkill, Shift
from alongside.asks.models.behalf import Behalf
from alongside.asks.models.delegate import Delegate
from alongside.asks.models.place import Place, PlaceFact
from alongside.asks.models.renewal import Renewal
from alongside.asks.models.runner import Runner
from alongside.asks.models.same import SameAsk
from alongside.asks.models.series import DayOff, Occurrence, Series, SeriesReach
from alongside.asks.models.sheet import SheetDoubt, SheetField, SheetImport, SheetProblem
from alongside.asks.models.terms import Acceptance, Kind, OpenTo
from alongside.asks.models.wording import Wording

__all__ = [
    "Acceptance",
    "Ask",
    "AskLanguage",
    "AskSkill",
    "Behalf",
    "DayOff",
    "Delegate",
    "Kind",
    "Occurrence",
    "OpenTo",
    "Place",
    "PlaceFact",
    "Renewal",
    "Runner",
    "SameAsk",
    "Series",
    "SeriesReach",
    "SheetDoubt",
    "SheetField",
    "SheetImport",
    "SheetProblem",
    "Shift",
    "Wording",
]
