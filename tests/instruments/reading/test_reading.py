"""A message is read along: what it is about, what it wants, how soon, and by which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlin.instruments.reading import queries
from anlin.instruments.reading.choices import Kind, Trade, Urgency
from anlin.instruments.reading.rules import lexicon
from factories import spoken, twins


def lines(text):
    return [line.split("|") for line in text.strip().splitlines()]


@pytest.mark.parametrize(("now", "feared"), lines(spoken.FEARED))
def test_what_hurts_people_now_is_urgent_and_what_only_may_is_a_danger(now, feared):
    assert queries.read("", now).urgency == Urgency.URGENT
    assert queries.read("", feared).urgency == Urgency.FAIRLY


@pytest.mark.parametrize(("now", "over"), lines(spoken.OVER))
def test_what_is_over_or_was_not_is_not_urgent(now, over):
    assert queries.read("", now).urgency == Urgency.URGENT
    assert queries.read("", over).urgency != Urgency.URGENT


def test_there_are_sixty_pairs():
    assert len(lines(spoken.FEARED) + lines(spoken.OVER)) == 60


@pytest.mark.parametrize(
    ("title", "body", "trade", "kind"),
    [
        ("厨房水管漏水", "水管爆裂，地上都是水，请派人来修。", Trade.REPAIR, Kind.REPAIR),
        ("楼上半夜打麻将", "每天凌晨还在吵，孩子无法睡觉。", Trade.NOISE, Kind.COMPLAINT),
        ("电梯老是停在三楼", "电梯门反复开关。", Trade.LIFT, Kind.COMPLAINT),
        ("车位被人占了", "地下车库的固定车位总有人乱停。", Trade.PARKING, Kind.COMPLAINT),
        ("垃圾没人清运", "垃圾桶满了几天，臭味很大。", Trade.CLEANING, Kind.COMPLAINT),
        ("物业费怎么又涨了", "没有公示就涨物业费。", Trade.FEES, Kind.COMPLAINT),
        ("消防通道被堵", "消防车进不来，灭火器也过期了。", Trade.FIRE, Kind.COMPLAINT),
        ("草坪没人修剪", "树枝遮挡阳光，绿化带杂草丛生。", Trade.GREENING, Kind.COMPLAINT),
        ("建议成立业委会", "业主大会一直没有召开。", Trade.SERVICE, Kind.SUGGESTION),
        ("有人拆承重墙", "装修队敲墙，违章搭建阳台。", Trade.DECORATION, Kind.COMPLAINT),
        ("门卫不管，小偷进楼", "保安不巡逻，电动车被盗。", Trade.SECURITY, Kind.COMPLAINT),
        ("请问房产证什么时候办", "开发商一直不办不动产证。", Trade.OTHER, Kind.INQUIRY),
    ],
)
def test_each_trade_is_known_by_its_words(title, body, trade, kind):
    read = queries.read(title, body)

    assert (read.trade, read.kind) == (trade, kind)
    assert read.words
    assert all(word in (title + body).casefold() for word in read.words)
    assert 0 < read.confidence <= 1


def test_a_word_within_a_longer_one_does_not_speak():
    assert queries.read("维修基金没有公示", "").trade == Trade.FEES


def test_where_two_trades_come_near_each_other_both_are_named():
    read = queries.read("车位不够还乱收费", "车位乱停，收费标准没有公示。")

    assert {read.trade, read.second_trade} == {Trade.FEES, Trade.PARKING}


def test_who_says_nothing_known_is_of_no_trade_and_nothing_is_sure():
    read = queries.read("", "")

    assert (read.trade, read.second_trade, read.confidence, read.words) == (
        Trade.OTHER,
        None,
        0.0,
        (),
    )
    assert read.urgency == Urgency.ORDINARY


@pytest.mark.parametrize("trade", Trade)
def test_every_trade_has_words_and_no_word_is_a_place_or_a_single_sign(trade):
    words = lexicon.trades()[trade]

    assert len(words) >= 10
    assert [word for word in words if len(word) < 2 and word != "吵"] == []
    assert [
        word for word in words if word.endswith(("市", "县", "街道", "花园", "家园", "新城"))
    ] == []


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read_the_same_each_time(title, body):
    read = queries.read(title, body)

    assert read == queries.read(title, body)
    assert 0 <= read.confidence <= 1
    assert 0 <= read.urgency_confidence <= 1


def test_what_is_told_again_nearly_so_is_one_group_whoever_wrote_it():
    told = "三栋二单元的电梯从上周五开始每天都要停两三次，昨天晚上又停在七楼，物业说在等配件。"
    again = "您好，" + told.replace("昨天晚上", "前天晚上")
    other = "地下车库的灯有一半不亮，晚上看不清路，麻烦安排人换一下灯管，谢谢。"

    assert queries.alike([told, other, again, "", told, ""]) == [[0, 2, 4]]
    assert queries.alike([]) == []


@given(
    st.lists(
        st.sampled_from(["电梯停了三天", "电梯停了三天。", "水管漏水厨房都是水", "车位被占", ""]),
        max_size=8,
    )
)
def test_groups_hold_each_message_once_and_every_twin(messages):
    found = queries.alike(messages)
    places = [place for group in found for place in group]

    assert len(places) == len(set(places))
    for text in ("电梯停了三天", "车位被占"):
        same = [n for n, message in enumerate(messages) if message == text]
        assert len(same) < 2 or any(set(same) <= set(group) for group in found)


def test_of_a_hundred_pairs_nineteen_in_twenty_are_told_apart():
    told = lines(twins.TWINS)
    found = [bool(queries.alike([one, again])) for one, again, _other in told]
    wrong = [bool(queries.alike([one, other])) for one, _again, other in told]

    assert len(found + wrong) == 100
    assert sum(found) >= 0.95 * len(found)
    assert sum(found) >= 0.95 * (sum(found) + sum(wrong))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三栋电梯坏了，请来修", "5栋电梯坏了，请来修"),
        ("十二楼走廊灯不亮了", "2楼走廊灯不亮了"),
        ("楼上1602半夜很吵，睡不着", "楼上1702半夜很吵，睡不着"),
    ],
)
def test_another_house_floor_or_home_is_another_matter_however_alike_it_sounds(one, other):
    assert queries.alike([one, other]) == []
    assert queries.alike([one, one]) == [[0, 1]]


def test_a_number_is_the_same_in_digits_and_in_words():
    assert queries.alike(
        ["十二栋后面的化粪池满了，污水外溢", "12号楼后面的化粪池满了，污水外溢"]
    ) == [[0, 1]]
