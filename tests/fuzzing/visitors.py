"""Who asks, each time with the session they have and nothing else."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.fuzzing.odd import forms
from tests.walk import anew, undone
from tests.world import routes

ROUTES = sorted(set(routes()))


@dataclass(frozen=True, slots=True)
class Visitors:
    """Each visit is a browser anew: what a form did to its cookies is not taken back with the rest."""

    sessions: dict[str, str]
    nobody: Client = field(default_factory=Client)
    forms_of: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def browser(self, reader: str) -> Client:
        browser = anew(self.nobody)
        if reader in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[reader]
        return browser

    def forms(self, reader: str, path: str) -> list[dict[str, Any]]:
        """Those of a page. What is sent is taken back each time, so they stay what they are."""
        if (reader, path) not in self.forms_of:
            page = undone(lambda: self.browser(reader).get(path))
            self.forms_of[reader, path] = forms(page.content.decode()) if is_page(page) else []
        return self.forms_of[reader, path]


def is_page(answer: HttpResponse) -> bool:
    return not answer.streaming and answer.get("Content-Type", "").startswith("text/html")
