"""How ends of terms are written."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from anlin.faces.kit import formats

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [
        (dt.datetime(2026, 11, 23, tzinfo=CHINA), "2026年11月22日 周日", "11-22"),
        (dt.datetime(2026, 11, 22, 16, tzinfo=dt.UTC), "2026年11月22日 周日", "11-22"),
        (
            dt.datetime(2026, 11, 22, 14, 5, tzinfo=CHINA),
            "2026年11月22日 周日 14:05",
            "11-22 14:05",
        ),
        (dt.datetime(2026, 1, 1, tzinfo=CHINA), "2025年12月31日 周三", "2025-12-31"),
    ],
)
def test_an_end_at_midnight_is_the_day_before(value, long, short):
    assert formats.until(value) == long
    assert formats.short_until(value, dt.datetime(2026, 11, 1, tzinfo=CHINA)) == short
