from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from alongside.core import clock
from alongside.people import actions, forms, queries
from alongside.people.views.editing import edit, kept

BLOCKS_A_PAGE = 50


@login_required
@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    found = Paginator(queries.blocks(person=queries.viewer(request)), BLOCKS_A_PAGE)
    return render(request, "people/blocks.html", {"blocks": found.get_page(request.GET.get("page"))})


@login_required
def block(request: HttpRequest, person: str) -> HttpResponse:
    """The same page for every id, whether it belongs to somebody or not; it names nobody."""
    shown = {"about": person}

    def against(**typed: object) -> None:
        actions.block(against=person, **typed)  # type: ignore[arg-type]  # what BlockForm has cleaned

    return edit(request, "block", forms.BlockForm, {}, against, then="people:blocks", shown=shown)


@login_required
@require_POST
def unblock(request: HttpRequest, block: str) -> HttpResponse:
    actions.unblock(by=queries.viewer(request), block=block, now=clock.now())
    return kept(request, "people:blocks")
