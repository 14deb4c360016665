"""Text that is made once and kept in the memory of this process, with gaps for what differs between its readers.

It is named by everything that it says and by how its reader reads. So it is right for as long as it is asked for, and
nothing has to throw it away. Nothing personal may be in it: it is shown to the next reader whose page says the same.
"""

import datetime as dt
import re
import secrets
from collections.abc import Callable, Hashable

from django.utils import timezone
from django.utils.safestring import SafeString

from alongside.core import reading

GAP = f"<gap {secrets.token_hex(8)} %d>"
GAPS = re.compile(re.escape(GAP).replace("%d", r"(\d+)"))
AT_MOST = 5000
"""Texts. What is asked for after that begins anew."""
Parts = tuple[tuple[int, str], ...]
"""Each gap by its number, with the text that stands after it; -1 for the beginning, where no gap is."""
_texts: dict[Hashable, Parts] = {}


def manner(now: dt.datetime) -> Hashable:
    """How whoever reads now reads: their languages, their clock, and what day it is there."""
    return *reading.manner(), now.astimezone(timezone.get_current_timezone()).date()


def parts(says: Hashable, read: Hashable, make: Callable[[], str]) -> Parts:
    """A text with its gaps. `make` makes it, for whoever reads in this manner; some gaps may be left out of it."""
    found = _texts.get((says, read))
    if found is None:
        first, *others = GAPS.split(make())
        found = ((-1, first), *zip(map(int, others[::2]), others[1::2], strict=True))
        if len(_texts) >= AT_MOST:
            _texts.clear()
        _texts[says, read] = found
    return found


def gap(number: int) -> SafeString:
    """Stands in a text that is made where `number` will be filled in for each reader."""
    return SafeString(GAP % number)
