"""A real mail server on this machine, and people with an address, for the tests of every area."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from allauth.account.models import EmailAddress

from alongside.people.models import Person


@dataclass
class Letterbox:
    """What the mail server took. `refuses` holds the answers it gives instead, one for each try."""

    letters: list[Envelope] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    refuses: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        if self.refuses:
            return self.refuses.pop(0)
        self.greetings.append(str(session.host_name))
        self.letters.append(envelope)
        return "250 OK"

    def parsed(self) -> list[Message]:
        return [message_from_bytes(bytes(letter.content or b"")) for letter in self.letters]

    def raw(self) -> str:
        return "\n".join(bytes(letter.content or b"").decode() for letter in self.letters)


@contextmanager
def listening(box: object) -> Iterator[int]:
    """A mail server that hands each letter to `box`; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def letterbox(settings: Any) -> Iterator[Letterbox]:
    box = Letterbox()
    settings.EMAIL_BACKEND = "alongside.notices.adapters.NeutralBackend"
    settings.ALONGSIDE_SENDS_MAIL = True
    settings.ALONGSIDE_ORIGIN = "https://calendar.example"
    settings.DEFAULT_FROM_EMAIL = "calendar@calendar.example"
    with listening(box) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield box


@pytest.fixture
def give_address() -> Callable[..., None]:
    def give(person: Person, address: str, *, verified: bool = True) -> None:
        EmailAddress.objects.create(user=person, email=address, verified=verified, primary=True)

    return give
