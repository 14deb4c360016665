"""A list from one indexed query, one row, and one insert: what any Django pays for the same."""

import os
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from benchmarks.bare.models import Ask, Form

ROWS = int(os.environ.get("BENCHMARK_ROWS", "30"))


def asks(request: HttpRequest) -> HttpResponse:
    found = Ask.objects.filter(published_at__isnull=False, closed_at=None).order_by("published_at")
    return render(request, "asks.html", {"asks": found[:ROWS]})


def ask(request: HttpRequest, id: str) -> HttpResponse:
    return render(request, "ask.html", {"ask": Ask.objects.get(pk=id)})


def form(request: HttpRequest) -> HttpResponse:
    """One row, synced to the disk before the answer, because the database is set to FULL."""
    Form.objects.create(key=secrets.token_hex(16), sender="", answered_to="", sent_at=timezone.now())
    return redirect("asks")
