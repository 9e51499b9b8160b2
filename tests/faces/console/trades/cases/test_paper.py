"""What was written by hand while nothing worked is entered sheet by sheet, each line at its own hour."""

import datetime as dt
import re

from django.utils import timezone

from anlin.trades.cases.models import Case

PAPER = "/console/trades/cases/paper/"
LINES = f"{PAPER}lines/"


def sheet(client, made, **lines):
    page = client.get(LINES).content.decode()
    yesterday = timezone.localdate(made.at) - dt.timedelta(days=1)
    channel = re.search(r'<option value="(\d+)" selected', page)[1]
    key = re.search(r'name="key" value="([^"]*)"', page)[1]
    return {"key": key, "day": str(yesterday), "channel": channel} | lines


def hours():
    opened = Case.objects.order_by("opened_at")
    return [(case.words, f"{timezone.localtime(case.opened_at):%H:%M}") for case in opened]


def test_the_sheet_is_printed_with_the_lines_that_are_entered(clerk, made):
    page = clerk.get(PAPER).content.decode()
    assert (page.count("<tr>") - 1, "锦绣湖畔" in page) == (10, True)


def test_every_line_becomes_a_matter_at_its_hour_and_a_sheet_is_entered_once(clerk, made):
    told = sheet(
        clerk, made, time_1="08:10", words_1="厨房漏水", place_1=made.unit.address,
        time_3="09:45", kind_3="complaint", words_3="太吵了", name_3="曾女士", phone_3="13800005555",
    )  # fmt: skip
    assert clerk.post(LINES, told).url == "/console/trades/cases/"
    assert hours() == [("厨房漏水", "08:10"), ("太吵了", "09:45")]
    first, second = Case.objects.order_by("opened_at")
    assert (first.unit, first.kind) == (made.unit, "repair")
    assert (second.kind, second.reporter_name, second.reporter_phone) == (
        "complaint", "曾女士", "13800005555",
    )  # fmt: skip
    clerk.post(LINES, told)
    assert Case.objects.count() == 2


def test_a_line_that_lacks_something_keeps_the_whole_sheet_back(clerk, made):
    told = sheet(
        clerk, made, time_1="08:10", words_1="厨房漏水", place_1="门岗", words_2="电梯停了",
        time_4="10:00",
    )  # fmt: skip
    page = clerk.post(LINES, told).content.decode()
    sentences = (
        "请填来电时间。",
        "请填姓名、电话或房号之一。",
        "请填所说内容。",
        "厨房漏水",
        "电梯停了",
    )
    assert [each in page for each in sentences] == [True] * 5
    assert "还没有内容" in clerk.post(LINES, sheet(clerk, made)).content.decode()
    early = sheet(clerk, made, time_1="08:10", words_1="厨房漏水", place_1="门岗")
    early["day"] = str(timezone.localdate(made.at) + dt.timedelta(days=1))
    assert "报告时间不能晚于现在" in clerk.post(LINES, early).content.decode()
    assert Case.objects.count() == 0


def test_who_may_not_open_matters_sees_no_sheet(signed_in, yl):
    client = signed_in("cases.see", project=yl)
    assert [client.get(page).status_code for page in (PAPER, LINES)] == [403, 403]
