"""What the two sides of a return may see of it: its owner, and the stewards whom they trusted beforehand."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.communities import rules
from alongside.communities.models import Community, Keyholder, Membership, Return, Standing
from alongside.communities.queries.knowing import stewarded_community
from alongside.communities.queries.personal import out_of_sight
from alongside.core import fresh
from alongside.people import queries as people
from alongside.people.models import Person

STAGES = {
    rules.Stage.ASKED: _("a second steward must agree"),
    rules.Stage.WAITS: _("it waits"),
    rules.Stage.OPEN: _("a code can be made"),
    rules.Stage.OVER: _("over"),
}
CODE_SALT = "alongside.communities.return"


@dataclass(frozen=True, slots=True)
class KeyholderPage:
    """One of a person's own groups, and what they said about it. One that may not be known to them has no name here."""

    community: Community
    keyholder: Keyholder | None
    is_in_sight: bool = True


def keyholders(*, viewer: Person, now: dt.datetime) -> list[KeyholderPage]:
    """A person's own groups, by name, and those that they named before these kept them out. Three queries."""
    mine = Prefetch("keyholders", Keyholder.objects.filter(person=viewer), "mine")
    inside = Community.objects.inside(viewer, now).filter(closed_at=None).values("pk")
    groups = Community.objects.filter(Q(pk__in=inside) | Q(keyholders__person=viewer))
    unseen = set(out_of_sight(viewer).values_list("pk", flat=True))
    return [
        KeyholderPage(each, next(iter(each.mine), None), each.pk not in unseen)
        for each in groups.distinct().order_by("name", "pk").prefetch_related(mine)
    ]


def keyholder_page(*, viewer: Person, id: str, now: dt.datetime) -> KeyholderPage:
    """A group that lets the viewer in and runs. Raises Http404 for every other."""
    community = Community.objects.inside(viewer, now).filter(pk=id, closed_at=None).first()
    if community is None:
        raise Http404
    return KeyholderPage(community, Keyholder.objects.filter(community=community, person=viewer).first())


@dataclass(frozen=True, slots=True)
class Returnable:
    """Somebody of the group whom a steward may try to help. It says nothing of what they named."""

    community: Community
    person: Person
    has_second: bool


def returnable(*, viewer: Person, id: str, person: str, now: dt.datetime) -> Returnable:
    """Raises Http404 for whoever does not belong to the group, does not help it, or is the viewer."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    here = {"community": community, "person": person}
    found = Person.objects.filter(pk=person).exclude(pk=viewer.pk).first()
    belongs = Membership.objects.filter(**here).exists() or Standing.objects.filter(**here).exists()
    if found is None or not belongs:
        raise Http404
    return Returnable(community, found, has_second(community, but={viewer.pk, found.pk}, now=now))


def has_second(community: Community, *, but: set[str], now: dt.datetime) -> bool:
    """Whether another steward has run the group long enough to be the second one, and is not kept out."""
    steering = Membership.objects.filter(community=community, steward_since__lte=now - rules.STEWARD_FOR)
    shut_out = community.restrictions.filter(lifted_at=None, until__gt=now).values("person")
    return steering.exclude(person__in=but).exclude(person__in=shut_out).exists()


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return as one steward sees it. Why it ended is not said: that would tell of somebody's account."""

    one: Return
    stage: rules.Stage
    may_confirm: bool
    may_make_code: bool

    @property
    def words(self) -> Promise:
        return STAGES[self.stage]


@dataclass(frozen=True, slots=True)
class Returns:
    community: Community
    rows: list[ReturnRow]


def returns(*, viewer: Person, id: str, now: dt.datetime) -> Returns:
    """What runs and what ended lately, latest first. Two queries beside those for the group."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    everything = community.returns.select_related("person", "started_by", "confirmed_by")
    standing = set(community.returns.standing(now).values_list("pk", flat=True))
    return Returns(
        community,
        [
            row_of(one, viewer, now, stands=one.pk in standing)
            for one in everything.order_by("-started_at", "pk")
        ],
    )


def row_of(one: Return, viewer: Person, now: dt.datetime, *, stands: bool) -> ReturnRow:
    stage = rules.stage(one, now) if stands else rules.Stage.OVER
    return ReturnRow(
        one,
        stage,
        may_confirm=stage is rules.Stage.ASKED and viewer.pk not in {one.started_by_id, one.person_id},
        may_make_code=stage is rules.Stage.OPEN and viewer.pk in {one.started_by_id, one.confirmed_by_id},
    )


def return_at(*, viewer: Person, id: str, one: str, now: dt.datetime) -> Return:
    """A return of a group that the viewer steers. Raises Http404 for everybody else."""
    community = stewarded_community(viewer=viewer, id=id, now=now)
    found: Return | None = community.returns.filter(pk=one).first()
    if found is None:
        raise Http404
    return found


def made_code(*, viewer: Person, id: str, one: str, sealed: str, now: dt.datetime) -> tuple[Return, str]:
    """A return and the code that its steward made a moment ago. Raises Http404 for anybody else, and later."""
    found = return_at(viewer=viewer, id=id, one=one, now=now)
    return found, fresh.unwrapped(sealed, maker=viewer.pk, now=now)


def code_digest(code: str) -> str:
    """Keyed, because a code that people can type is short: a copy of the database must not lead back to it."""
    return salted_hmac(CODE_SALT, rules.typed_code(code), algorithm="sha256").hexdigest()


def return_of_code(*, code: str, now: dt.datetime) -> Return | None:
    """The return that a code opens now, if everything still holds for it."""
    good = Return.objects.running().standing(now).filter(code=code_digest(code), code_until__gt=now)
    return good.select_related("community").first()


@dataclass(frozen=True, slots=True)
class Returned:
    """What somebody must know to sign in again. Their sign-in name is shown here only, once they proved the code."""

    sign_in_name: str
    has_second_step: bool


def returned(*, sealed: str, maker: str, now: dt.datetime) -> Returned:
    """Raises Http404 in any other browser, and later."""
    person = get_object_or_404(Person, pk=fresh.unwrapped(sealed, maker=maker, now=now))
    return Returned(person.sign_in_name, people.has_second_step(person=person))


@dataclass(frozen=True, slots=True)
class RefusalPage:
    """What its owner sees of a return. Opened from a mail, it names nobody and no group."""

    one: Return
    community: Community | None
    is_running: bool


def refusal_page(*, viewer: Person | None, id: str, is_from_mail: bool, now: dt.datetime) -> RefusalPage:
    """Raises Http404 for everybody but its owner, or whoever reads the owner's mail."""
    one = Return.objects.select_related("person", "community").filter(pk=id).first()
    is_owner = one is not None and viewer is not None and one.person_id == viewer.pk
    if one is None or not (is_owner or is_from_mail):
        raise Http404
    is_in_sight = is_owner and not out_of_sight(one.person).filter(pk=one.community_id).exists()
    is_running = rules.stage(one, now) is not rules.Stage.OVER
    return RefusalPage(one, one.community if is_in_sight else None, is_running)


@dataclass(frozen=True, slots=True)
class Warned:
    """What stands on every page of somebody, until it is over: the words, what to tap, and where to read more."""

    words: Promise
    stop: str
    stop_words: Promise
    page: str
    page_words: Promise


def return_warning(*, person: Person) -> Warned | None:
    """Costs nothing for everybody whom it does not concern: their own row says so, and was read already."""
    if person.return_since is None:
        return None
    one = Return.objects.running().filter(person=person).first()
    if one is None:
        return None
    page = reverse("communities:refusal", args=[one.pk])
    words = _("Others want to let somebody into your account. If that is not you, stop it.")
    return Warned(words, stop=page, stop_words=_("Stop it"), page=page, page_words=_("What is this?"))
