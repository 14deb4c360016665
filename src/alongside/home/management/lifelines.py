"""A child ends when its parent does, also when the parent was killed and could tell nobody."""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1


class ParentGone(SystemExit):
    """The parent had died before the child could tie itself to it."""


def end_with(parent: int, sent: signal.Signals) -> None:
    """Asks Linux to send `sent` to this process when its parent dies. Raises `ParentGone` when it is dead already."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "This system cannot tie a process to its parent.")
    if os.getppid() != parent:
        raise ParentGone(0)
