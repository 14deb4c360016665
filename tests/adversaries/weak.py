"""Builds with a guard taken away, as the tests of each adversary make them.

`leaks` yields what it finds, so that a weak build need only be walked until the first.
"""

from collections.abc import Mapping
from typing import Any

import pytest


def builds(weak: Mapping[str, Any]) -> list[Any]:
    """The first at every run, all others in the long one: each opens much of the server once more."""
    first, *others = weak
    return [first, *(pytest.param(one, marks=pytest.mark.long) for one in others)]
