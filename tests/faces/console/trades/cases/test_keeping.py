"""The duty log and the opinion boxes: written down at once, counted by the week."""

import datetime as dt

import pytest

from anlin.trades.cases import actions
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.models import BoxOpening, Case, LogEntry, OpinionBox
from factories import desks, ways

LIST = "/console/trades/cases/"


@pytest.mark.shows("B-INT-15")
@pytest.mark.parametrize(
    ("kind", "word"),
    [("call", "来电"), ("radio", "对讲联络"), ("hand_off", "交接"), ("callback", "回电")],
)
def test_whoever_is_on_duty_logs_calls_radio_hand_offs_and_callbacks(made, clerk, kind, word):
    case = desks.matter(made)
    line = {"kind": kind, "words": "李师傅说还要二十分钟", "number": case.number}
    assert clerk.post(f"{LIST}log/new/", line).status_code == 302
    page = clerk.get(f"{LIST}log/?kind={kind}").content.decode()
    entry = LogEntry.objects.get()
    assert (entry.case, entry.logged_by) == (case, f"staff:{made.desk.pk}")
    assert all(said in page for said in (word, "李师傅说还要二十分钟", case.number, "陈静"))


def test_an_empty_line_and_a_matter_that_is_not_there_are_refused(made, clerk, technician):
    assert clerk.post(f"{LIST}log/new/", {"kind": "call", "words": ""}).status_code == 422
    line = {"kind": "call", "words": "x", "number": "BX-2020-00001"}
    assert clerk.post(f"{LIST}log/new/", line).status_code == 404
    assert technician.post(f"{LIST}log/new/", line | {"number": ""}).status_code == 403
    assert not LogEntry.objects.exists()


def test_a_phone_number_in_the_log_is_not_shown(made, clerk):
    clerk.post(f"{LIST}log/new/", {"kind": "call", "words": "回电 13800001234"})
    assert "13800001234" not in clerk.get(f"{LIST}log/").content.decode()


@pytest.mark.shows("B-INT-05")
def test_boxes_are_registered_by_place_and_a_lobby_without_one_stands_out(made, clerk):
    building = made.unit.building
    assert f"以下楼栋大堂尚无意见箱： {building.name}" in " ".join(
        clerk.get(f"{LIST}boxes/").content.decode().split()
    )
    clerk.post(f"{LIST}boxes/new/", {"place": "北门"})
    clerk.post(f"{LIST}boxes/new/", {"place": "一层大堂", "building": building.pk})
    page = clerk.get(f"{LIST}boxes/").content.decode()
    assert ("北门" in page, "一层大堂" in page, "尚无意见箱" in page) == (True, True, False)


def box(made):
    return actions.put_up_box(project=made.project, place="北门", by=ways.BY, at=made.at)


@pytest.mark.shows("B-INT-06")
def test_every_opening_is_kept_even_of_an_empty_box_and_every_slip_is_an_opinion(made, clerk):
    gate = box(made)
    clerk.post(f"{LIST}boxes/{gate.pk}/", {"slips": "门口太暗\n\n希望晚点关门"})
    assert "1 / 2" in clerk.get(f"{LIST}boxes/").content.decode()
    clerk.post(f"{LIST}boxes/{gate.pk}/", {"slips": ""})
    openings = BoxOpening.objects.order_by("pk")
    assert [(each.slips, each.opened_by) for each in openings] == [
        (2, f"staff:{made.desk.pk}"), (0, f"staff:{made.desk.pk}"),
    ]  # fmt: skip
    assert [(each.box, each.opened_at >= made.at) for each in openings] == [(gate, True)] * 2
    told = [(case.kind, case.channel.code, case.words) for case in Case.objects.order_by("pk")]
    assert told == [
        (CaseKind.OPINION, "opinion-box", "门口太暗"), (CaseKind.OPINION, "opinion-box", "希望晚点关门"),
    ]  # fmt: skip
    assert "2 / 2" in clerk.get(f"{LIST}boxes/").content.decode()


@pytest.mark.shows("B-INT-06")
def test_a_box_that_was_opened_less_than_twice_in_a_week_is_shown_as_missed(made, clerk):
    gate = box(made)
    OpinionBox.objects.update(put_up_at=made.at - dt.timedelta(days=30))
    monday = made.at - dt.timedelta(days=made.at.weekday() + 7)
    actions.open_box(box=gate, slips=[], by=ways.BY, at=monday)
    assert "少开 1 次" in clerk.get(f"{LIST}boxes/").content.decode()
    actions.open_box(box=gate, slips=[], by=ways.BY, at=monday)
    assert "已开两次" in clerk.get(f"{LIST}boxes/").content.decode()


def test_nobody_of_another_project_opens_a_box_or_reads_the_log(made, clerk, stranger):
    gate = box(made)
    clerk.post(f"{LIST}log/new/", {"kind": "call", "words": "内部话"})
    assert stranger.post(f"{LIST}boxes/{gate.pk}/", {"slips": ""}).status_code == 404
    assert "内部话" not in stranger.get(f"{LIST}log/").content.decode()
    assert not BoxOpening.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_log_and_boxes_cost_the_same_however_much_stands_there(
    made, clerk, many, django_assert_max_num_queries
):
    for number in range(many):
        actions.put_up_box(project=made.project, place=f"门{number}", by=ways.BY, at=made.at)
        clerk.post(f"{LIST}log/new/", {"kind": "call", "words": "来电"})
    household = f"household/{made.unit.pk}/"
    for address in ("log/", "boxes/", household, f"{household}contacts/"):
        with django_assert_max_num_queries(12):
            clerk.get(f"{LIST}{address}")
