"""What a date is called where somebody chooses one."""

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from alongside.asks.models import Shift
from alongside.ui.templatetags.ui import moment


def date_in_words(shift: Shift, *more: str) -> SafeString:
    """When it is, in the time of its place, in which role, where, if that is elsewhere, and what else is to be said."""
    said = moment(shift.starts_at, shift.ends_at, shift.ask.community.zone)
    elsewhere = shift.elsewhere.area if shift.elsewhere else ""
    return format_html_join(" · ", "{}", ((one,) for one in [said, shift.role, elsewhere, *more] if one))
