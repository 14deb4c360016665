from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from alongside.people import actions, forms, queries
from alongside.people.views.editing import edit


@login_required
def first(request: HttpRequest) -> HttpResponse:
    """The first page after signing up."""
    initial = {"display_name": queries.viewer(request).display_name}
    return edit(request, "first", forms.NameForm, initial, actions.change_name, then="people:exit_explained")


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """One short page that may be skipped: the rest of a profile has good defaults."""
    person = queries.viewer(request)
    initial: dict[str, Any] = {"skills": queries.skills(person=person), "hours": person.hours}
    return edit(request, "start", forms.StartForm, initial, actions.start, then="mfa_index")
