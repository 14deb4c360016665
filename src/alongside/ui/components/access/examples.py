"""What a place offers: yes, no or not known, in words and with a sign. Not known is never left out."""

from alongside.core.access import Answer, Fact
from alongside.ui.queries import Example


def examples() -> list[Example]:
    facts = [
        (Fact.STEP_FREE.label, Answer.YES.value),
        (Fact.TOILET.label, Answer.NO.value),
        (Fact.LOOP.label, Answer.UNKNOWN.value),
    ]
    return [Example("Yes, no, not known", {"facts": facts})]
