"""Lists: no row lost or doubled, filters in the address, bulk deeds, export, a literal count of queries."""

import datetime as dt
import io
from itertools import chain

import django_filters
import pytest
from django.urls import path
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from anlin.config.urls import urlpatterns as real
from anlin.faces.console import shell
from anlin.faces.kit.lists import keyset
from anlin.faces.kit.lists import page as lists
from anlin.faces.kit.lists.columns import Bulk, Column, Tab
from anlin.foundation.accounts.api import Account
from anlin.kernel.errors import Invalid

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
START = dt.datetime(2026, 5, 6, 9, tzinfo=dt.UTC)


class ByName(django_filters.FilterSet):
    name = django_filters.CharFilter(field_name="username", lookup_expr="contains", label="Name")


class Accounts(shell.ListPage):
    title = "Accounts"
    filters = ByName
    size = 10
    export_right = "accounts.export"
    columns = (
        Column("username", "Name", leads=True),
        Column("created_at", "Opened", kind="moment"),
        Column("pk", "Number", kind="number"),
        Column("is_active", "State", kind="state", get=lambda a: "open", tone=lambda a: "good"),
    )
    tabs = (Tab("all", "All"), Tab("none", "None", lambda rows, page: rows.none()))
    bulk = (Bulk("greet", "Greet"),)
    empty_hint = "Open one first."

    def rows(self):
        return Account.objects.exclude(username="chenjing")

    def act_on(self, deed, rows):
        if rows.filter(username="a0").exists():
            raise Invalid("a0 does not want to be greeted.")
        return rows.count()


urlpatterns = [path("accounts-list/", Accounts.as_view()), *real]


def fill(minutes):
    """Accounts a0, a1, … opened so many minutes after the start; many share a minute."""
    Account.objects.exclude(username="chenjing").delete()
    Account.objects.bulk_create(
        Account(username=f"a{n}", created_at=START + dt.timedelta(minutes=m))
        for n, m in enumerate(minutes)
    )


def walk(size, start="", way="after"):
    """Every page from the start to the end, as lists of names."""
    found, seen = None, []
    while found is None or getattr(found, way):
        place = getattr(found, way) if found else start
        found = keyset.cut(Account.objects.all(), key="created_at", size=size, **{way: place})
        seen.append([row.username for row in found.rows])
    return seen, found


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(minutes=st.lists(st.integers(0, 3), max_size=23), size=st.integers(1, 7))
def test_walking_the_pages_meets_every_row_once_and_in_order(minutes, size):
    fill(minutes)
    pages, last = walk(size)
    expected = [a.username for a in Account.objects.order_by("-created_at", "-pk")]
    assert list(chain.from_iterable(pages)) == expected
    if len(pages) > 1:
        back, _first = walk(size, start=last.before, way="before")
        assert list(chain.from_iterable(reversed(back))) + pages[-1] == expected


def test_rows_added_while_reading_move_nothing():
    fill(range(6))
    first = keyset.cut(Account.objects.all(), key="created_at", size=3)
    Account.objects.create(username="new", created_at=START + dt.timedelta(minutes=9))
    second = keyset.cut(Account.objects.all(), key="created_at", size=3, after=first.after)
    assert [row.username for row in (*first.rows, *second.rows)] == "a5 a4 a3 a2 a1 a0".split()


@pytest.mark.parametrize("place", ["nonsense", "W10", "bnVsbA", "é", "WyJ4IiwgMV0"])
def test_a_place_that_cannot_be_read_is_the_beginning(place):
    fill(range(3))
    found = keyset.cut(Account.objects.all(), key="created_at", size=2, after=place)
    assert [row.username for row in found.rows] == ["a2", "a1"]


@pytest.mark.parametrize("rows", [1, 3, 10])
def test_a_page_asks_the_same_few_questions_however_many_rows(
    staff, rows, django_assert_num_queries
):
    fill(range(rows))
    staff.get("/accounts-list/")  # once a minute the session notes a sign of life
    with django_assert_num_queries(3):  # session, account, rows
        assert staff.get("/accounts-list/").status_code == 200


def test_htmx_gets_the_list_alone(staff):
    fill(range(2))
    text = staff.get(
        "/accounts-list/", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    ).content.decode()
    assert text.strip().startswith('<div id="list">')


def test_filters_stay_in_the_address_of_the_next_page(staff):
    fill(range(25))
    text = staff.get("/accounts-list/?name=a1&view=all").content.decode()
    assert "name=a1&amp;view=all&amp;after=" in text


def test_the_count_stops_where_nobody_reads_on(staff, monkeypatch):
    fill(range(7))
    assert staff.get("/accounts-list/?count=1").content.decode() == "共 7 条"
    monkeypatch.setattr(lists, "COUNT_UP_TO", 5)
    assert staff.get("/accounts-list/?count=1").content.decode() == "5 条以上"


def test_an_empty_list_says_why(staff):
    fill([])
    assert "这里还没有内容" in staff.get("/accounts-list/").content.decode()
    assert "没有符合条件的内容" in staff.get("/accounts-list/?name=zzz").content.decode()


def test_a_bulk_deed_reaches_the_chosen_rows(staff):
    fill(range(4))
    chosen = list(Account.objects.filter(username__in=["a1", "a2"]).values_list("pk", flat=True))
    answer = staff.post("/accounts-list/", {"deed": "greet", "rows": chosen}, follow=True)
    assert "Greet：2 行。" in answer.content.decode()


@pytest.mark.parametrize(
    ("names", "deed", "status", "sentence"),
    [
        ([], "greet", 422, "请先至少选择一行"),
        (["a0"], "greet", 422, "a0 does not want"),
        (["a1"], "burn", 403, "没有这项权限"),
    ],
)
def test_a_bulk_deed_that_is_refused_says_why(staff, names, deed, status, sentence):
    fill(range(2))
    chosen = list(Account.objects.filter(username__in=names).values_list("pk", flat=True))
    answer = staff.post("/accounts-list/", {"deed": deed, "rows": chosen})
    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_the_export_needs_its_right(staff):
    assert staff.get("/accounts-list/?export=xlsx").status_code == 403


def test_an_exported_text_never_becomes_a_formula(staff, rights):
    rights.add("accounts.export")
    fill([])
    Account.objects.create(username="=1+1", created_at=START)
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(staff.get("/accounts-list/?export=xlsx").content)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["Name", "Opened", "Number", "State"]
    assert rows[1][:2] == ["=1+1", "2026年5月6日 周三 17:00"]
