"""The page behind a one-time link, for the person who was helped."""

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.http import Http404

from alongside.commitments import rules
from alongside.commitments.models import LINK_SALT, Commitment, VerdictLink
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class LinkPage:
    """The page behind a one-time link. Opening it uses nothing up."""

    link: VerdictLink
    viewer: Person | None
    history: rules.History
    now: dt.datetime

    @property
    def is_spent(self) -> bool:
        """Used, too old, or of a promise that was given back meanwhile."""
        is_over = not self.is_early and not rules.may_judge(self.history, self.now)
        return is_over or self.link.is_spent(self.now)

    @property
    def is_early(self) -> bool:
        """Whether there is nothing yet of which anybody could say that it helped."""
        return self.now < self.history.starts_at

    @property
    def is_own(self) -> bool:
        """Whether the ally opened the link themselves; they are refused."""
        return self.viewer is not None and self.link.commitment.ally_id == self.viewer.pk


def link_page(*, secret: str, viewer: object, now: dt.datetime) -> LinkPage:
    """`viewer` is whoever is signed in, or anything else for nobody."""
    link = verdict_link(secret=secret)
    history = Commitment.objects.with_history().get(pk=link.commitment_id).history
    return LinkPage(link, viewer if isinstance(viewer, Person) else None, history, now)


def verdict_link(*, secret: str) -> VerdictLink:
    """The link that an address names, spent or not; 404 where the signature is not this server's."""
    try:
        pk = signing.Signer(salt=LINK_SALT).unsign(secret)
    except signing.BadSignature as error:
        raise Http404 from error
    link = VerdictLink.objects.select_related("commitment__shift__ask__community").filter(pk=pk).first()
    if link is None:
        raise Http404
    return link
