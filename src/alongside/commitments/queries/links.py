"""The page behind a one-time link, for the person who was helped."""

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.http import Http404

from alongside.commitments.models import LINK_SALT, VerdictLink
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class LinkPage:
    """The page behind a one-time link. Opening it uses nothing up."""

    link: VerdictLink
    viewer: Person | None
    is_spent: bool

    @property
    def is_own(self) -> bool:
        """Whether the ally opened the link themselves; they are refused."""
        return self.viewer is not None and self.link.commitment.ally_id == self.viewer.pk


def link_page(*, secret: str, viewer: object, now: dt.datetime) -> LinkPage:
    """`viewer` is whoever is signed in, or anything else for nobody."""
    link = verdict_link(secret=secret)
    return LinkPage(link, viewer if isinstance(viewer, Person) else None, is_spent=link.is_spent(now))


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
