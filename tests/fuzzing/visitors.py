"""Who asks, each time with the session they have and nothing else."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.walk import anew
from tests.world import routes

ROUTES = sorted(set(routes()))


@dataclass(frozen=True, slots=True)
class Visitors:
    """Each visit is a browser anew: what a form did to its cookies is not taken back with the rest."""

    sessions: dict[str, str]
    nobody: Client = field(default_factory=Client)

    def browser(self, reader: str) -> Client:
        browser = anew(self.nobody)
        if reader in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[reader]
        return browser


def is_page(answer: HttpResponse) -> bool:
    return not answer.streaming and answer.get("Content-Type", "").startswith("text/html")
