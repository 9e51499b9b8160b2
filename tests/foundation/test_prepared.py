"""Questions put into SQL once: the same rows, other values, any thread, and no way to smuggle in a shape."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from anlin.foundation.accounts import api as accounts
from anlin.foundation.accounts.models import Account, Token
from anlin.foundation.prepared import LARGEST, Prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def tokens(db):
    """Three tokens of two accounts, by name."""
    at = timezone.localtime()
    mei, bo = (Account.objects.create(username=name, created_at=at) for name in ("mei", "bo"))
    return {
        name: accounts.issue_token(account=account, name=name, at=at)[0]
        for name, account in (("a", mei), ("b", mei), ("c", bo))
    }


def of_account():
    return Prepared(
        Token,
        lambda pk: Token.objects.filter(account=pk).select_related("account").order_by("id"),
        "account",
    )


def test_each_value_gets_the_rows_the_plain_queryset_gives_with_what_is_joined_to_them(
    tokens, django_assert_num_queries
):
    asked = of_account()
    mei, bo = tokens["a"].account_id, tokens["c"].account_id

    with django_assert_num_queries(3):
        found = {pk: asked.rows(pk) for pk in (mei, bo, bo + 1)}
        names = {pk: [(row.name, row.account.username) for row in rows] for pk, rows in found.items()}  # fmt: skip

    assert names == {mei: [("a", "mei"), ("b", "mei")], bo: [("c", "bo")], bo + 1: []}
    assert found[mei] == list(Token.objects.filter(account=mei).order_by("id"))


def test_tuples_stay_tuples_and_moments_stay_moments(tokens):
    asked = Prepared(
        Token,
        lambda name: Token.objects.filter(name=name).values_list("created_at", "name"),
        "name",
    )

    assert asked.rows("c") == [(tokens["c"].created_at, "c")]
    assert asked.first("c") == (tokens["c"].created_at, "c")
    assert asked.first("d") is None


def test_values_stand_where_they_were_named_whatever_their_order(tokens):
    asked = Prepared(
        Token, lambda name, pk: Token.objects.filter(account=pk, name=name), "name", "account"
    )

    assert asked.rows("b", tokens["b"].account_id) == [tokens["b"]]
    assert asked.rows("c", tokens["b"].account_id) == []


def test_rows_read_so_are_rows_like_others_and_can_be_saved(tokens):
    row = of_account().first(tokens["c"].account_id)
    row.name = "renamed"
    row.save(update_fields=["name"])

    assert of_account().first(tokens["c"].account_id).name == "renamed"


@pytest.mark.parametrize("values", [(), (1, 2), (None,), ([1],), (True,), (1.0,)], ids=repr)
def test_other_than_plain_values_are_refused_before_the_database_is_asked(
    values, django_assert_num_queries
):
    asked = of_account()

    with django_assert_num_queries(0), pytest.raises(TypeError, match="1 plain values"):
        asked.rows(*values)


def test_a_number_beyond_every_key_finds_nothing_and_asks_nobody(tokens, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert of_account().rows(LARGEST + 1) == []


def test_words_of_an_attacker_are_a_value_and_no_statement(tokens):
    asked = Prepared(Token, lambda name: Token.objects.filter(name=name), "name")

    assert asked.rows("a' OR '1'='1") == []
    assert asked.rows("%s") == []
    assert asked.rows("a") == [tokens["a"]]


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
def test_threads_ask_at_once_each_on_its_own_connection(tokens):
    asked, answers = of_account(), {}
    together = threading.Barrier(4)

    def ask(pk: int, nth: int) -> None:
        together.wait(10)
        try:
            answers[nth] = [[row.name for row in asked.rows(pk)] for _time in range(50)]
        finally:
            connection.close()

    mei, bo = tokens["a"].account_id, tokens["c"].account_id
    threads = [
        threading.Thread(target=ask, args=(pk, n)) for n, pk in enumerate((mei, bo, mei, bo))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert answers == {
        0: [["a", "b"]] * 50, 1: [["c"]] * 50, 2: [["a", "b"]] * 50, 3: [["c"]] * 50,
    }  # fmt: skip
