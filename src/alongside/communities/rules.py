"""Who somebody is to a community, and what follows from it."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

SUSPENSION = dt.timedelta(days=5)
LASTING = dt.timedelta(days=180)
ESTABLISHED_AFTER = dt.timedelta(days=30)
CHANGE_SHOWN = dt.timedelta(days=60)
VOUCHES_NEEDED = 2
LINKS_AT_MOST = 10
INVITATION_LASTS = dt.timedelta(days=14)
LINK_KEPT = dt.timedelta(days=30)
INVITED_TO_STEP_UP = 5
DIGESTS_SUGGESTED = 7
DIGESTS_IN_TIME = 4

STEWARD_FOR = dt.timedelta(days=30)
CONFIRMED_WITHIN = dt.timedelta(days=7)
OPEN_FOR = dt.timedelta(days=7)
CODE_LASTS = dt.timedelta(minutes=30)
CODES_AT_MOST = 5
CODE_LENGTH = 12
NOT_AGAIN_FOR = dt.timedelta(days=14)
RETURN_KEPT = dt.timedelta(days=30)

ALLY_NEW, ALLY_KNOWN, ALLY_TRUSTED = 1, 2, 3

BELONGS_FOR = dt.timedelta(days=30)
ALLY_VOUCHES_NEEDED = 2
ALLY_VOUCHES_AT_MOST = 5
DATES_A_WEEK_AT_MOST = 7


class Keeping(StrEnum):
    """Kinds of things that a group need not keep for long."""

    NEEDS = "needs"
    NOTES = "notes"
    MESSAGES = "messages"
    ASKS = "asks"
    GROUP = "group"


KEPT_DAYS = {
    Keeping.NEEDS: (7, 14, 30),
    Keeping.NOTES: (7, 14, 30),
    Keeping.MESSAGES: (30, 60, 90, 180),
    Keeping.ASKS: (30, 60, 90, 180),
    Keeping.GROUP: (60, 90, 180),
}
"""What stewards may choose from. The last is the usual one, and nobody may go beyond it."""
TERM_WAITS = dt.timedelta(days=14)
"""A shorter time begins two weeks after one steward said so, and any other can take it back until then."""
END_TOLD_BEFORE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Relation:
    """What one viewer is to one community, now. `standing` is 0 for somebody who is no ally of it.

    `is_vouched_for`: an ally for whom as many members vouch as the community wants before sensitive asks.
    """

    is_signed_in: bool = False
    standing: int = 0
    is_vouched_for: bool = False
    is_newcomer: bool = False
    is_member: bool = False
    is_steward: bool = False
    is_shut_out: bool = False

    @property
    def is_inside(self) -> bool:
        """Let in by somebody of the community, as a newcomer, a member or an ally, and not shut out."""
        return not self.is_shut_out and (self.is_newcomer or self.is_member or self.standing > 0)

    @property
    def is_known(self) -> bool:
        """A member, or an ally who is more than new: whoever may hold several promises with the community."""
        return self.is_member or self.standing >= ALLY_KNOWN


STRANGER = Relation()


def may_know(relation: Relation, *, visibility: str, is_vouched: bool, is_closed: bool = False) -> bool:
    """Whether a viewer may know of a community. Hidden, closed or not yet vouched for: insiders only.

    Whoever is shut out is as much outside as a stranger, who reads the page of a public community anyway.
    """
    if relation.is_inside:
        return True
    if visibility == "hidden" or not is_vouched or is_closed:
        return False
    return visibility == "public" or not relation.is_shut_out


def may_read_page(relation: Relation, *, visibility: str, is_vouched: bool, is_closed: bool = False) -> bool:
    """Whether a viewer may read its page. Outsiders see a listed community's name and purpose only."""
    return relation.is_inside or (visibility == "public" and is_vouched and not is_closed)


def is_vouched(*, by_operator: bool, by_communities: int) -> bool:
    """A new community stays unlisted until the operator or two established communities vouch for it."""
    return by_operator or by_communities >= VOUCHES_NEEDED


def is_established(*, founded_at: dt.datetime, vouched: bool, now: dt.datetime) -> bool:
    return vouched and now - founded_at >= ESTABLISHED_AFTER


def says_something_else(before: str, after: str) -> bool:
    """Whether a name or a purpose became another one; capitals and spaces do not count."""
    return before.casefold().split() != after.casefold().split()


def is_change_shown(*, described_at: dt.datetime | None, vouched_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether a vouch is shown as older than what the group says of itself, for two months after the change."""
    return described_at is not None and vouched_at < described_at and now < described_at + CHANGE_SHOWN


def has_ties(ours: Collection[str], theirs: Collection[str]) -> bool:
    """Whether two groups share somebody. A group cannot be vouched for by its own people in another coat."""
    return not set(ours).isdisjoint(theirs)


def may_use_role(relation: Relation, role: str) -> bool:
    """Whether an invitation to this role is of use to a viewer: only vouched members become stewards."""
    if relation.is_shut_out:
        return False
    if role == "steward":
        return relation.is_member and not relation.is_steward
    if role == "member":
        return not (relation.is_member or relation.is_newcomer)
    return not (relation.is_member or relation.is_newcomer or relation.standing)


def is_lone(*, stewards: int) -> bool:
    return stewards == 1


def suggested_digests(chosen: int) -> int:
    """How many mails a week are suggested to a steward: one a day, but none to whoever wants none."""
    return max(chosen, DIGESTS_SUGGESTED) if chosen else chosen


def may_miss_offers(digests_a_week: int) -> bool:
    """Whether mail comes so seldom that a first steward may not hear of an offer before a second one is told."""
    return 0 < digests_a_week < DIGESTS_IN_TIME


def is_safe_address(url: str) -> bool:
    """Only http and https, with a host and without a name or passphrase in it, may be put on a page."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def age_in_days(founded_at: dt.datetime, now: dt.datetime) -> int:
    return max(0, (now - founded_at).days)


@dataclass(frozen=True, slots=True)
class Voice:
    """A member who vouches for an ally: since when somebody vouched for them, who that was, and their circle.

    A circle is everybody who came in through one person. Whoever the founder lets in, or a steward who is the only
    one, begins a circle of their own; whoever another steward lets in is of that steward's circle.
    """

    person: str
    since: dt.datetime | None
    let_in_by: str | None
    circle: str


def has_belonged(since: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a member has been vouched for long enough to vouch for an ally."""
    return since is not None and now - since >= BELONGS_FOR


def voices(given: Iterable[Voice], *, ally: str, giver: Voice | None, now: dt.datetime) -> int:
    """How many unrelated members stand for an ally. A circle is one voice, however many people are in it.

    Neither the ally counts, nor whoever the ally let in, nor the steward who gave the standing (`giver`): their word
    is needed besides. Whoever came in through that steward only says it again.
    """
    not_again = giver.circle if giver else ""
    return len(
        {
            one.circle
            for one in given
            if has_belonged(one.since, now)
            and ally not in {one.person, one.let_in_by}
            and not (giver and one.person == giver.person)
            and not (not_again and one.circle == not_again)
        }
    )


def circle(*, own: str, of_steward: str, is_root: bool) -> str:
    """Whose circle somebody is of from now on. `is_root`: let in by the founder, or by the only steward."""
    return own if is_root else of_steward


class Returning(Protocol):
    """What is asked about a return: when it began, when a second steward agreed to let it open, and when it ended."""

    @property
    def started_at(self) -> dt.datetime: ...
    @property
    def opens_at(self) -> dt.datetime | None: ...
    @property
    def ended_at(self) -> dt.datetime | None: ...


class Stage(StrEnum):
    ASKED = "asked"
    WAITS = "waits"
    OPEN = "open"
    OVER = "over"


def stage(one: Returning, now: dt.datetime) -> Stage:
    """How far a return has come. Each step that nobody takes within a week ends it."""
    if one.ended_at is not None:
        return Stage.OVER
    if one.opens_at is None:
        return Stage.ASKED if now < one.started_at + CONFIRMED_WITHIN else Stage.OVER
    if now < one.opens_at:
        return Stage.WAITS
    return Stage.OPEN if now < one.opens_at + OPEN_FOR else Stage.OVER


def may_ask_again(*, refused_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whoever said no is not asked the same again at once, by whatever group."""
    return refused_at is None or now - refused_at >= NOT_AGAIN_FOR


def shown_code(code: str) -> str:
    """In groups of four, to be read out and written down."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed_code(text: str) -> str:
    """A code as it was made, whatever capitals, spaces and lines somebody typed with it."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
