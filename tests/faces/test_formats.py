"""How days, money, areas and spans are written, in both languages."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import translation

from anlin.faces.kit import formats
from anlin.kernel.money import Money

AT = dt.datetime(2026, 11, 22, 6, 5, tzinfo=dt.UTC)
CHINA = ZoneInfo("Asia/Shanghai")


def rendered(text, **context):
    return engines["django"].from_string(text).render(context)


def written():
    return [
        rendered("{{ at|moment }}", at=AT),
        rendered("{{ at|day }}", at=dt.date(2026, 11, 22)),
        rendered("{{ at|short_day }}", at=AT),
        rendered("{{ money|yuan }}", money=Money(123450)),
        rendered("{{ area|area }}", area=Decimal("92.35")),
        rendered("{{ nothing|moment }}{{ nothing|yuan }}", nothing=None),
    ]


def test_chinese_says_the_day_from_the_year_down():
    with translation.override("zh-hans"):
        assert written() == [
            "2026年11月22日 周日 14:05", "2026年11月22日 周日", "11月22日 周日", "¥1,234.50", "92.35 ㎡", "——",
        ]  # fmt: skip


def test_english_says_the_same():
    with translation.override("en"):
        assert written() == [
            "Sun 22 Nov 2026 14:05", "Sun 22 Nov 2026", "Sun 22 Nov", "¥1,234.50", "92.35 ㎡", "——",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "chinese", "english", "urgency"),
    [
        (120, "还剩 2 小时", "2 hours left", "calm"),
        (25, "还剩 25 分", "25 minutes left", "soon"),
        (0, "还剩 0 分", "0 minutes left", "soon"),
        (-40, "已迟 40 分", "40 minutes late", "late"),
        (-60 * 72, "已迟 3 天", "3 days late", "late"),
        (60 * 47, "还剩 47 小时", "47 hours left", "calm"),
    ],
)
def test_what_remains_is_said_in_words(minutes, chinese, english, urgency):
    now = AT.astimezone(CHINA)
    due = now + dt.timedelta(minutes=minutes)
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(rendered("{{ due|remaining:now }}", due=due, now=now))
    assert [*said, formats.urgency(due, now)] == [chinese, english, urgency]


@pytest.mark.parametrize(
    ("value", "said"), [(5, "¥0.05"), (Decimal("0.005"), "¥0.01"), (-123, "-¥1.23")]
)
def test_whole_numbers_are_fen_and_decimals_are_yuan(value, said):
    assert formats.yuan(value) == said
