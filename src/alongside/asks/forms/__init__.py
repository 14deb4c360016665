"""What people type about asks, places and sheets. Nothing here saves."""

from alongside.asks.forms.asking import AskForm, MoreForm, NewAskForm
from alongside.asks.forms.dating import DateForm
from alongside.asks.forms.delegating import DelegateForm
from alongside.asks.forms.filtering import FilterForm
from alongside.asks.forms.papers import BoardForm, PaperForm
from alongside.asks.forms.placing import PlaceForm
from alongside.asks.forms.repeating import DayOffForm, EndForm, RepeatForm
from alongside.asks.forms.running import RunnerForm
from alongside.asks.forms.sheets import ColumnsForm, FileForm
from alongside.asks.forms.wording import NewWordingForm, WordingForm, words_of

__all__ = [
    "AskForm",
    "BoardForm",
    "ColumnsForm",
    "DateForm",
    "DayOffForm",
    "DelegateForm",
    "EndForm",
    "FileForm",
    "FilterForm",
    "MoreForm",
    "NewAskForm",
    "NewWordingForm",
    "PaperForm",
    "PlaceForm",
    "RepeatForm",
    "RunnerForm",
    "WordingForm",
    "words_of",
]
