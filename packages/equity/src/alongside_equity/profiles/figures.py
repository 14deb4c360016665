"""The figures of the profile that was asked for."""

from __future__ import annotations

from alongside_equity.data import Data
from alongside_equity.profiles import pay, selection
from alongside_equity.release.law import ProfileResult
from alongside_equity.rows import Told


def result_of(told: Told, data: Data) -> ProfileResult | None:
    """None when no profile was asked for."""
    if data.profile is None:
        return None
    compute = pay.result_of if data.profile.kind == "pay" else selection.result_of
    return compute(told, data, data.profile)
