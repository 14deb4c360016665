"""What this server holds, read from what each table declares: the same for the public page and for the operator."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.core.declaring import Declaration, Erasure, Kept, OnDisk, Whose
from alongside.home import rules
from alongside.home.queries.things import THINGS

Words = str | Promise

WHOSE: dict[Whose, Words] = {
    Whose.PERSON: _("Yours"),
    Whose.SECRET: _("Secret: no page shows it"),
    Whose.COMMUNITY: _("The group's"),
    Whose.PUBLIC: _("The group's, and open to those who may see the group"),
    Whose.SERVER: _("The server's own"),
}
KEPT: dict[Kept, Words] = {
    Kept.WITH_ACCOUNT: _("while the account exists"),
    Kept.WITH_COMMUNITY: _("until 180 days after the group closed, or fewer if its stewards say so"),
    Kept.AFTER_ASK: _("180 days after the last date of the ask, or fewer if its stewards say so"),
    Kept.WITH_ROW: _("while it is used"),
    Kept.DAYS_2: _("2 days"),
    Kept.DAYS_30: _("30 days"),
    Kept.DAYS_30_OR_FEWER: _("30 days, or fewer if its stewards say so"),
    Kept.DAYS_180: _("180 days"),
    Kept.DAYS_180_OR_FEWER: _("180 days, or fewer if its stewards say so"),
    Kept.ALWAYS: _("always"),
}
ERASURE: dict[Erasure, Words] = {
    Erasure.NOTHING: _("says nothing about you"),
    Erasure.DELETE: _("deleted"),
    Erasure.UNLINK: _("stays, and no longer leads to you"),
    Erasure.KEY: _("stays as a sign that nobody can read back to you"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One field of one table."""

    name: str
    whose: Words
    kept: Words
    erasure: Words
    on_disk: OnDisk
    is_exported: bool

    @property
    def is_sealed(self) -> bool:
        return self.on_disk is OnDisk.SEALED

    @property
    def is_mark(self) -> bool:
        return self.on_disk is OnDisk.MARK


@dataclass(frozen=True, slots=True)
class Thing:
    """One table. It stands under whoever it concerns most."""

    label: str
    words: Words
    whose: Whose
    fields: list[Held]


@dataclass(frozen=True, slots=True)
class Part:
    whose: Words
    things: list[Thing]


def declarations(model: type[Model]) -> dict[str, Declaration]:
    declared: dict[str, Declaration] = getattr(model, "declared", rules.BORROWED.get(model._meta.label, {}))
    return declared


def things() -> list[Thing]:
    return [thing(model) for model in apps.get_models(include_auto_created=True)]


def thing(model: type[Model]) -> Thing:
    declared = declarations(model)
    return Thing(
        label=model._meta.label,
        words=THINGS.get(model._meta.label, model._meta.label),
        whose=foremost(said.whose for said in declared.values()),
        fields=[held(name, said) for name, said in declared.items()],
    )


def held(name: str, said: Declaration) -> Held:
    return Held(
        name=name,
        whose=WHOSE[said.whose],
        kept=KEPT[said.kept],
        erasure=ERASURE[said.erasure],
        on_disk=said.on_disk,
        is_exported=said.exported,
    )


def foremost(whose: Iterable[Whose]) -> Whose:
    """A table with one personal field is personal."""
    order = list(WHOSE)
    return min(whose, key=order.index, default=Whose.SERVER)


def holdings() -> list[Part]:
    """Everything this server can hold, first what is about people."""
    order = list(WHOSE)
    found = sorted(things(), key=lambda thing: order.index(thing.whose))
    return [Part(WHOSE[whose], list(group)) for whose, group in groupby(found, key=lambda thing: thing.whose)]
