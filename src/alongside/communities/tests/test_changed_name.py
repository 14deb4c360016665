"""A vouch was for what a group said of itself then. When that changes, its vouchers hear, and may take it back."""

import dataclasses
import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from alongside.communities import actions, queries, rules
from alongside.communities.actions.founding import Details
from alongside.communities.models import Vouch
from alongside.home.cast import community, person
from alongside.ledger.models import Entry
from alongside.notices.models import Notice

DAY = dt.timedelta(days=1)
BEFORE = "Night Library"
AFTER = Details(
    name="Youth Shelter",
    purpose="A bed for tonight.",
    boundary="Knock first.",
    language="en",
    time_zone="UTC",
    visibility="public",
)
OPERATORS_PAGE = "/communities/waiting/"


@pytest.fixture
def group(cast, now):
    """Gita's group, which the harbour, the hidden rainbow group and the operator vouched for a month ago."""
    made = community(BEFORE, "public", cast.gita, now, purpose="Books at night.")
    made.vouches.update(at=now - 30 * DAY, by=cast.olu)
    for voucher, by in ((cast.harbour, cast.amal), (cast.rainbow, cast.edda)):
        Vouch.objects.create(community=made, voucher=voucher, by=by, at=now - 30 * DAY)
    return made


def edit(group, now, **changes):
    details = Details(
        name=BEFORE,
        purpose="Books at night.",
        boundary="Knock first.",
        language="en",
        time_zone="UTC",
        visibility="public",
    )
    actions.edit(
        community=group, by=group.founded_by, details=dataclasses.replace(details, **changes), now=now
    )


def told():
    return set(Notice.objects.filter(kind="vouch.changed").values_list("to__display_name", flat=True))


def page_of(voucher):
    return reverse("communities:vouches", args=[voucher.pk])


def facts(client, group):
    return client.get(reverse("communities:community", args=[group.pk])).content.decode()


@pytest.mark.parametrize("changes", [{"name": AFTER.name}, {"purpose": AFTER.purpose}])
def test_everybody_who_vouched_hears_of_another_name_or_purpose(cast, group, now, changes):
    edit(group, now, **changes)
    assert told() == {"Amal Haddad", "Jun Ito", "Edda", "Olu"}
    assert Entry.objects.get(kind="communities.edit").facts == {
        "visibility": "public",
        "described_anew": True,
    }


def test_other_changes_tell_nobody_anything(cast, client, group, now):
    edit(group, now, name="  night  library", boundary="Ring twice.", area="Old Harbour")
    assert told() == set()
    assert "before the name" not in facts(client, group)


def test_whoever_vouches_afterwards_hears_of_the_next_change_only(cast, client, group, now):
    edit(group, now - DAY, name=AFTER.name)
    group.vouches.filter(voucher=cast.harbour).update(at=now)
    Notice.objects.all().delete()
    edit(group, now - DAY / 2, name=AFTER.name, boundary="Ring twice.")
    assert told() == set()
    assert facts(client, group).count("before the name") == 2


def test_everybody_sees_whose_word_is_older_than_the_name_and_nobody_the_old_name(cast, client, group, now):
    edit(group, now, name=AFTER.name)
    shown = facts(client, group)
    assert shown.count("before the name or the purpose changed") == 3
    assert BEFORE not in shown
    group.refresh_from_db()
    late = now + rules.CHANGE_SHOWN
    assert not any(one.before for one in queries.vouchers(community=group, viewer=None, now=late))


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_the_old_name_is_gone_from_the_disk(now, on_disk):
    gita = person("Gita", now)
    made = community("Deadname-Canary-7319", "public", gita, now)
    assert b"Deadname-Canary-7319" in on_disk()
    actions.edit(community=made, by=gita, details=AFTER, now=now)
    assert b"Deadname-Canary-7319" not in on_disk()


def test_the_old_name_is_gone_from_every_table(cast, client_of, group, now):
    browser = client_of(cast.gita)
    page = reverse("communities:details", args=[group.pk])
    kept = {**dataclasses.asdict(AFTER), "late_hours": 24}
    del kept["links"]
    assert "The old one is kept nowhere" in browser.get(page).content.decode()
    assert browser.post(page, kept).status_code == 302
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of tables
            assert BEFORE not in str(cursor.fetchall()), table


def test_a_steward_of_the_vouching_group_takes_its_word_back_in_one_tap(cast, client, client_of, group, now):
    group.vouches.filter(voucher=None).delete()
    edit(group, now, name=AFTER.name)
    browser = client_of(cast.jun)
    shown = browser.get(page_of(cast.harbour)).content.decode()
    assert AFTER.name in shown
    assert BEFORE not in shown
    assert "The name or the purpose became another one" in shown
    end = reverse("communities:vouch_end", args=[group.vouches.get(voucher=cast.harbour).pk])
    assert f'action="{end}"' in shown

    assert browser.post(end).headers["Location"] == page_of(cast.harbour)

    assert client.get(reverse("communities:community", args=[group.pk])).status_code == 404
    assert Notice.objects.filter(to=cast.gita, kind="vouch.ended").count() == 1
    assert Entry.objects.filter(kind="communities.take_back_vouch").count() == 1
    assert AFTER.name not in browser.get(page_of(cast.harbour)).content.decode()
    assert browser.post(end).status_code == 404


def test_one_word_less_is_not_told_while_enough_are_left(cast, client, group, now):
    actions.take_back_vouch(vouch=group.vouches.get(voucher=cast.harbour), by=cast.amal, now=now)
    assert client.get(reverse("communities:community", args=[group.pk])).status_code == 200
    assert not Notice.objects.filter(kind="vouch.ended").exists()


def test_the_operator_takes_their_word_back_on_their_page(cast, client_of, group, now):
    edit(group, now, name=AFTER.name)
    browser = client_of(cast.olu)
    assert AFTER.name in browser.get(OPERATORS_PAGE).content.decode()
    end = reverse("communities:vouch_end", args=[group.vouches.get(voucher=None).pk])
    assert browser.post(end).headers["Location"] == OPERATORS_PAGE
    assert f'action="{end}"' not in browser.get(OPERATORS_PAGE).content.decode()


@pytest.mark.parametrize("who", ["bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_nobody_else_takes_a_groups_word_back(cast, client_of, group, who):
    given = group.vouches.get(voucher=cast.harbour)
    answer = client_of(getattr(cast, who)).post(reverse("communities:vouch_end", args=[given.pk]))
    assert answer.status_code == 404
    assert Vouch.objects.filter(pk=given.pk).exists()


def test_of_a_group_that_hides_itself_its_vouchers_see_and_hear_nothing(cast, client_of, group, now):
    edit(group, now, name=AFTER.name, visibility="hidden")
    assert told() == set()
    for reader, page in ((cast.amal, page_of(cast.harbour)), (cast.olu, OPERATORS_PAGE)):
        assert AFTER.name not in client_of(reader).get(page).content.decode()
    given = group.vouches.get(voucher=cast.harbour)
    assert client_of(cast.amal).post(reverse("communities:vouch_end", args=[given.pk])).status_code == 404

    edit(group, now + DAY, name=AFTER.name)
    assert told() == {"Amal Haddad", "Jun Ito", "Edda", "Olu"}


def test_an_operator_who_vouched_with_their_group_is_refused_in_words(cast, client_of, group, now):
    group.vouches.all().delete()
    Vouch.objects.create(community=group, voucher=cast.harbour, by=cast.olu, at=now)
    answer = client_of(cast.olu).post(reverse("communities:operator_vouch", args=[group.pk]))
    assert "vouched for this group already" in answer.content.decode()
    assert group.vouches.count() == 1


def test_one_and_thirty_vouches_cost_the_same(cast, client_of, group, now, django_assert_num_queries):
    browser = client_of(cast.amal)
    browser.get(page_of(cast.harbour))
    with django_assert_num_queries(10):
        browser.get(page_of(cast.harbour))
    for number in range(29):
        other = community(f"Other {number}", "public", person(f"F{number}", now), now)
        Vouch.objects.create(community=other, voucher=cast.harbour, by=cast.amal, at=now)
    with django_assert_num_queries(10):
        assert "Other 28" in browser.get(page_of(cast.harbour)).content.decode()
