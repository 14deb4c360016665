"""Where areas above say what they know, without this area importing them."""

from django.dispatch import Signal

answering = Signal()
"""Sent when somebody answers by the link in a mail. Called with `about`, `by`, `text` and `now`.

The receiver that knows the matter writes the words down if `by` may still write there, and answers true; otherwise
nothing happened. What stands against it is said to nobody.
"""

belonging = Signal()
"""Asked of which group a matter is, when whoever would be told mutes anything. Called with `about`.

The receiver that knows the matter answers a reference such as "community:abc".
"""

carrying = Signal()
"""Asked whether a calendar file goes with a mail about somebody's time. Called with `about`, `to` and `now`.

The receiver that knows the matter answers the file, or nothing: nothing goes along unless its reader asked for it.
"""

closing = Signal()
"""Asked when somebody reads what they were told. Called with `reader`, `notices` and `now`.

A receiver answers the ids of those notices whose page is not there for this reader any more. Their words stay, because
they were said; only the way to a page that would be 404 ends.
"""
