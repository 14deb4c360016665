"""The key pages in easy words: for people with learning difficulties, new to the language, or very tired.

One idea a sentence, one sentence a line. A button is called by the words that stand on it, so that both are translated
alike. What the product does not do may not stand here: whoever changes a page reads what is said of it.
"""

from django.http import Http404

from alongside.home.queries.easy import arriving, deciding, helping
from alongside.home.queries.easy.shape import EasyText

TEXTS = (*arriving.TEXTS, *helping.TEXTS, *deciding.TEXTS)
BY_SLUG = {text.slug: number for number, text in enumerate(TEXTS)}
BY_ROUTE = {route: text.slug for text in TEXTS for route in text.explains}


def easy_texts() -> tuple[EasyText, ...]:
    return TEXTS


def easy_text(*, slug: str) -> tuple[EasyText, EasyText | None]:
    """One text and the one after it. What is no slug of any is no page."""
    if slug not in BY_SLUG:
        raise Http404
    number = BY_SLUG[slug]
    return TEXTS[number], TEXTS[number + 1] if number + 1 < len(TEXTS) else None


def easy_slug(*, route: str) -> str:
    """Which text explains a page; nothing when none does."""
    return BY_ROUTE.get(route, "")
