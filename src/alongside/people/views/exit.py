import sqlite3

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from alongside.core import clock
from alongside.core.once import repeatable
from alongside.core.unchanged import public
from alongside.people import actions, queries
from alongside.people.middleware import LEFT_COOKIE, LEFT_FOR
from alongside.people.sessions import AFTERWARDS, SessionStore


@csrf_exempt
@repeatable
def exit_(request: HttpRequest) -> HttpResponse:
    """Signs out and leads away. It takes a form from anywhere, old or broken: leaving must never fail.

    What a stranger's page could do with that is sign somebody out, which harms nobody. For ten minutes after it, pages
    that need somebody signed in lead to the public front page, so that Back shows that and not "please sign in".
    Words that wait for the next page go too: they would tell there what was done last.
    It is no redirect, because `form-action 'self'` makes a browser without JavaScript stay where it is; a refresh leads
    away, and takes this answer's place in the history.
    """
    if request.method != "POST":
        return redirect("people:exit_explained")
    sign_out(request)
    answer = HttpResponse(headers={"Refresh": f"0;url={settings.ALONGSIDE_EXIT_URL}"})
    answer.set_cookie(
        LEFT_COOKIE,
        "1",
        max_age=LEFT_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    answer.delete_cookie(settings.ALONGSIDE_WORDS_COOKIE_NAME)
    return answer


def sign_out(request: HttpRequest) -> None:
    """Where nothing can be written the session stays in its table, and the browser forgets it all the same."""
    try:
        logout(request)
    except (DatabaseError, sqlite3.Error):
        request.session = SessionStore()


@public
def exit_explained(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return understood(request)
    return render(request, "people/exit_explained.html")


@login_required
def understood(request: HttpRequest) -> HttpResponse:
    """Whoever reads it for the first time has just signed up, and goes on to where they were going."""
    person = queries.viewer(request)
    then = "home:desk" if person.has_seen_exit else "people:start"
    actions.learn_of_exit(by=person, now=clock.now())
    return redirect(request.session.pop(AFTERWARDS, None) or then)
