class CannotMove(Exception):
    """The data stay where they are; the message says why, without a word of theirs."""
