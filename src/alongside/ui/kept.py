"""Text that is made once and kept in the memory of this process, with gaps for what differs between its readers.

It is named by everything that it says and by how its reader reads. So it is right for as long as it is asked for, and
nothing has to throw it away. Nothing personal may be in it: it is shown to the next reader whose page says the same.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Hashable

from django.utils import timezone

from alongside.core import reading

GAP = f"<gap {secrets.token_hex(8)}>"
AT_MOST = 5000
"""Texts. What is asked for after that begins anew."""
Parts = tuple[str, ...]
_texts: dict[Hashable, Parts] = {}


def manner(now: dt.datetime) -> Hashable:
    """How whoever reads now reads: their languages, their clock, and what day it is there."""
    return *reading.manner(), now.astimezone(timezone.get_current_timezone()).date()


def parts(says: Hashable, read: Hashable, make: Callable[[], str]) -> Parts:
    """What stands before, between and after the gaps of a text. `make` makes it, for whoever reads in this manner."""
    found = _texts.get((says, read))
    if found is None:
        found = tuple(make().split(GAP))
        if len(_texts) >= AT_MOST:
            _texts.clear()
        _texts[says, read] = found
    return found
