"""Search: what contains the words is found, newest first, and nothing outside the scope."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from anlin.foundation.search import api as search
from anlin.foundation.search import finding
from anlin.foundation.search.models import Doc
from anlin.kernel.subjects import Subject

pytestmark = pytest.mark.django_db

DAY_ONE = dt.datetime(2026, 5, 6, 4, tzinfo=dt.UTC)
FEW_HAN = st.text("漏水电梯𠮷𱍐", min_size=1, max_size=8)
SENTENCES = st.lists(FEW_HAN, min_size=1, max_size=3).map("，".join)
SLOW_IS_FINE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def put(key, text="", *, kind="case", project_id=1, days=0, **more):
    at = DAY_ONE + dt.timedelta(days=days)
    search.put(Subject(kind, str(key)), project_id, at, text, **more)


def found(query, *, kinds=None, project_ids=None, **more):
    return [hit.key for hit in search.find(query, kinds=kinds, project_ids=project_ids, **more)]


@SLOW_IS_FINE
@given(texts=st.lists(SENTENCES, max_size=6), query=FEW_HAN)
@example(texts=["是是"], query="是是是")
def test_a_han_query_finds_exactly_the_texts_that_contain_it(texts, query):
    Doc.objects.all().delete()
    search.put_many(
        search.Findable(subject=Subject("case", str(n)), project_id=1, at=DAY_ONE, text=text)
        for n, text in enumerate(texts)
    )

    contain = {str(n) for n, text in enumerate(texts) if query in text}
    assert set(found(query, project_ids=frozenset({1}))) == contain


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("电梯", True),
        ("梯困", True),
        ("电困", False),
        ("梯", True),
        ("人", True),
        ("鼠", False),
        ("电梯 困人", True),
        ("困人，电梯！", True),
        ("3号楼", True),
        ("b座", True),
        ("B座电梯", False),
        ("WiFi", True),
        ("wi", False),
        ("2026", True),
        ("202", False),
        ("", False),
        ("，。", False),
        ("'", False),
        ('"电梯" OR "鼠', False),
        ("电梯困人 & | ! : *", True),
    ],
)
def test_terms_are_all_found_whole_words_and_parts_of_han(query, hit):
    put(1, "3号楼B座：电梯困人，ＷｉＦｉ中断 (2026)")

    assert found(query) == (["1"] if hit else [])


def test_characters_of_four_bytes_are_found():
    put(1, "𠮷祥花园𱍐𱍐面")

    assert [found(query) for query in ("𠮷", "𠮷祥", "𱍐", "园𱍐𱍐面", "𱍐祥")] == [
        ["1"], ["1"], ["1"], ["1"], [],
    ]  # fmt: skip


def test_the_newest_comes_first_and_the_next_page_follows():
    for n, days in enumerate([1, 3, 3, 2]):
        put(n, "漏水", days=days)

    first = search.find("漏水", kinds=None, project_ids=None, limit=2)

    assert [hit.key for hit in first] == ["2", "1"]
    assert found("漏水", limit=2, before=first[-1]) == ["3", "0"]
    assert found("漏水", before=first[0]) == ["1", "3", "0"]


def test_a_hit_says_what_was_found():
    put("42", "漏水", project_id=None)

    [hit] = search.find("漏水", kinds={"case"}, project_ids=None)

    assert hit == search.Hit("case", "42", None, DAY_ONE)
    assert hit.subject == Subject("case", "42")


def test_only_the_given_projects_and_kinds_are_found():
    put(1, "漏水", project_id=1)
    put(2, "漏水", project_id=12)
    put(3, "漏水", project_id=None)
    put(4, "漏水", project_id=1, kind="workorder")

    assert found("漏水", project_ids=frozenset({1})) == ["4", "1"]
    assert found("漏水", kinds={"case"}, project_ids=frozenset({1, 12})) == ["2", "1"]
    assert found("漏水", kinds=["case"]) == ["3", "2", "1"]
    assert found("漏水", project_ids=frozenset()) == []
    assert found("漏水", kinds=[]) == []


def test_a_number_is_found_whole_with_or_without_dashes():
    put(1, "漏水", exact=["TS-2026-0187"])

    assert [found(query) for query in ("TS-2026-0187", "ts20260187", "ts 2026 0187")] == [["1"]] * 3
    assert found("2026") == found("TS-2026-018") == []


def test_a_hidden_name_is_found_only_when_asked_for():
    put(1, hidden_tokens=[*search.hidden("欧阳娜娜"), *search.hidden("13812345678")])

    for query in ("欧阳娜娜", "欧阳", "欧", "5678", "13812345678"):
        assert found(query, also_hidden=True) == ["1"]
        assert found(query) == []
    assert found("５６７８", also_hidden=True) == ["1"]
    assert found("阳欧", also_hidden=True) == found("1381", also_hidden=True) == []


def test_hidden_and_plain_hits_come_together_within_the_scope():
    put(1, hidden_tokens=search.hidden("漏水"))
    put(2, "漏水")
    put(3, hidden_tokens=search.hidden("漏水"), project_id=2)

    assert found("漏水", project_ids=frozenset({1}), also_hidden=True) == ["2", "1"]


def test_the_table_does_not_show_what_is_hidden():
    put(1, hidden_tokens=search.hidden("欧阳娜娜"))

    assert "欧" not in Doc.objects.get().tokens + Doc.objects.get().text


def test_putting_again_replaces_and_removing_ends():
    put(1, "漏水")
    put(1, "断电", project_id=2)
    assert (found("漏水"), found("断电", project_ids=frozenset({2}))) == ([], ["1"])

    search.remove(Subject("case", "1"))
    search.remove(Subject("case", "1"))

    assert (found("断电"), Doc.objects.count()) == ([], 0)


def test_of_a_subject_given_twice_the_last_counts():
    search.put_many(
        search.Findable(subject=Subject("case", "1"), project_id=1, at=DAY_ONE, text=text)
        for text in ("漏水", "断电")
    )

    assert (found("漏水"), found("断电")) == ([], ["1"])


def test_an_import_is_put_set_by_set(django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        search.put_many(
            search.Findable(
                subject=Subject("unit", str(n)), project_id=1, at=DAY_ONE, text=f"{n}号"
            )
            for n in range(3000)
        )

    assert found("2999号") == ["2999"]


def test_very_long_words_and_texts_are_taken():
    put(1, "x" * 5000 + " " + "漏水" * 30_000)

    assert found("漏水漏") == found("x" * 5000) == ["1"]


def test_more_hits_than_the_probe_are_walked_by_date(monkeypatch):
    monkeypatch.setattr(finding, "PROBE", 3)
    for n in range(8):
        put(n, "漏水", days=n)

    assert found("漏水", limit=5) == ["7", "6", "5", "4", "3"]


@pytest.mark.parametrize("projects", [None, frozenset({1}), frozenset({1, 2})])
@pytest.mark.parametrize("probe", [2, 3_000])
@pytest.mark.parametrize(
    ("glance", "sure", "stride"), [(1, 8, 9), (4, 1, 5), (4, 2, 99), (20, 1, 9)]
)
def test_however_far_back_one_glances_the_same_is_found(  # noqa: PLR0917  (ways of asking)
    monkeypatch, glance, sure, stride, probe, projects
):
    ways = {"GLANCE": glance, "SURE": sure, "STRIDE": stride, "PROBE": probe}
    for name, value in ways.items():
        monkeypatch.setattr(finding, name, value)
    for n in range(12):
        put(n, "漏水" if n % 3 else "断电", days=n)
    newest = found("漏水", limit=3, project_ids=projects)
    last = search.find("漏水", kinds=None, project_ids=projects, limit=3)[-1]

    assert newest == ["11", "10", "8"]
    assert found("漏水", limit=9, before=last, project_ids=projects) == ["7", "5", "4", "2", "1"]
    assert found("断电", limit=9, project_ids=projects) == ["9", "6", "3", "0"]


@pytest.mark.postgresql_only
@pytest.mark.skipif(connection.vendor != "postgresql", reason="says nothing on SQLite")
@pytest.mark.parametrize(("rows", "questions"), [(3, 1), (6, 2)])
def test_what_is_often_said_is_found_without_the_token_index(monkeypatch, rows, questions):
    """At a glance at six rows enough is found of three; of six the rest is met by walking on."""
    for name, value in {"GLANCE": 6, "SURE": 3, "STRIDE": 99}.items():
        monkeypatch.setattr(finding, name, value)
    for n in range(20):
        put(n, "漏水" if n % 2 else "断电", days=n)

    with CaptureQueriesContext(connection) as asked:
        assert len(found("漏水", limit=rows, project_ids=frozenset({1}))) == rows

    assert len(asked.captured_queries) == questions
    assert "hits" not in asked.captured_queries[-1]["sql"] or questions == 1


@pytest.mark.postgresql_only
@pytest.mark.skipif(connection.vendor != "postgresql", reason="says nothing on SQLite")
def test_an_absent_word_is_looked_up_in_the_token_index():
    with CaptureQueriesContext(connection) as asked:
        assert found("鼠患", project_ids=frozenset({1}), also_hidden=True) == []

    [query] = asked.captured_queries
    with connection.cursor() as cursor:
        # The table of a test is so small that reading all of it would win.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + query["sql"])
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "search_doc_vector" in plan
    assert "search_doc_newest" not in plan


WORDS = ["电梯", "大厅", "物业费", "违约金", "停电", "屋顶"]


@pytest.fixture
def vocabulary(monkeypatch):
    monkeypatch.setattr(search.vocabulary, "_answerers", [lambda: WORDS])


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("dt", ["5", "2", "1"]),
        ("DT", ["5", "2", "1"]),
        ("dianti", ["1"]),
        ("wyf", ["3"]),
        ("dt 三楼", ["2"]),
        ("wyf dt", ["3a"]),
        ("td", ["4"]),
        ("xy", []),
        ("d", []),
        ("dtt", []),
    ],
)
def test_letters_are_found_as_the_words_whose_pinyin_they_are(vocabulary, query, keys):
    put("1", "电梯停了")
    put("2", "三楼大厅的灯", days=1)
    put("3", "物业费怎么算", days=2)
    put("4", "停电了", days=3)
    put("5", "DT 型号", days=4)
    put("6", "物业的费用", days=5)
    if "3a" in keys:
        put("3a", "电梯也算在物业费里", days=6)

    assert found(query) == keys
    assert found(query, project_ids=frozenset([2])) == []


def test_letters_say_which_words_they_stand_for(vocabulary):
    assert search.standing_for("dt") == ["电梯", "大厅"]
    assert search.standing_for("wuyefei") == ["物业费"]
    assert (
        search.standing_for("电梯") == search.standing_for("d") == search.standing_for("d1") == []
    )


def test_the_words_of_the_house_are_those_of_its_trades():
    assert "电梯" in search.standing_for("dt")
    assert "漏水" in search.standing_for("ls")
    assert all(len(search.standing_for(each)) <= 12 for each in ("wy", "sf", "jz", "dt"))
