"""What a pasted chat says, in the shapes in which it is copied."""

import datetime as dt

import pytest

from anlin.trades.reception.rules import chats

DAY = dt.date(2026, 5, 6)
EXPORTED = """—————  2026-05-05  —————

3-1201曾丽华  21:10

三号楼电梯又停了

—————  2026-05-06  —————

李四  08:03

「3-1201曾丽华：三号楼电梯又停了」
- - - - - - - - - - - - - - -
我也被困过
两次
"""


def said(text):
    return [
        (m.name, m.at and m.at.strftime("%d %H:%M"), m.text, m.quotation)
        for m in chats.messages_of(text, on=DAY)
    ]


def test_an_export_with_days_and_quotations_is_read_message_by_message():
    assert said(EXPORTED) == [
        ("3-1201曾丽华", "05 21:10", "三号楼电梯又停了", ""),
        ("李四", "06 08:03", "我也被困过\n两次", "3-1201曾丽华：三号楼电梯又停了"),
    ]


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        ("曾丽华 12:01", "06 12:01"), ("曾丽华 2026/5/4 12:01", "04 12:01"), ("曾丽华 2026年5月4日 下午3:05", "04 15:05"),
        ("2026-05-04 12:01:33 曾丽华", "04 12:01"), ("曾丽华：  2026-05-04 12:01:33", "04 12:01"), ("曾丽华 晚上9:00", "06 21:00"),
    ],
)  # fmt: skip
def test_name_and_time_are_read_however_they_stand(head, moment):
    assert said(f"{head}\n水管漏了") == [("曾丽华", moment, "水管漏了", "")]


def test_lines_of_name_and_text_are_read_where_no_times_stand():
    assert said("曾丽华：水管漏了\n在厨房\n李四: +1") == [
        ("曾丽华", None, "水管漏了\n在厨房", ""), ("李四", None, "+1", ""),
    ]  # fmt: skip


def test_nothing_is_lost_of_what_stands_before_the_first_name():
    assert said("物业在吗\n李四 08:00\n在") == [
        ("", None, "物业在吗", ""),
        ("李四", "06 08:00", "在", ""),
    ]
    assert said("随便什么") == [("", None, "随便什么", "")]


@pytest.mark.parametrize(
    "odd",
    ["", "\n\n", "李四 99:99\n在", "—— 2026-99-99 ——\n李四 08:00\n在", "「" * 3000, "a:" * 3000],
)
def test_nothing_breaks_the_reading(odd):
    chats.messages_of(odd, on=DAY)


def test_the_same_message_twice_is_one_and_has_its_own_key():
    first, other = chats.messages_of("李四 08:00\n在\n李四 08:00\n在\n王五 08:00\n在", on=DAY)
    again = chats.messages_of("李四 08:00\n在", on=DAY)

    assert (first.key, first.key == other.key) == (again[0].key, False)


@pytest.mark.parametrize("name", ["3-1201曾丽华", "3栋2单元1201 曾丽华", "曾丽华3-1201", "曾丽华"])
def test_the_home_before_a_name_is_no_part_of_it(name):
    [one] = chats.messages_of(f"{name} 08:00\n在", on=DAY)
    assert one.plain_name == "曾丽华"
