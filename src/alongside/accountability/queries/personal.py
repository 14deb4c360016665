from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accountability.models import Appeal, AppealAnswer, Matter, Report
from alongside.core.declaring import Exported
from alongside.people.models import Person
from alongside.people.queries import language_name

EXPORTED = {
    "accountability": Exported(_("Reports")),
    "reports": Exported(_("What I reported")),
    "appeals": Exported(_("What I wrote when I was kept out")),
    "answer": Exported(_("The answer")),
    "words": Exported(_("My words")),
    "language": Exported(_("Language"), language_name),
    "at": Exported(_("When")),
    "is_lifted": Exported(_("Ended by the answer")),
}


def about_person(*, person: Person) -> dict[str, Any]:
    """What somebody reported, in their words. What others reported about them is not theirs to read."""
    mine = Report.objects.filter(by=person).order_by("at", "pk")
    written = Appeal.objects.filter(restriction__person=person).select_related("answer").order_by("at", "pk")
    return {
        "reports": list(mine.values("words", "language", "at")),
        "appeals": [
            {
                "words": one.words,
                "language": one.language,
                "at": one.at,
                "answer": one.answer.words if hasattr(one, "answer") else "",
                "is_lifted": one.answer.is_lifted if hasattr(one, "answer") else None,
            }
            for one in written
        ],
    }


def broken_promises() -> Iterator[str]:
    """What no sequence of actions may bring about."""
    for matter in Matter.objects.filter(Q(closed_at__lt=F("opened_at")) | Q(community=None)):
        yield f"Matter {matter.pk} ended before it began, or belongs to no community."
    for matter in Matter.objects.filter(subject=Matter.Subject.COMMUNITY, goes_to_operator=False):
        yield f"Matter {matter.pk} is about a community and lies before its own stewards."
    for answer in AppealAnswer.objects.filter(
        Q(by=F("appeal__restriction__by"))
        | Q(by=F("appeal__restriction__lasting_by"), at__gte=F("appeal__restriction__lasting_at"))
    ):
        yield f"Answer {answer.pk} is by somebody who decided."
    for report in Report.objects.filter(by=F("matter__concerns")):
        yield f"Report {report.pk} is by the person whom it concerns."
    for report in Report.objects.filter(at__lt=F("matter__opened_at")):
        yield f"Report {report.pk} is older than its matter."
