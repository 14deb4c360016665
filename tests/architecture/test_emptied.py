"""What a test commits is gone before the next one, and what `migrate` wrote is as it was."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from alongside.home.cast import make
from tests.emptied import WRITTEN_BY_MIGRATE, empty, filled
from tests.world import build


def written_by_migrate() -> set[object]:
    kinds = ContentType.objects.values_list("app_label", "model")
    return {*kinds, *Permission.objects.values_list("content_type__model", "codename")}


@pytest.mark.django_db(transaction=True)
def test_what_a_test_committed_is_gone_from_every_table(now: dt.datetime) -> None:
    before = written_by_migrate()
    build(make(now), now)
    assert len(filled(connection)) > 30
    empty(connection)
    left = {one._meta.db_table for one in apps.get_models(include_auto_created=True) if one.objects.exists()}
    assert (filled(connection), left, written_by_migrate()) == ([], WRITTEN_BY_MIGRATE, before)


@pytest.mark.django_db
def test_what_stays_is_all_that_migrate_writes_anew() -> None:
    before = written_by_migrate()
    Permission.objects.all().delete()
    ContentType.objects.all().delete()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert (filled(connection), written_by_migrate()) == ([], before)
