"""Chainable filters of communities, through reverse names: the tables that point at a community import it."""

import datetime as dt
from typing import Any, Self

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from alongside.communities import rules
from alongside.people.models import Person


class CommunityQuerySet(QuerySet[Any]):
    """Each method adds one subquery to the same statement, so a list costs one query however long it is."""

    def having(self, rows: str, **conditions: Any) -> Exists:
        """Whether one of the rows that point at this community by that name meets all of the conditions."""
        pointing = self.model._meta.get_field(rows).related_model
        return Exists(pointing._base_manager.filter(community=OuterRef("pk"), **conditions))

    def restricting(self, person: Any, now: dt.datetime) -> Exists:
        return self.having("restrictions", person=person, lifted_at=None, until__gt=now)

    def with_vouched(self) -> Self:
        """`vouched`: whether the operator or enough established communities vouch for it."""
        given = (
            self.model._base_manager.filter(pk=OuterRef("pk"))
            .values("pk")
            .annotate(given=Count("vouches", filter=Q(vouches__voucher__isnull=False)))
            .values("given")
        )
        vouched = Q(self.having("vouches", voucher=None)) | Q(
            vouches_by_communities__gte=rules.VOUCHES_NEEDED
        )
        return self.alias(vouches_by_communities=Subquery(given)).annotate(
            vouched=ExpressionWrapper(vouched, output_field=BooleanField())
        )

    def with_relation(self, viewer: Person | None, now: dt.datetime) -> Self:
        """What `rules.Relation` is made of, for one viewer; `Community.relation` reads it."""
        if viewer is None:
            return self.annotate(viewer_is=Value(0, output_field=IntegerField()))
        standing = self.model._base_manager.filter(pk=OuterRef("pk"), standings__person=viewer)
        return self.annotate(
            viewer_is=Value(1, output_field=IntegerField()),
            viewer_joined=self.having("memberships", person=viewer),
            viewer_vouched=self.having("memberships", person=viewer, vouched_at__isnull=False),
            viewer_stewards=self.having("memberships", person=viewer, steward_since__isnull=False),
            viewer_vouched_for=self.having("standings", person=viewer, vouched_at__isnull=False),
            viewer_shut_out=self.restricting(viewer, now),
            viewer_standing=Coalesce(Subquery(standing.values("standings__level")[:1]), 0),
        )

    def inside(self, person: Person, now: dt.datetime) -> Self:
        """Those that let this person in, as a newcomer, member or ally, and do not shut them out."""
        return self.letting_in(person).filter(~Q(self.restricting(person, now)))

    def letting_in(self, person: Person) -> Self:
        """Those that let this person in and that they have not left, also while it shuts them out."""
        return self.filter(
            Q(self.having("memberships", person=person)) | Q(self.having("standings", person=person))
        )

    def visible_to(self, person: Person | None, now: dt.datetime) -> Self:
        """Those that this person may know of: the same answer as `rules.may_know`, for many at once."""
        shown = Q(vouched=True, closed_at=None) & ~Q(visibility="hidden")
        if person is None:
            return self.with_vouched().filter(shown)
        let_in = Q(self.having("memberships", person=person)) | Q(self.having("standings", person=person))
        shut_out = Q(self.restricting(person, now))
        return self.with_vouched().filter(
            (shown & Q(visibility="public")) | (~shut_out & (let_in | shown)),
        )

    def stewarded_by(self, person: Person) -> Self:
        return self.filter(self.having("memberships", person=person, steward_since__isnull=False))

    def steered(self) -> Self:
        """Those that have a steward: without one, a community counts as paused."""
        return self.filter(self.having("memberships", steward_since__isnull=False))

    def with_stewards(self) -> Self:
        """`has_stewards`: whether anybody steers it."""
        return self.annotate(has_stewards=self.having("memberships", steward_since__isnull=False))

    def unsteered(self) -> Self:
        return self.exclude(self.having("memberships", steward_since__isnull=False))

    def running(self) -> Self:
        """Those that take offers now: not paused, not closed, and with a steward who can answer."""
        return self.steered().filter(paused_at=None, closed_at=None)
