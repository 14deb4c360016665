from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from alongside.core import clock
from alongside.people import actions, forms, queries
from alongside.people.views.editing import edit, kept


@login_required
def hours(request: HttpRequest) -> HttpResponse:
    person = queries.viewer(request)
    starts_on, minutes = queries.booked(person=person, now=clock.now())
    shown = {"starts_on": starts_on, "minutes": minutes, "offered": person.hours * 60}
    return edit(request, "hours", forms.HoursForm, {"hours": person.hours}, actions.set_hours, shown=shown)


@login_required
def quiet(request: HttpRequest) -> HttpResponse:
    person = queries.viewer(request)
    initial = {field: getattr(person, field) for field in forms.QuietTimesForm.base_fields}
    return edit(request, "quiet", forms.QuietTimesForm, initial, actions.set_quiet_times)


@login_required
def rest(request: HttpRequest) -> HttpResponse:
    running = queries.rest(person=queries.viewer(request), now=clock.now())
    return edit(request, "rest", forms.RestForm, {}, actions.start_rest, shown={"rest": running})


@login_required
@require_POST
def rest_end(request: HttpRequest) -> HttpResponse:
    actions.end_rest(by=queries.viewer(request), now=clock.now())
    return kept(request, "people:rest")
