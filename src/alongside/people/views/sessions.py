from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.core import clock
from alongside.core.ids import digest
from alongside.people import actions, forms, queries
from alongside.people.views.editing import edit, kept


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    person, key = queries.viewer(request), request.session.session_key
    shown = {"sessions": queries.sessions(person=person, this_key=key, now=clock.now())}
    return render(request, "people/sessions.html", shown)


@login_required
def session(request: HttpRequest, handle: str) -> HttpResponse:
    found = queries.session(
        person=queries.viewer(request),
        handle=handle,
        this_key=request.session.session_key,
        now=clock.now(),
    )

    def rename(**typed: object) -> None:
        actions.name_session(key=handle, **typed)  # type: ignore[arg-type]  # what DeviceForm has cleaned

    shown = {"session": found}
    return edit(
        request,
        "session",
        forms.DeviceForm,
        {"name": found.name},
        rename,
        then="people:sessions",
        shown=shown,
    )


@login_required
@require_POST
def session_out(request: HttpRequest, handle: str) -> HttpResponse:
    """Signs one browser out; the next thing that it asks for meets nobody."""
    actions.end_session(by=queries.viewer(request), key=handle, now=clock.now())
    return kept(request, "people:sessions")


@login_required
@require_POST
def everywhere(request: HttpRequest) -> HttpResponse:
    """Signs out everywhere, here too."""
    actions.end_sessions(by=queries.viewer(request), now=clock.now())
    request.session.flush()
    return redirect("home:front")


@login_required
def this_device(request: HttpRequest) -> HttpResponse:
    """Asks, right after signing in, what to call this browser."""
    key = digest(request.session.session_key or "")

    def name(**typed: object) -> None:
        actions.name_session(key=key, **typed)  # type: ignore[arg-type]  # what DeviceForm has cleaned

    return edit(request, "this_device", forms.DeviceForm, {}, name, then="home:desk")
