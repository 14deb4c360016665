"""Where areas above hear what happened here, without this area importing them."""

from django.dispatch import Signal

given_back = Signal()
"""Sent in the transaction in which an ally gives a promise back. Called with `shift` and `now`.

The place is open again by then. A receiver may write what follows; what it writes stands or falls with the release.
"""
