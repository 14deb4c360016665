"""What is done beside an answer begins once that is complete: before, it would slow it down, and so tell."""

import threading
from collections.abc import Callable
from threading import Thread

from django.core.signals import request_finished, request_started
from django.dispatch import receiver

Act = Callable[[], None]


class Waiting(threading.local):
    """`acts` wait for the answer that this thread is making, if it makes one."""

    acts: list[Act] | None = None


_waiting = Waiting()


def after_answer(act: Act) -> None:
    if _waiting.acts is None:
        aside(act)
    else:
        _waiting.acts.append(act)


def aside(act: Act) -> Thread:
    thread = Thread(target=act, daemon=True)
    thread.start()
    return thread


@receiver(request_started)
def wait(**_request: object) -> None:
    """An answer that nobody finished leaves nothing behind."""
    begin()
    _waiting.acts = []


@receiver(request_finished)
def begin(**_request: object) -> None:
    acts, _waiting.acts = _waiting.acts, None
    for act in acts or []:
        aside(act)
