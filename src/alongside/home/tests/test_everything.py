"""Everything about me: complete, mine alone, readable and as a file."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import Field
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.home import queries
from alongside.home.cast import Cast
from alongside.people.models import Person


def fields_about_people() -> Iterator[Field]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if getattr(field, "concrete", False) and getattr(field, "related_model", None) is Person:
                yield field


def not_exported() -> dict[str, str]:
    return {
        f"{area.label}.{name}": reason
        for area in apps.get_app_configs()
        for name, reason in getattr(area, "not_exported", {}).items()
    }


def test_every_model_that_knows_a_person_is_exported_or_says_why_not(cast: Cast) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.everything(person=cast.bruno)
    read = " ".join(query["sql"] for query in asked.captured_queries)
    missing = {
        field.model._meta.label
        for field in fields_about_people()
        if f'"{field.model._meta.db_table}"' not in read and field.model._meta.label not in not_exported()
    }
    assert not missing


def test_reasons_name_models_that_exist(db: None) -> None:
    labels = {field.model._meta.label for field in fields_about_people()}
    fields = {f"{field.model._meta.label}.{field.name}" for field in fields_about_people()}
    assert not [name for name in not_exported() if name not in labels | fields]


def test_everything_shows_my_own_and_nobody_else(cast: Cast, client_of) -> None:
    client = client_of(cast.bruno)
    client.post(reverse("people:needs"), {"facts": ["quiet"]})
    page = client.get(reverse("home:everything")).content.decode()
    assert "Bruno Sá" in page
    assert "secret-bruno" in page
    assert "quiet" in page
    assert "secret-amal" not in page


def test_everything_is_a_file_without_what_proves_who_somebody_is(cast: Cast, client_of) -> None:
    client = client_of(cast.chidi)
    answer = client.get(reverse("home:everything_file"))
    assert answer["Content-Disposition"] == 'attachment; filename="everything.json"'
    assert answer["Cache-Control"] == "no-store"
    people = answer.json()["people"]
    assert people["account"]["display_name"] == "Chidi"
    text = answer.content.decode()
    assert cast.chidi.password not in text
    assert cast.farid.pk not in text


def test_everything_is_for_whoever_is_signed_in(cast: Cast, client) -> None:
    for page in ("everything", "everything_file"):
        assert client.get(reverse(f"home:{page}")).status_code == 302
