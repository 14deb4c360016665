"""Where areas above say what they know, without this area importing them."""

from django.dispatch import Signal

closing = Signal()
"""Asked when somebody reads what they were told. Called with `reader`, `notices` and `now`.

A receiver answers the ids of those notices whose page is not there for this reader any more. Their words stay, because
they were said; only the way to a page that would be 404 ends.
"""
