from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.core import clock
from alongside.people import actions, forms, queries
from alongside.people.views.editing import edit


@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    return render(
        request, "people/me.html", queries.overview(person=queries.viewer(request), now=clock.now())
    )


@login_required
def name(request: HttpRequest) -> HttpResponse:
    initial = {"display_name": queries.viewer(request).display_name}
    return edit(request, "name", forms.NameForm, initial, actions.change_name)


@login_required
def needs(request: HttpRequest) -> HttpResponse:
    initial = {"facts": queries.needs(person=queries.viewer(request))}
    return edit(request, "needs", forms.NeedsForm, initial, actions.set_needs)


@login_required
def skills(request: HttpRequest) -> HttpResponse:
    initial = {"skills": queries.skills(person=queries.viewer(request))}
    return edit(request, "skills", forms.SkillsForm, initial, actions.set_skills)


@login_required
def home_area(request: HttpRequest) -> HttpResponse:
    person = queries.viewer(request)
    initial = {
        "area": person.home_area,
        "latitude": person.home_latitude,
        "longitude": person.home_longitude,
    }
    return edit(request, "home_area", forms.HomeForm, initial, actions.set_home)


@login_required
def travel(request: HttpRequest) -> HttpResponse:
    initial = {"km": queries.viewer(request).travel_km}
    return edit(request, "travel", forms.TravelForm, initial, actions.set_travel)
