"""What was chosen on the page of columns, and the settings that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from alongside_equity.cli.asked import listed
from alongside_equity.local.posted import Posted
from alongside_equity.question import NO, YES, Kind, Question
from alongside_equity.refused import Refused
from alongside_equity.settings import ROLES, Settings

PERIODS = ("first_period", "second_period")
PARTS_OF_PAY = ("basic", "variable", "category")
COLUMN_ROLES = ("sex", *PARTS_OF_PAY)


@dataclass(frozen=True, slots=True)
class Choices:
    """As the form sent them, so that a refused form comes back as it was."""

    outcome: str = ""
    kind: str = "rate"
    by: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    weight: str = ""
    yes: str = ""
    no: str = ""
    profile: str = ""
    title: str = ""
    source: str = ""
    period: str = ""
    first_period: str = ""
    second_period: str = ""
    roles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, posted: Posted) -> Choices:
        plain = {name: posted.one(name) for name in ("outcome", "kind", "weight", "yes", "no", "profile")}
        about = {name: posted.one(name) for name in ("title", "source", "period", *PERIODS)}
        roles = {name: posted.one(name) for name in ROLES if posted.one(name)}
        return cls(by=posted.several("by"), within=posted.several("within"), roles=roles, **plain, **about)

    def settings(self) -> Settings:
        """Refused when a choice is missing or is none of those offered."""
        if not self.outcome:
            raise Refused("choose_outcome")
        if not self.by:
            raise Refused("choose_by")
        if self.kind not in list(Kind):
            raise Refused("setting", name="kind", value=self.kind, expected=", ".join(Kind))
        question = Question(
            by=self.by, outcome=self.outcome, kind=Kind(self.kind), within=self.within,
            weight=self.weight or None, yes=_words(self.yes) or YES, no=_words(self.no) or NO,
        )  # fmt: skip
        roles = self.roles if self.profile else self._parts_of_pay
        return Settings(
            question, profile=self.profile, roles=roles,
            title=self.title, source=self.source, period=self.period,
        )  # fmt: skip

    @property
    def _parts_of_pay(self) -> dict[str, str]:
        """The columns that are read without a law too."""
        is_pay = self.kind == Kind.PAY
        return {role: column for role, column in self.roles.items() if is_pay and role in PARTS_OF_PAY}


def _words(typed: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in listed(typed))
