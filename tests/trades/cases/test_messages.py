"""Messages of a hotline taken over with their own dates and answers."""

import datetime as dt
import io
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from anlin.ground.people.models import Person
from anlin.kernel.actors import system
from anlin.kernel.errors import NotAllowed
from anlin.trades.cases import actions, queries
from anlin.trades.cases.actions.messages import messages_of
from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.cases.models import Answer, Case, Report
from factories import actors, cases, estate

pytestmark = pytest.mark.django_db
BY = system("tests")
CHINA = ZoneInfo("Asia/Shanghai")
REAL = Path(__file__).parents[4] / "shared" / "data" / "hotline"
HEADINGS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
ROW = [
    24,
    "A00074011",
    "咨询电梯加装",
    "2019/4/23 17:03:19",
    "\n\t\t\t楼里什么时候能装电梯？",
    "",
    "",
]
ANSWER = ["已列入计划。", "2019/5/9 9:51:30"]


def workbook(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy/m/d h:mm:ss"})
        for place, row in enumerate([HEADINGS, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.datetime):
                    sheet.write_datetime(place, column, cell, day)
                else:
                    sheet.write(place, column, cell)
    return out.getvalue()


def taken(project, at, rows=(), *, data=None, by=BY, **more):
    cases.lists(at)
    return actions.import_messages(
        data=data or workbook(rows),
        file_name="留言.xlsx",
        project=project,
        channel=queries.channel_by_code("government-hotline"),
        by=by,
        at=at,
        **more,
    )


@pytest.mark.shows("A-CASE-26")
def test_a_message_becomes_a_case_of_its_own_day_with_its_answer(noon):
    report = taken(estate.project(), noon, [[*ROW[:5], *ANSWER]])

    case = Case.objects.get()
    assert (report.created, report.answered, report.refused) == (1, 1, [])
    assert case.opened_at == dt.datetime(2019, 4, 23, 17, 3, 19, tzinfo=CHINA)
    assert (case.number, case.kind, case.title) == ("ZX-2019-00001", CaseKind.INQUIRY, ROW[2])
    assert (case.state, case.trade.code) == (CaseState.ANSWERED, "lift")
    assert (case.words, case.reporter.name) == ("楼里什么时候能装电梯？", "A00074011")
    answer = Answer.objects.get()
    assert answer.answered_at == dt.datetime(2019, 5, 9, 9, 51, 30, tzinfo=CHINA)


def test_a_second_run_changes_nothing(noon):
    project = estate.project()
    taken(project, noon, [ROW])

    again = taken(project, noon, [ROW])

    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert (Case.objects.count(), Report.objects.count(), Person.objects.count()) == (1, 1, 1)


def test_the_same_text_of_the_same_user_is_one_case_and_of_another_user_is_another(noon):
    rows = [ROW, [25, *ROW[1:]], [26, "A0002", *ROW[2:]]]

    report = taken(estate.project(), noon, rows)

    assert (report.created, report.updated, report.repaired["said_twice"]) == (2, 1, 1)
    assert (Case.objects.count(), Report.objects.count(), Person.objects.count()) == (2, 3, 2)


def test_what_one_message_was_answered_later_is_not_lost(noon):
    rows = [[*ROW[:5], *ANSWER], [25, *ROW[1:5], "已经装好。", "2019/6/1 10:00:00"]]

    taken(estate.project(), noon, rows)

    [case] = Case.objects.all()
    assert [note.words for note in case.notes.all()] == ["已经装好。"]


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("2019/4/23 17:03:00", "date_as_text"),
        ("2019.4.23 17：03", "odd_separators"),
        ("2019年4月23日 17时3分", "odd_separators"),
        (dt.datetime(2019, 4, 23, 17, 3), "excel_date"),
        (43578.7104166667, "excel_number"),
    ],
)
def test_a_moment_is_understood_however_it_is_written(written, mended, noon):
    [message] = messages_of(workbook([[*ROW[:3], written, "水管漏水"]]), "a.xlsx", now=noon)

    assert message.at == dt.datetime(2019, 4, 23, 17, 3, tzinfo=CHINA)
    assert message.mended == {mended}


@pytest.mark.parametrize(
    "row",
    [
        [24, "", *ROW[2:]],
        [*ROW[:3], "上个月", ROW[4]],
        [*ROW[:3], "2019/13/45 1:00", ROW[4]],
        [*ROW[:3], "2099/1/1 1:00", ROW[4]],
        [*ROW[:2], "", ROW[3], " "],
        ["", *ROW[1:]],
    ],
)
def test_a_row_that_cannot_be_taken_comes_back_with_a_reason(row, noon):
    report = taken(estate.project(), noon, [row])

    assert [line["row"] for line in report.refused] == [2]
    assert report.refused[0]["reason"]
    assert Case.objects.count() == 0


def test_a_dry_run_writes_nothing(noon):
    report = taken(estate.project(), noon, [ROW, [25, *ROW[1:]]], dry_run=True)

    assert (report.created, report.updated) == (1, 1)
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)


def test_a_run_that_broke_off_is_run_again_without_doubles(noon, monkeypatch):
    project = estate.project()
    rows = [[n, f"A{n}", f"第{n}条", ROW[3], f"第{n}件事"] for n in range(1, 26)]
    monkeypatch.setattr(actions.importing, "PIECE", 10)
    take = actions.importing._Run.take

    def killed_in_the_second_piece(run, messages):
        if Case.objects.exists():
            raise KeyboardInterrupt
        take(run, messages)

    monkeypatch.setattr(actions.importing._Run, "take", killed_in_the_second_piece)
    with pytest.raises(KeyboardInterrupt):
        taken(project, noon, rows)
    monkeypatch.setattr(actions.importing._Run, "take", take)

    report = taken(project, noon, rows)

    assert (report.created, report.unchanged) == (15, 10)
    numbers = Case.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"YJ-2019-{n:05d}" for n in range(1, 26)]


def test_who_may_not_answer_cannot_take_answers_over(noon):
    by = actors.staff("intake.import", "cases.see", "cases.open", "cases.sort")

    with pytest.raises(NotAllowed):
        taken(estate.project(), noon, [ROW], by=by)

    assert Case.objects.count() == 0


def test_many_cases_cost_a_handful_of_statements(noon, django_assert_max_num_queries):
    project = estate.project()
    rows = [[n, f"A{n}", f"第{n}条", ROW[3], f"第{n}件事"] for n in range(1, 101)]

    cases.lists(noon)
    channel = queries.channel_by_code("government-hotline")
    new = [
        actions.NewCase(
            project=project,
            kind=CaseKind.OPINION,
            words=row[4],
            channel=channel,
            reported_at=noon,
            reporter_name=row[1],
        )
        for row in rows
    ]

    with django_assert_max_num_queries(20):
        actions.open_many(new=new, by=BY, at=noon)


@pytest.mark.ordeal
@pytest.mark.skipif(not REAL.exists(), reason="the public messages are not beside the repository")
def test_three_real_files_of_a_hotline_are_taken_over_whole(noon):
    project, totals = estate.project(), Counter()
    for name in ("附件2_示例", "附件3", "附件4"):
        report = taken(project, noon, data=(REAL / f"asis_{name}.xlsx").read_bytes())
        totals.update(rows=report.rows, taken=report.created + report.updated)
        totals.update(refused=len(report.refused), unchanged=report.unchanged)

    assert totals == {"rows": 3_789, "taken": 3_789, "refused": 0, "unchanged": 0}
    assert Report.objects.count() == 3_789


LIGHTS = "翠湖苑地下车库照明灯全坏了，晚上漆黑一片看不见路，请尽快派人来修。"


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_says_nearly_the_same_is_shown_and_nothing_is_merged(noon, dry_run):
    project = estate.project("JX", name="锦绣湖畔")
    known = cases.opened(project, noon, words=LIGHTS)
    rows = [
        [1, "A001", "照明", "2026/4/23 17:03:19", LIGHTS.replace("请尽快", "请"), "", ""],
        [2, "A002", "电梯", "2026/4/23 18:00:00", "楼里什么时候能装电梯？", "", ""],
        [3, "A003", "照明", "2026/4/24 09:00:00", f"您好！{LIGHTS}", "", ""],
    ]
    report = taken(project, noon, rows, dry_run=dry_run)
    assert report.alike == [{"rows": [2, 4], "matters": [known.number]}]
    assert (report.created, report.updated, len(report.refused)) == (3, 0, 0)
    assert Case.objects.count() == (1 if dry_run else 4)
    assert not Case.objects.exclude(cause=None).exists()
