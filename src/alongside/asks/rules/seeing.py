"""Who may see an ask, who may offer, and what an ask must never combine."""

import datetime as dt

from alongside.communities.rules import ALLY_KNOWN, ALLY_NEW, ALLY_TRUSTED, Relation

STANDING_NEEDED = {"allies": ALLY_NEW, "known": ALLY_KNOWN, "trusted": ALLY_TRUSTED}
CLOSE_KINDS = frozenset({"accompany", "transport", "at_home"})
CLOSENESS = ["anyone", "allies", "known", "trusted", "members"]
REMOTE_KINDS = frozenset({"from_afar", "speak", "open_door", "give"})


def is_sensitive(*, kind: str, open_to: str) -> bool:
    """Whether an ally is let near only when members vouch for them: close help that the group keeps to allies whom it
    knows, and all that it keeps to those whom it trusts. What a group opens to more people is its own choice.
    """
    return open_to == "trusted" or (open_to == "known" and kind in CLOSE_KINDS)


def may_see(relation: Relation, *, kind: str, open_to: str, visibility: str, is_vouched: bool) -> bool:
    """Whether a viewer may know of a published ask.

    Vouched members see all of their community's. An ally sees what they may offer to. Others, newcomers
    included, see only what a public, vouched community opens to anybody.
    """
    if relation.is_shut_out:
        return False
    if relation.is_member:
        return True
    if is_sensitive(kind=kind, open_to=open_to) and not relation.is_vouched_for:
        return False
    needed = standing_to_see(open_to=open_to, visibility=visibility, is_vouched=is_vouched)
    return needed is not None and relation.standing >= needed


def standing_to_see(*, open_to: str, visibility: str, is_vouched: bool) -> int | None:
    """How far the group has to trust somebody outside before they see an ask: 0 for strangers, None for nobody."""
    if open_to == "anyone":
        return 0 if visibility == "public" and is_vouched else ALLY_NEW
    return STANDING_NEEDED.get(open_to)


def may_offer(relation: Relation, *, kind: str, open_to: str, visibility: str, is_vouched: bool) -> bool:
    """Whoever may see it and is signed in. A newcomer waits until somebody vouches, as an offer shows the hour."""
    waits = relation.is_newcomer and not relation.standing
    return (
        relation.is_signed_in
        and not waits
        and may_see(relation, kind=kind, open_to=open_to, visibility=visibility, is_vouched=is_vouched)
    )


def may_know_hours(relation: Relation) -> bool:
    """Hours and free places are for members and allies. Strangers, signed in or not, and newcomers see the day.

    Only the form of an offer shows the hour to whoever may offer: nobody can promise what they do not know.
    """
    return not relation.is_shut_out and (relation.is_member or relation.standing >= ALLY_NEW)


def may_post(relation: Relation) -> bool:
    """Members whom somebody vouched for, stewards among them. A newcomer may not yet."""
    return relation.is_member and not relation.is_shut_out


def may_edit(relation: Relation, *, is_poster: bool) -> bool:
    """A steward, or whoever wrote it and still belongs."""
    return not relation.is_shut_out and (relation.is_steward or (is_poster and relation.is_member))


def may_be_at_once(*, has_exact_place: bool, kind: str) -> bool:
    """An exact place, or help close to somebody's body and home, is never given without a steward's yes."""
    return not has_exact_place and kind not in CLOSE_KINDS


def starting_points(kind: str) -> dict[str, object]:
    """What an ask of a close kind starts with: known allies, a steward's yes, two people, and a check-in."""
    if kind in CLOSE_KINDS:
        return {"open_to": "known", "acceptance": "steward", "two_people": True, "check_in": True}
    return {"open_to": "allies", "acceptance": "steward", "two_people": False, "check_in": False}


def terms_of_change(*, kind: str, before: str, open_to: str, said: str | None) -> dict[str, object]:
    """What else changes when an ask becomes of `kind`. `said` is who may offer from now on, empty for "as usual".

    Help that becomes close starts with the care of its kind; who may offer stays closer where it was closer.
    """
    start = starting_points(kind)
    if kind not in CLOSE_KINDS or before in CLOSE_KINDS:
        return {"open_to": start["open_to"]} if said == "" else {}
    if said and said != open_to:
        return {**start, "open_to": said}
    if said is None or said == open_to:
        return {**start, "open_to": max(open_to, str(start["open_to"]), key=CLOSENESS.index)}
    return start


def exact_place_opens_at(starts_at: dt.datetime, hours_before: int) -> dt.datetime:
    """From when accepted people may read the exact place."""
    return starts_at - dt.timedelta(hours=hours_before)


def is_exact_place_open(
    *, is_accepted: bool, starts_at: dt.datetime, ends_at: dt.datetime, hours_before: int, now: dt.datetime
) -> bool:
    """Only for accepted people, from the opening hour, and until a day after the end."""
    return is_accepted and (
        exact_place_opens_at(starts_at, hours_before) <= now <= ends_at + dt.timedelta(days=1)
    )
