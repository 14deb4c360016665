from django.apps import apps
from django.core.management import call_command

from alongside.home import queries, rules
from alongside.home.queries.holdings import declarations
from alongside.home.queries.things import THINGS
from alongside.people.models import Person

PAGE = "/holdings/"
MODELS = list(apps.get_models(include_auto_created=True))


def test_every_field_of_every_table_is_declared():
    undeclared = {
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in [*model._meta.concrete_fields, *model._meta.local_many_to_many]
        if field.name not in declarations(model)
    }

    assert undeclared == set()


def test_every_table_is_put_into_words_and_no_other():
    assert set(THINGS) == {model._meta.label for model in MODELS}


def test_tables_of_libraries_are_those_that_are_installed():
    assert set(rules.BORROWED) <= {model._meta.label for model in MODELS}


def test_page_names_every_table_and_every_field(client, db):
    body = client.get(PAGE).content.decode()

    for model in MODELS:
        assert str(THINGS[model._meta.label]).replace("'", "&#x27;") in body
    for name in Person.declared:
        assert f">{name}</code>" in body


def test_page_is_the_same_for_everybody(cast, client, client_of):
    assert client.get(PAGE).status_code == 200
    for person in (cast.amal, cast.farid, cast.olu):
        assert client_of(person).get(PAGE).status_code == 200


def test_page_tells_nothing_about_anybody(cast, client):
    body = client.get(PAGE).content.decode()

    for private in (cast.amal.display_name, cast.rainbow.name, cast.ask.what, cast.amal.sign_in_name):
        assert private not in body


def test_page_refuses_to_be_written_to(client, db):
    assert client.post(PAGE).status_code == 405


def test_page_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(PAGE)


def test_inventory_prints_a_row_for_every_field(capsys):
    call_command("print_inventory")

    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == sum(len(thing.fields) for part in queries.holdings() for thing in part.things)
    assert any(row.startswith("| people.Person | sign_in_name |") for row in rows)
    assert any(
        "notices.Message | text" in row and "| sealed | whoever has the disk and the data" in row
        for row in rows
    )
    assert any("people.Person | password" in row and "| mark | nobody |" in row for row in rows)


def test_inventory_says_what_lies_beside_the_tables(capsys, settings):
    settings.ALONGSIDE_BACKUP_DAYS = 9
    call_command("print_inventory")

    said = capsys.readouterr().out
    assert "for 9 days" in said
    assert "ALONGSIDE_BACKUP_KEY is not set" in said


def test_page_says_how_long_backups_live(client, db, settings):
    settings.ALONGSIDE_BACKUP_DAYS = 9

    assert "Backups are deleted after 9 days." in client.get(PAGE).content.decode()
