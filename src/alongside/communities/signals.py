"""Where areas above say what they know, without this area importing them."""

from django.dispatch import Signal

informing = Signal()
"""Asked when stewards look at their allies. Called with `community` and `now`.

A receiver answers `{person id: words}`: what the chain says of that ally in this community, already translated. It
informs the stewards; nothing is ever computed from it here.
"""
