"""Addresses whose views do what real ones must survive."""

import sqlite3

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from alongside.config.urls import handler400, handler403, handler404, handler500
from alongside.config.urls import urlpatterns as real
from alongside.core.refusals import Refused

__all__ = ["handler400", "handler403", "handler404", "handler500"]


FULL = sqlite3.OperationalError("database or disk is full")
FULL.sqlite_errorcode = sqlite3.SQLITE_FULL


class Full(Refused):
    message = "All places are taken. Look at <other> asks."


def full(request: HttpRequest) -> HttpResponse:
    raise Full


def hidden(request: HttpRequest) -> HttpResponse:
    raise Http404("Harbour Kitchen exists, and its name must not be shown.")


def barred(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Harbour Kitchen")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("Harbour Kitchen")


def unkept(request: HttpRequest) -> HttpResponse:
    try:
        raise FULL
    except sqlite3.Error as error:
        raise OperationalError from error


def kept(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("A public page")
    response["Cache-Control"] = "max-age=60"
    return response


def told(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Your <offer> was sent.")
    return redirect("/blank/")


def blank(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/page.html")


urlpatterns = [
    path("full/", full),
    path("hidden/", hidden),
    path("barred/", barred),
    path("broken/", broken),
    path("kept/", kept),
    path("unkept/", unkept),
    path("told/", told),
    path("blank/", blank),
    *real,
]
