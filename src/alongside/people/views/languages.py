from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from alongside.core import clock, reading
from alongside.core.once import repeatable
from alongside.people import actions, forms, queries, rules

CHANGES = {
    "add": actions.add_language,
    "remove": actions.remove_language,
    "up": actions.move_language_up,
}


@csrf_exempt
@repeatable
def language(request: HttpRequest) -> HttpResponse:
    """The language of the pages: for a person it is kept, for nobody it is a cookie.

    Nobody's form carries no key, so that a public page is the same for all. A stranger's page could choose a language
    with it, for a browser in which nobody is signed in: it changes no row, and the next choice takes it back.
    """
    return (chosen_by_a_person if request.user.is_authenticated else chosen)(request)


def chosen(request: HttpRequest) -> HttpResponse:
    form = forms.ReadInForm(request.POST or None, initial={"language": get_language()})
    if not form.is_valid():
        return render(request, "people/language.html", {"form": form})
    code = form.cleaned_data["language"]
    if request.user.is_authenticated:
        actions.read_in(by=queries.viewer(request), language=code, now=clock.now())
    answer = HttpResponseRedirect(way_on(request))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.SESSION_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


chosen_by_a_person = csrf_protect(chosen)


def way_on(request: HttpRequest) -> str:
    """Where the form says, when that is on this server; otherwise the page that suits the reader."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/"):
        return wanted
    return reverse("people:me" if request.user.is_authenticated else "home:front")


@login_required
def languages(request: HttpRequest) -> HttpResponse:
    """Looking for a language is a GET, so that it needs no script; each change is a form of its own."""
    person = queries.viewer(request)
    change = CHANGES.get(request.POST.get("change", ""))
    if request.method == "POST" and change:
        change(by=person, code=request.POST.get("code", ""), now=clock.now())
        return redirect("people:languages")
    find = forms.FindLanguageForm(request.GET if "find" in request.GET else None)
    wanted = find.cleaned_data["find"] if find.is_valid() else ""
    shown = {
        "form": find,
        "wanted": wanted,
        "found": rules.find_languages(wanted, reading.locale_code(), dict(settings.LANGUAGES)),
        "spoken": queries.languages(person=person),
        "lacks_words": not reading.is_whole(person.language),
    }
    return render(request, "people/languages.html", shown)
