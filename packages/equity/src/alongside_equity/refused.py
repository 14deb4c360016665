"""The one way this package says no: a reason with a code, its facts, and a sentence."""

from __future__ import annotations

from alongside_equity.locales import phrase

NOWHERE = "?"
"""The line of a fault in data that has no lines."""


class Refused(Exception):
    """An input or a release that cannot be used. Nothing has been written when it is raised.

    `code` names a sentence in `locales/*.json` under `refused.<code>`; `facts` fill its blanks, so the
    local page can say the same thing in the reader's language.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(self.said_in("en"))

    def said_in(self, language: str) -> str:
        """The reason as one sentence in `language` (see `locales.LANGUAGES`)."""
        return phrase(language, f"refused.{self.said_as}", **self.facts)

    @property
    def said_as(self) -> str:
        """The name of the sentence: what has no lines is refused without one."""
        return f"{self.code}_nowhere" if self.facts.get("line") == NOWHERE else self.code
