"""The ways from outside on which a step of a matter can be tried: the page, a program, a file that is read in."""

import io
import json

import pytest
import xlsxwriter
from django.test import Client

from anlin.config.cli import main
from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import Axis, CaseKind, CaseState
from anlin.trades.cases.models import Case
from anlin.trades.workorders import actions as workorders
from anlin.trades.workorders.choices import RepairClass
from factories import cases, desks, programs

BY = system("tests")
HEADINGS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
WORDS = {
    "hand_back": "why", "return": "result", "close_unsatisfied": "reason",
    "object": "words", "reopen": "words",
}  # fmt: skip


def trade():
    return queries.find_category(Axis.TRADE, "water")


def channel(code="hotline"):
    return queries.channel_by_code(code)


class ByPage:
    """The clerk's browser without JavaScript; answers the status, 302 when it was done."""

    done = 302

    def __init__(self, made):
        self.made, self.client = made, Client(headers={"accept-language": "zh-CN"})
        self.client.force_login(made.desk.account)

    def __call__(self, case, step, **given):
        return self.send(case, step, **given).status_code

    def send(self, case, step, **given):
        usual = {
            "sort": {
                "kind": case.kind, "trade": trade().pk, "service_nature": "routine",
                "urgency": "ordinary",
            },
            "pass_on": {"department": self.made.department.pk},
            "answer": {"channel": channel().pk, "words": "已处理。"},
            "agree": {"how": "telephone"},
            "object": {"how": "telephone"},
            "follow_up": {"method": "phone", "rhythm": "occasional"},
        }.get(step, {})  # fmt: skip
        if step in WORDS:
            usual = usual | {WORDS[step]: "还没有好。"}
        return self.client.post(f"/console/trades/cases/{case.pk}/{step}/", usual | given)


class ByProgram:
    """A program with the clerk's token; answers the status, 200 or 201 when it was done."""

    done = 200

    def __init__(self, made):
        self.made, self.client = made, Client()
        self.headers = programs.bearer(made.desk.account, made.at)

    def __call__(self, case, step, **given):
        status = self.send(case, step, **given).status_code
        return 200 if status == 201 else status

    def send(self, case, step, **given):
        usual = {
            "sort": {"trade": "water", "service_nature": "routine", "urgency": "ordinary"},
            "pass_on": {"department": self.made.department.pk},
            "answer": {"channel": "hotline", "words": "已处理。"},
            "follow_up": {"method": "phone"},
        }.get(step, {})
        if step in WORDS:
            usual = usual | {"words": "还没有好。"}
        if "is_satisfied" in given:
            given["is_satisfied"] = given["is_satisfied"] == "yes"
        address = f"/api/v1/cases/{case.pk}/{step.replace('_', '-')}/"
        return self.client.post(
            address, json.dumps(usual | given), content_type="application/json",
            headers=self.headers,
        )  # fmt: skip


WAYS = {"page": ByPage, "program": ByProgram}


def read_in(made, tmp_path, capsys, *rows, name="留言.xlsx"):
    """Read a file of messages in by the command; answers its exit code and report."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(place, 0, row)
    path = tmp_path / name
    path.write_bytes(out.getvalue())
    words = ["import", "messages", str(path), "--channel", "government-hotline"]
    with pytest.raises(SystemExit) as ended:
        main([*words, "--project", made.project.code, "--json"])
    return ended.value.code, json.loads(capsys.readouterr().out)


def at_state(made, state, kind=CaseKind.REPAIR, **more):
    """A matter of the scene, brought to that state step by step."""
    case = desks.matter(made, kind=kind, **more)
    told = {"case": case, "by": BY, "at": made.at}
    steps = [
        (CaseState.SORTED, lambda: cases.sorted_(case, made.at)),
        (CaseState.PASSED, lambda: actions.pass_on(department=made.department, **told)),
        (CaseState.RETURNED, lambda: actions.return_result(result="已换垫片。", **told)),
        (CaseState.ANSWERED, lambda: actions.answer(words="好了。", channel=channel(), **told)),
        (CaseState.AGREED, lambda: actions.agree(**told)),
        (CaseState.CLOSED, lambda: _followed_up(case, made)),
    ]
    for reached, step in steps:
        if case.state == state:
            break
        step()
        assert case.state == reached
    return Case.objects.get(pk=case.pk)


def _followed_up(case, made):
    actions.follow_up(case=case, method="phone", is_satisfied=True, by=BY, at=made.at)
    case.refresh_from_db()


def complaint_about(made, code="subject-attitude", **more):
    """A complaint that is classified and was read back to whoever made it."""
    case = desks.matter(made, kind=CaseKind.COMPLAINT, **more)
    return sorted_complaint(case, made, code)


def sorted_complaint(case, made, code="subject-attitude"):
    return actions.sort(
        case=case, trade=trade(), about=queries.find_category(Axis.SUBJECT, code),
        service_nature="routine", urgency=cases.Urgency.ORDINARY, need="请道歉并说明原因",
        is_need_confirmed=True, by=BY, at=made.at,
    )  # fmt: skip


def mended(made, at):
    """A repair that was told, mended and answered at that moment."""
    case = cases.sorted_(desks.matter(made, at=at), at)
    order = workorders.NewOrder(
        project=made.project, title=case.title, unit=made.unit, repair_class=RepairClass.MINOR
    )
    passed = {"department": made.department, "order": order, "worker": made.worker}
    actions.pass_on(case=case, by=BY, at=at, **passed)
    order = case.errands.get().order
    finish_work(order, at)
    case.refresh_from_db()
    actions.answer(case=case, words="修好了。", channel=channel(), by=BY, at=at)
    return case


def finish_work(order, at):
    told = {"order": order, "by": BY, "at": at}
    workorders.accept(**told)
    workorders.arrive(**told)
    workorders.finish(finding="垫片老化", method="换垫片", **told)
