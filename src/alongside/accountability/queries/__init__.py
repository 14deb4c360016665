"""What may be reported, who handles it, and who is kept out. The reported person finds nothing here."""

from alongside.accountability.queries.answering import answerers
from alongside.accountability.queries.appeals import AppealPage, appeal_page, appeals
from alongside.accountability.queries.closed import closed_notices
from alongside.accountability.queries.matters import MatterPage, Matters, looked_into, matter_page, matters
from alongside.accountability.queries.personal import EXPORTED, about_person, broken_promises
from alongside.accountability.queries.reportable import Reportable, reportable
from alongside.accountability.queries.restrictions import (
    RestrictionPage,
    restrictable,
    restriction_page,
    restrictions_page,
)
from alongside.accountability.queries.unread import unread_work

__all__ = [
    "EXPORTED",
    "AppealPage",
    "MatterPage",
    "Matters",
    "Reportable",
    "RestrictionPage",
    "about_person",
    "answerers",
    "appeal_page",
    "appeals",
    "broken_promises",
    "closed_notices",
    "looked_into",
    "matter_page",
    "matters",
    "reportable",
    "restrictable",
    "restriction_page",
    "restrictions_page",
    "unread_work",
]
