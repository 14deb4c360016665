class CopyBroken(Exception):
    """The database in a backup is damaged; the message says how."""


class CannotSwap(Exception):
    """The database in use could not be set aside, mostly because something still uses it."""
