"""Where areas above say what they know, without this area importing them."""

from django.dispatch import Signal

agreed = Signal()
"""Sent in the transaction in which a group changes what holds for its asks. Called with `community` and `now`."""

holding = Signal()
"""Asked before time deletes something of a group. Called with `now`; a receiver answers references such as "ask:abc",
"message:abc" or "community:abc": somebody still looks into these, so they stay.
"""

informing = Signal()
"""Asked when stewards look at a page of their allies. Called with `community`, `people` and `now`.

`people` are the ids of those on the page: a receiver reads of nobody else. It answers `{person id: words}`: what the
chain says of that ally in this community, already translated. It informs the stewards; nothing is computed from it.
"""
