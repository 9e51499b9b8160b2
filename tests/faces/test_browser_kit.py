"""Forms, lists, details and maps in a real browser: refusals arrive in place, typed words survive."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.shortcuts import render
from django.urls import path
from playwright.sync_api import expect

from anlin.config.urls import urlpatterns as real
from anlin.faces.console import shell
from anlin.faces.kit.lists.columns import Bulk, Column, Tab
from anlin.foundation.accounts.api import Account
from anlin.kernel.errors import Invalid
from browsers import drawn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls(__name__),
    pytest.mark.usefixtures("known", "transactional_db"),
]
AT = dt.datetime(2026, 11, 21, 14, 14, tzinfo=dt.UTC)
REFUSED = "Failed to load resource: the server responded with a status of 422"


class Answer(forms.Form):
    finding = forms.CharField(
        label="答复内容", widget=forms.Textarea, help_text="住户会原样看到这段话。"
    )
    way = forms.ChoiceField(label="方式", choices=[("phone", "电话"), ("visit", "当面")])
    day = forms.CharField(label="约定日期", required=False)
    urgent = forms.BooleanField(label="紧急", required=False)


class Write(shell.FormPage):
    form_class = Answer
    title = "记录答复"
    hint = "投诉 TS-2026-0187"
    done = "已记录。"

    def act(self, form):
        if form.cleaned_data["finding"] == "好":
            raise Invalid("答复太短，请写明做了什么、何时完成。", field="finding")
        return "/console/"


class Listing(shell.ListPage):
    title = "事项"
    columns = (
        Column("username", "事项", leads=True),
        Column("state", "状态", kind="state", get=lambda a: "等答复", tone=lambda a: "warn"),
        Column("created_at", "收到", kind="moment"),
        Column("fen", "金额", kind="yuan", get=lambda a: 123450),
    )
    tabs = (Tab("open", "未了"), Tab("mine", "我的"), Tab("done", "已结"))
    bulk = (Bulk("assign", "派给我"), Bulk("close", "作废", danger=True))
    size = 8

    def rows(self):
        return Account.objects.filter(username__startswith="a")

    def row_address(self, row):
        return "/detail/"


class Detail(shell.Page):
    template_name = "kit/detail.html"
    title = "3栋2单元电梯困人 40 分钟无人应答"

    def context(self):
        steps = [
            ("受理", "done"),
            ("派单", "done"),
            ("到场", "done"),
            ("答复业主", "here"),
            ("回访", ""),
            ("结案", ""),
        ]
        return {
            "number": "投诉 TS-2026-0187 · 电话",
            "state": "等答复",
            "tone": "warn",
            "holder": "王经理",
            "steps": [SimpleNamespace(title=title, place=place) for title, place in steps],
            "next_steps": [
                SimpleNamespace(title=t, address="/write/")
                for t in ("记录答复", "转品质部", "封存证据")
            ],
            "story": [
                SimpleNamespace(
                    who="曾女士", at=AT, what="来电", quote="在电梯里按了三次对讲没人理。", files=[]
                ),
                SimpleNamespace(
                    who="陈静",
                    at=AT,
                    what="派给 电梯维保 永安",
                    quote="",
                    files=[SimpleNamespace(name="照片 3", address="#")],
                ),
            ],
            "panels": [SimpleNamespace(address="/plan/", title="房态图")],
        }


def plan(request):
    levels = ["", "level-1", "level-2", "level-3", "none"]
    floors = [
        SimpleNamespace(
            title=f"{floor} 层",
            units=[
                SimpleNamespace(
                    code=f"{floor}0{n}",
                    level=levels[(floor * n) % 5],
                    word="欠费",
                    address="#",
                    chosen=floor == 2 and n == 2,
                )
                for n in range(1, 4)
            ],
        )
        for floor in range(4, 0, -1)
    ]
    legend = [
        SimpleNamespace(level=level, title=title)
        for level, title in zip(
            levels, ["已缴清", "90 天内", "一年内", "一年以上", "空置"], strict=True
        )
    ]
    return render(request, "kit/parts/plan.html", {"floors": floors, "legend": legend})


urlpatterns = [
    path("write/", Write.as_view()),
    path("list/", Listing.as_view()),
    path("detail/", Detail.as_view()),
    path("plan/", plan),
    *real,
]


def test_a_refusal_arrives_in_place_and_the_words_are_kept(screen):
    screen.at_work("chenjing")
    screen.goto("/write/")
    screen.get_by_label("答复内容").fill("好")
    screen.get_by_role("button", name="保存").click()
    expect(screen.get_by_role("alert")).to_contain_text("答复太短")
    expect(screen.get_by_label("答复内容")).to_have_value("好")
    screen.look("form")
    screen.get_by_label("答复内容").fill("已更换门机皮带，今天 18:00 前复查。")
    screen.get_by_role("button", name="保存").click()
    expect(screen.get_by_role("status")).to_contain_text("已记录。")
    assert [said for said in screen.complaints if not said.startswith(REFUSED)] == []


def test_what_was_typed_is_there_again_until_it_was_sent(screen):
    screen.at_work("chenjing")
    screen.goto("/write/")
    screen.get_by_label("答复内容").press_sequentially("写了一半")
    screen.goto("/console/")
    screen.goto("/write/")
    expect(screen.get_by_label("答复内容")).to_have_value("写了一半")
    expect(screen.get_by_text("已恢复您上次填写的内容")).to_be_visible()
    screen.get_by_role("button", name="保存").click()
    expect(screen.get_by_role("status")).to_contain_text("已记录。")
    screen.goto("/write/")
    expect(screen.get_by_label("答复内容")).to_have_value("")


def test_a_list_is_walked_by_keys_and_counts_itself(screen):
    screen.at_work("chenjing")
    Account.objects.bulk_create(
        Account(username=f"a{n} 电梯门口有积水", created_at=AT + dt.timedelta(hours=n))
        for n in range(12)
    )
    screen.goto("/list/")
    expect(screen.get_by_text("共 12 条")).to_be_visible()
    drawn(screen)
    screen.keyboard.press("j")
    expect(screen.get_by_role("link", name="a11 电梯门口有积水")).to_be_focused()
    screen.keyboard.press("j")
    expect(screen.get_by_role("link", name="a10 电梯门口有积水")).to_be_focused()
    if screen.kind == "desk":
        screen.get_by_label("全选").check()
        expect(screen.locator("[data-chosen]")).to_have_text("已选： 8")
    screen.look("list")
    screen.get_by_role("link", name="下一页").click()
    expect(screen.get_by_role("link", name="a0 电梯门口有积水")).to_be_visible()
    drawn(screen)
    screen.keyboard.press("?")
    expect(screen.get_by_role("dialog")).to_be_visible()
    assert screen.complaints == []


def test_a_detail_borrows_its_panels(screen):
    screen.at_work("chenjing")
    screen.goto("/detail/")
    expect(screen.get_by_role("link", name="202")).to_be_visible()
    screen.look("detail")
    assert screen.complaints == []


@pytest.mark.parametrize("address", ["/accounts/two-factor/", "/console/mine/", "/no-such-place/"])
def test_the_other_pages_fit_their_screen(screen, address):
    screen.at_work("chenjing")
    screen.goto(address)
    screen.look(address.strip("/").replace("/", "-"))
