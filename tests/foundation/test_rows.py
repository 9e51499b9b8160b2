"""Rows put in by the thousand: as if each had been saved, only quicker."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from anlin.foundation import rows
from anlin.foundation.audit.models import Entry
from anlin.foundation.search.models import Doc
from anlin.ground.people.models import ContactPoint, Person

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 5, 6, 4, 30, 15, 123456, tzinfo=dt.UTC)
PLAIN = ("kind", "name", "name_index", "sex", "registered_at", "registered_by")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


def person(name="张伟", **more):
    values = {"name_index": "n", "registered_at": AT, "registered_by": "system:tests"} | more
    return Person(name=name, **values)


def point(of, index):
    return ContactPoint(person=of, kind="mobile", value=index, full_index=index, added_at=AT)


def facts(row):
    return {name: getattr(row, name) for name in (*PLAIN, "seal", "account_id", "merged_into_id")}


def entry(deed, details):
    return (AT, deed, "case", "1", None, "system:tests", "", details)


ENTRY = (
    *("at", "deed", "subject_kind", "subject_key"),
    *("project_id", "actor_ref", "request_id", "details"),
)


def test_what_was_put_in_is_read_as_if_it_had_been_saved():
    new = [person(), person("李静", sex="f", kind="company"), person("", identity_number="1")]

    rows.put_in(new)

    read = list(Person.objects.order_by("pk"))
    assert [facts(row) for row in read] == [facts(row) for row in new]
    assert [row.pk for row in read] == [row.pk for row in new]
    assert [row.identity_number for row in read] == [None, None, "1"]


def test_keys_go_on_whichever_way_rows_are_written():
    first, third = person(), person()
    rows.put_in([first])
    second = Person.objects.create(name="王芳", registered_at=AT)
    rows.put_in([third])
    fourth = Person.objects.create(name="赵六", registered_at=AT)

    assert first.pk < second.pk < third.pk < fourth.pk


def test_a_row_put_in_is_an_ordinary_row_from_then_on():
    one = person()
    rows.put_in([one])

    one.registered_by = "system:later"
    one.save()

    assert Person.objects.get().registered_by == "system:later"


def test_a_row_may_point_at_one_that_was_put_in_after_it_was_made():
    owner = person()
    phone = point(owner, "1")
    with pytest.raises(ValueError, match="not in the database"), transaction.atomic():
        rows.put_in([phone])
    rows.put_in([owner])

    rows.put_in([phone])

    assert owner.contact_points.get().value == "1"


def test_nothing_is_put_in_when_one_row_breaks_a_constraint():
    owner = person()
    rows.put_in([owner])

    points = [point(owner, "1"), point(owner, "2"), point(owner, "1")]

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.put_in(points)

    assert not ContactPoint.objects.exists()
    assert [each.pk for each in points] == [None] * 3


def test_nothing_put_in_is_nothing_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        rows.put_in([])
        rows.put_lines(Entry, ENTRY, iter(()))


def test_lines_leave_to_the_database_what_they_do_not_name():
    before = timezone.now() - dt.timedelta(seconds=5)

    rows.put_lines(Entry, ENTRY, [entry("a", {}), entry("b", {"words": ["漏水", 1, None]})])

    read = Entry.objects.order_by("id")
    assert [(e.deed, e.at, e.details) for e in read] == [
        ("a", AT, {}),
        ("b", AT, {"words": ["漏水", 1, None]}),
    ]
    assert all(e.recorded_at > before for e in read)


def test_lines_may_write_over_those_that_are_there():
    names = ("kind", "key", "project_id", "at", "text", "tokens")
    put = {"replacing": ("kind", "key")}
    rows.put_lines(
        Doc, names, [("case", "1", None, AT, "a", "a"), ("case", "2", 7, AT, "b", "b")], **put
    )

    later = AT + dt.timedelta(days=1)
    rows.put_lines(
        Doc, names, [("case", "2", None, later, "c", "c"), ("unit", "2", 9, AT, "d", "d")], **put
    )

    assert list(Doc.objects.order_by("key", "kind").values_list(*names)) == [
        ("case", "1", None, AT, "a", "a"),
        ("case", "2", None, later, "c", "c"),
        ("unit", "2", 9, AT, "d", "d"),
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_any_text_comes_back_as_it_went_in(told):
    new = [person(name, registered_by=by) for name, by in told]

    rows.put_in(new)

    keys = [row.pk for row in new]
    read = Person.objects.filter(pk__in=keys).order_by("pk")
    assert [(row.name, row.registered_by) for row in read] == told


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_written_over_comes_back_too(told):
    names = ("kind", "key", "project_id", "at", "text", "tokens")
    lines = [("case", str(n), None, AT, text, "t") for n, text in enumerate(told)]

    rows.put_lines(Doc, names, lines, replacing=("kind", "key"))

    read = Doc.objects.filter(kind="case", key__in=[line[1] for line in lines])
    assert sorted(read.values_list(*names)) == sorted(lines)


def test_a_text_without_room_is_refused_on_both_databases_and_nothing_is_put_in():
    with pytest.raises(rows.TooLong), transaction.atomic():
        rows.put_in([person(), person(kind="c" * 500)])
    assert not Person.objects.exists()


def test_many_rows_are_written_back_as_they_stand_in_memory_and_no_others(
    django_assert_num_queries,
):
    three = [person(name) for name in ("甲", "乙", "丙")]
    rows.put_in(three)
    changed = three[:2]
    for nth, row in enumerate(changed):
        row.sex, row.erased_at, row.registered_by = "f", AT + dt.timedelta(days=nth), "x"
    three[2].sex = "m"

    with django_assert_num_queries(1):
        rows.write_back(changed, ["sex", "erased_at"])
    rows.write_back([], ["sex"])

    told = list(Person.objects.order_by("pk").values_list("sex", "erased_at", "registered_by"))
    assert told == [
        ("f", AT, "system:tests"),
        ("f", AT + dt.timedelta(days=1), "system:tests"),
        ("", None, "system:tests"),
    ]
