"""The tags that every template has without loading them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines
from django.utils.translation import gettext, ngettext

from alongside.core import ids, languages, once, reading
from alongside.core.clock import now
from alongside.ui import rules

register = template.Library()
MOST_STRIPS = 12
FROM_THE_PAGE = ("request", "csrf_token", "frame", "user")


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """What a form needs to be accepted, and to have its effect once: the CSRF token and a fresh key."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        context.get("csrf_token", ""),
        once.FIELD,
        ids.new_secret(),
    )


@register.simple_tag
def form_again(sent: Sequence[tuple[str, str]]) -> SafeString:
    """The hidden inputs of a form that was sent and not kept, with its own key: it has its effect once."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', sent)


def shown(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    page = {key: context[key] for key in FROM_THE_PAGE if key in context}
    found = context.template.engine.get_template(f"{name}/{name}.html")  # type: ignore[union-attr]  # a context that renders has its template
    return found.render(context.new({**page, **values}))


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, /, **values: Any) -> SafeString:
    """A component that needs no body: `{% component "button" text=_("Save") %}`."""
    return shown(context, name, values)


@register.simple_block_tag(takes_context=True)
def wrap(context: Context, content: str, name: str, /, **values: Any) -> SafeString:
    """A component around a body: `{% wrap "card" title=ask.what %} ... {% endwrap %}`."""
    return shown(context, name, {**values, "content": content})


def spoken(language: str) -> SafeString:
    return format_html(' lang="{}"', language) if language else SafeString("")


@register.simple_tag
def words(text: str, language: str = "") -> SafeString:
    """What a person wrote, in paragraphs. Each finds its own direction, because people mix scripts."""
    paragraphs = [part.strip() for part in normalize_newlines(text or "").split("\n\n") if part.strip()]
    lines = [(spoken(language), lined(part)) for part in paragraphs]
    return format_html('<div class="words">{}</div>', format_html_join("", '<p{} dir="auto">{}</p>', lines))


def lined(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))


@register.simple_tag
def words_inline(text: str, language: str = "") -> SafeString:
    return format_html('<span{} dir="auto">{}</span>', spoken(language), text)


def habits() -> Locale:
    return rules.habits(reading.locale_code(), timezone.get_current_timezone_name())


@register.simple_tag
def day(on: dt.date, zone: dt.tzinfo | None = None) -> SafeString:
    """A day in words. A moment is first moved to `zone`, or to the reader's own time zone."""
    if isinstance(on, dt.datetime):
        on = timezone.localtime(on, zone).date()
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), day_in_words(on, habits()))


def day_in_words(on: dt.date, locale: Locale) -> str:
    on = on.date() if isinstance(on, dt.datetime) else on
    return rules.day(on, locale, today=timezone.localdate(now()))


@register.simple_tag
def moment(start: dt.datetime, end: dt.datetime | None = None, zone: dt.tzinfo | None = None) -> SafeString:
    """When something is, in the time of its place; the place is named where the reader's clock shows another time."""
    locale = habits()
    starts = timezone.localtime(start, zone)
    said = gettext("%(day)s, %(time)s") % {
        "day": day_in_words(starts, locale),
        "time": rules.clock(starts, locale),
    }
    if end is not None:
        said = until(said, starts, timezone.localtime(end, zone), locale)
    if zone is not None and starts.utcoffset() != timezone.localtime(start).utcoffset():
        said = gettext("%(when)s, time in %(place)s") % {"when": said, "place": rules.zone_city(zone, locale)}
    return format_html('<time datetime="{}">{}</time>', starts.isoformat(timespec="minutes"), said)


def until(said: str, starts: dt.datetime, ends: dt.datetime, locale: Locale) -> str:
    last = rules.clock(ends, locale)
    if ends.date() != starts.date():
        last = gettext("%(day)s, %(time)s") % {"day": day_in_words(ends, locale), "time": last}
    return gettext("%(start)s to %(end)s") % {"start": said, "end": last}


@register.simple_tag
def clock(at: dt.datetime | dt.time) -> SafeString:
    """The time of day alone: of a moment in the reader's zone, or a time that is nowhere but on a clock."""
    local = timezone.localtime(at) if isinstance(at, dt.datetime) else at
    said = rules.clock(local, habits())
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), said)


@register.simple_tag
def city(zone: dt.tzinfo) -> str:
    """A time zone as people say it: by its city, in the reader's language."""
    return rules.zone_city(zone, habits())


@register.simple_tag
def hours(minutes: int) -> str:
    """90 becomes "1 hour 30 minutes"."""
    full, rest = divmod(int(minutes), 60)
    in_hours = ngettext("%(count)s hour", "%(count)s hours", full) % {"count": full}
    in_minutes = ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest}
    if not full or not rest:
        return in_hours if full else in_minutes
    return gettext("%(hours)s %(minutes)s") % {"hours": in_hours, "minutes": in_minutes}


@register.simple_tag
def km(number: float) -> str:
    """A distance given in kilometres, shown in the unit of the reader's country."""
    return rules.distance(number, habits())


@register.filter
def language_name(code: str) -> str:
    """The name of a language, in the reader's language."""
    try:
        return Locale.parse(code, sep="-").get_display_name(habits()) or code
    except (ValueError, UnknownLocaleError):
        return str(habits().languages.get(code, code))


@register.filter
def own_name(code: str) -> str:
    """The name of a language, in that language."""
    return dict(languages.choices()).get(code, code)


@register.filter
def listed(words: Iterable[object]) -> str:
    """Several things in one line, joined as the reader's language does it."""
    return format_list([str(word) for word in words], locale=habits())


@register.filter
def not_known(facts: list[tuple[str, str]]) -> list[str]:
    """The names of the access facts that nobody has answered; they are said together, so that the answers stand out."""
    return [name for name, answer in facts if answer not in ("yes", "no")]


@register.filter
def strips(places: int, free: int) -> list[bool]:
    """Whether each place is taken, the taken ones first; nothing where there are too many to draw."""
    return [number >= free for number in reversed(range(places))] if places <= MOST_STRIPS else []


class InLanguages(template.Node):
    """Remembers nothing of its reader: what is after it is read as what is before it."""

    def __init__(self, nodelist: NodeList, codes: FilterExpression) -> None:
        self.nodelist, self.codes = nodelist, codes

    def render(self, context: Context) -> SafeString:
        codes = self.codes.resolve(context)
        with reading.in_order(codes) as language, reading.words_in(lambda: codes):
            direction = "rtl" if translation.get_language_bidi() else "ltr"
            content = self.nodelist.render(context)
        return format_html('<section lang="{}" dir="{}">{}</section>', language, direction, content)


@register.tag
def in_languages(parser: Parser, token: Token) -> InLanguages:
    """`{% in_languages codes %} … {% endin_languages %}`: a section for other readers than the page's. All that is in
    it, also what people wrote in several languages, is in the first of the codes that has it.
    """
    _name, codes = token.split_contents()
    nodelist = parser.parse(("endin_languages",))
    parser.delete_first_token()
    return InLanguages(nodelist, parser.compile_filter(codes))


@register.simple_tag(takes_context=True)
def exhibit(context: Context, name: str, example: Any) -> SafeString:
    """One example of the gallery, shown as a page would show it."""
    values = dict(example.values)
    if example.content:
        values["content"] = example.content
    return shown(context, name, values)
