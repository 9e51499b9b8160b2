"""What the cells of a roster mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlin.ground.estate.choices import UnitStatus
from anlin.ground.estate.rules import room_parts
from anlin.ground.tenure import rules
from anlin.ground.tenure.choices import TenureRole

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
NAMES = st.text("张王李赵陈杨黄周吴徐孙马朱胡林", min_size=2, max_size=4)
GAPS = st.sampled_from(["", " ", "-", "  ", "－"])
SEPARATORS = st.sampled_from(["、", "/", "，", ";", " / ", "\n"])


@given(MOBILES, GAPS, st.booleans(), st.sampled_from(["", "+86 ", "86-", "0086"]))
def test_a_mobile_is_read_through_gaps_width_and_country_code(mobile, gap, wide, country):
    written = country + gap.join((mobile[:3], mobile[3:7], mobile[7:]))

    assert rules.phones_in(written.translate(FULL_WIDTH) if wide else written) == [mobile]


@given(st.lists(MOBILES, min_size=1, max_size=4, unique=True), SEPARATORS)
def test_every_phone_of_a_cell_is_read_in_order(mobiles, separator):
    assert rules.phones_in(separator.join(mobiles)) == mobiles


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), st.one_of(SEPARATORS, st.just(" ")))
def test_every_owner_of_a_cell_is_read_in_order(names, separator):
    assert rules.names_in(separator.join(names)) == names


@given(st.lists(MOBILES, max_size=6, unique=True), st.integers(1, 4))
def test_no_phone_is_lost_or_given_twice(phones, people):
    dealt = rules.dealt(phones, people)

    assert len(dealt) == people
    assert sorted(phone for held in dealt for phone in held) == sorted(phones)


@pytest.mark.parametrize(
    "cell", ["1381234567", "1.38E+10", "138123456789", "12345", "13812345678 12"]
)
def test_digits_that_are_no_phone_are_not_passed_over(cell):
    assert rules.phones_in(cell) is None


@pytest.mark.parametrize(
    ("building", "entrance", "room", "key"),
    [
        ("3栋", "2单元", "1502", ("3", "2", "1502")),
        ("", "", "3栋2单元1502室", ("3", "2", "1502")),
        ("", "", "3-2-1502", ("3", "2", "1502")),
        ("３#", "", "2-1502", ("3", "2", "1502")),
        ("3号楼", "", "3-1502", ("3", "", "1502")),
        ("第十二幢", "一单元", "0101", ("12", "1", "0101")),
        ("二十一栋", "二", "商101", ("21", "2", "商101")),
        ("A座", "", "1001", ("A", "", "1001")),
    ],
)
def test_a_room_is_understood_in_many_ways_of_writing(building, entrance, room, key):
    assert rules.place_of(building, entrance, room, room_parts(room)).key == key


@pytest.mark.parametrize("cells", [("", "", "1502"), ("3", "1", "2-1502"), ("3", "", "")])
def test_a_room_without_building_or_with_two_entrances_is_not_understood(cells):
    assert rules.place_of(*cells, room_parts(cells[2])) is None


def test_words_of_offices_for_status_and_relation_are_known():
    statuses = {word: rules.status_of(word) for word in ("未入住", "已入住", "出租", "奇怪")}
    roles = {word: rules.role_of(word) for word in ("", "共有人", "租客", "女儿", "奇怪")}

    assert statuses == {
        "未入住": UnitStatus.VACANT,
        "已入住": UnitStatus.OCCUPIED,
        "出租": UnitStatus.LET,
        "奇怪": None,
    }
    assert roles == {
        "": TenureRole.OWNER,
        "共有人": TenureRole.OWNER,
        "租客": TenureRole.TENANT,
        "女儿": TenureRole.HOUSEHOLD_MEMBER,
        "奇怪": None,
    }
