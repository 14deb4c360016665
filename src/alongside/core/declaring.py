"""What each model field says about itself: whose it is, how long it is kept, and what happens to it.

Every concrete model carries `declared = {field name: Declaration}`; a field without one fails a test. A model that is
kept for days also says from when they count: `kept_from` names the field, and a test moves the clock. `emptied_from`
is the same for rows that stay and lose the words of a field. The operator's
inventory, "everything about me", erasure and the retention job all read these declarations, so they cannot drift apart.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Whose(StrEnum):
    PUBLIC = "public"
    COMMUNITY = "community"
    PERSON = "person"
    SECRET = "secret"  # noqa: S105 - a kind of field, not a secret
    SERVER = "server"


class Kept(StrEnum):
    """How long a row's field stays. `WITH_ROW` ends when the row ends, which its area's actions decide."""

    WITH_ACCOUNT = "while the account exists"
    WITH_COMMUNITY = "until 180 days after the community closed, or fewer"
    WITH_ROW = "while the thing it belongs to exists"
    AFTER_ASK = "180 days after the last date of its ask, or fewer"
    DAYS_2 = "2 days"
    DAYS_30 = "30 days"
    DAYS_30_OR_FEWER = "30 days, or fewer"
    DAYS_180 = "180 days"
    DAYS_180_OR_FEWER = "180 days, or fewer"
    ALWAYS = "always"


DAYS = {
    Kept.DAYS_2: 2,
    Kept.DAYS_30: 30,
    Kept.DAYS_30_OR_FEWER: 30,
    Kept.DAYS_180: 180,
    Kept.DAYS_180_OR_FEWER: 180,
}
AFTER_ITS_END = {Kept.AFTER_ASK: 180, Kept.WITH_COMMUNITY: 180}
"""What ends so many days after something else did: an ask's last date, or its group."""
WHY_NO_DAYS = {
    Kept.WITH_ACCOUNT: "its person changes it or leaves, and no number of days would fit everybody",
    Kept.WITH_ROW: "it ends with what it belongs to, which has an end of its own",
    Kept.ALWAYS: "the record must stay whole; whoever left cannot be read from it",
}


class Erasure(StrEnum):
    """What "delete me" does with a field that concerns the person who leaves."""

    NOTHING = "holds nothing about a person"
    DELETE = "deleted with the person"
    UNLINK = "stays, without the person"
    KEY = "stays as a token whose key is destroyed"


class OnDisk(StrEnum):
    """What somebody finds who has the disk, and not the server's keys."""

    OPEN = "open"
    SEALED = "sealed"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Declaration:
    """`is_mark` is for digests, keyed tokens and hashed passphrases: nobody reads back what they were made of."""

    whose: Whose
    kept: Kept
    erasure: Erasure
    exported: bool = True
    federated: bool = False
    encrypted: bool = False
    is_mark: bool = False

    @property
    def on_disk(self) -> OnDisk:
        if self.is_mark:
            return OnDisk.MARK
        return OnDisk.SEALED if self.encrypted else OnDisk.OPEN

    def but(self, **changes: object) -> "Declaration":
        """The same declaration with some answers changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace checks the names


PERSONAL = Declaration(Whose.PERSON, Kept.WITH_ACCOUNT, Erasure.DELETE)
OF_COMMUNITY = Declaration(Whose.COMMUNITY, Kept.WITH_COMMUNITY, Erasure.NOTHING)
PUBLIC = Declaration(Whose.PUBLIC, Kept.WITH_COMMUNITY, Erasure.NOTHING)
OF_ASK = OF_COMMUNITY.but(kept=Kept.AFTER_ASK)
PUBLIC_OF_ASK = PUBLIC.but(kept=Kept.AFTER_ASK)
UNLINKED = Declaration(Whose.COMMUNITY, Kept.WITH_COMMUNITY, Erasure.UNLINK)
UNLINKED_OF_ASK = UNLINKED.but(kept=Kept.AFTER_ASK)
SECRET = Declaration(Whose.SECRET, Kept.WITH_ROW, Erasure.DELETE, exported=False)
OF_SERVER = Declaration(Whose.SERVER, Kept.ALWAYS, Erasure.NOTHING, exported=False)


@dataclass(frozen=True, slots=True)
class Exported:
    """What a person reads beside a value in "everything about me". `words` are translated when they are read.

    `say` turns a code into words; the file for programs keeps the code. What has no words stands in the file only,
    because something beside it says the same.
    """

    words: object
    say: Callable[[Any], object] | None = None
