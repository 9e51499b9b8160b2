"""The frames in a real browser: nothing complains, on a desk and on a phone, by day and by night."""

import pytest
from django.http import HttpResponse
from django.urls import include, path
from playwright.sync_api import expect

from anlin.config.urls import urlpatterns as real
from anlin.faces.console import shell
from anlin.faces.portal import shell as portal
from browsers import drawn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls(__name__),
    pytest.mark.usefixtures("known", "transactional_db"),
]

FIGURES = "".join(
    f'<a class="card figure figure-{tone}" href="#"><b>{number}</b><span>{words}</span></a>'
    for tone, number, words in [
        ("late", 2, "已迟"),
        ("soon", 3, "一小时内到期"),
        ("calm", 9, "等我派单"),
        ("calm", 4, "等我回访"),
    ]
)
LINES = [
    ("late", "已迟 40 分", "电梯困人后回访 · 3栋2单元 曾女士", "投诉 TS-2026-0187 · 应在 13:20 前电话回访", "打电话"),
    ("late", "已迟 2 小时", "开发商来函未答复：一期外墙渗水责任", "往来 WL-2026-0042 · 三日内书面答复，今天第 3 个工作日", "写答复"),
    ("soon", "还剩 25 分", "紧急报修待派单：B1 水泵房积水", "报修 WX-2026-1311 · 影响 5–18 层 112 户", "派单"),
    ("calm", "今天 18:00", "本周回访抽样 6 单（20%）已抽取", "制度 D-12 · 已完成 2 单", "继续"),
]  # fmt: skip
JOBS = "<h2>先做这些</h2><ul class=jobs>" + "".join(
    f'<li class=job><span class="due due-{tone}">{due}</span><div><p>{what}</p><p class=meta>{why}</p></div>'
    f'<a class="btn{" btn-go" if number == 0 else ""}" href="#">{deed}</a></li>'
    for number, (tone, due, what, why, deed) in enumerate(LINES)
) + "</ul>"  # fmt: skip
HOT = '<h2>热点</h2><p>3栋夜间水锤声 <span class="chip chip-bad">7 户</span></p><p class="small mute">48 小时内 · 疑同一水泵 · 可合并答复，各户单独回访</p>'
HEAT = "<h2>制度执行 · 近两周</h2><table class=heat>" + "".join(
    f"<tr><th scope=row>{name}</th>" + "".join(f'<td class="{state}" title="{state}"></td>' for state in states) + "</tr>"
    for name, states in [
        ("晨会", ["done"] * 9 + ["", "", "done", "done", "done"]),
        ("意见箱", ["done", "", "", "done", "", "", "done", "", "", "done", "", "", "", "late"]),
        ("设备巡检", ["done"] * 3 + ["missed"] + ["done"] * 7 + ["late", "done", "done"]),
    ]
) + "</table>"  # fmt: skip
LIFT = '<div class=row-between><h2>电梯困人</h2><span class="chip chip-warn">等物业答复</span></div><p class=mute>承诺今天 18:00 前由王经理当面答复您</p><ol class=way><li class=done>受理</li><li class=done>到场</li><li class=done>解困</li><li class=here>答复</li><li>您确认</li></ol>'
BILL = '<div class=row-between><h2>11 月账单</h2><b>¥312.46</b></div><dl class="facts facts-money"><dt>物业服务费 92.35 ㎡ × 2.60</dt><dd class=num>¥240.11</dd><dt>公摊电</dt><dd class=num>¥38.35</dd><dt>电梯运行</dt><dd class=num>¥34.00</dd></dl><p><a class="btn btn-go btn-wide" href="#">缴费</a></p>'


def saying(markup):
    return lambda request: HttpResponse(markup)


borrowed = [
    path(name, saying(markup), name=name)
    for name, markup in {
        "figures": FIGURES,
        "jobs": JOBS,
        "hot": HOT,
        "heat": HEAT,
        "lift": LIFT,
        "bill": BILL,
    }.items()
]
urlpatterns = [path("borrowed/", include((borrowed, "borrowed"))), *real]


@pytest.fixture
def _furnished(monkeypatch):
    """Other people's desks and panels, as they will be when there are some."""
    group = shell.Group
    desks = [
        ("cases", "事项", "inbox", group.DAILY, 38), ("orders", "工单", "inbox", group.DAILY, 17),
        ("people", "住户", "user", group.RELATIONS, 0), ("houses", "房产", "building", group.PROJECT, 0),
    ]  # fmt: skip
    extra = [
        shell.Desk(name, title, icon, "console:home", where, count=lambda a, p, t, n=n: shell.Count(n, hot=n > 30), phone=shell.Phone.WORK if name == "orders" else None)
        for name, title, icon, where, n in desks
    ]  # fmt: skip
    slot = shell.Slot
    panels = [
        ("figures", "", slot.FIGURES),
        ("jobs", "先做这些", slot.MAIN),
        ("heat", "制度执行", slot.ASIDE),
        ("hot", "热点", slot.ASIDE),
    ]
    monkeypatch.setattr(shell, "_desks", [*shell._desks, *extra])
    monkeypatch.setattr(
        shell, "_panels", [shell.HomePanel(f"borrowed:{n}", t, s) for n, t, s in panels]
    )
    monkeypatch.setattr(shell, "_search", ["console:home"])
    tiles = [("报事", "inbox"), ("账单", "inbox"), ("公告", "inbox"), ("预约", "inbox")]
    monkeypatch.setattr(portal, "_tiles", [portal.Tile(t, i, "portal:home") for t, i in tiles])
    cards = [portal.Card("borrowed:lift", "电梯困人"), portal.Card("borrowed:bill", "11 月账单")]
    monkeypatch.setattr(portal, "_cards", cards)


def test_the_sign_in_complains_of_nothing(screen):
    screen.goto("/accounts/login/")
    expect(screen.get_by_role("heading", name="登录")).to_be_visible()
    screen.look("login")
    assert screen.complaints == []


@pytest.mark.usefixtures("_furnished")
def test_the_console_borrows_its_panels_and_complains_of_nothing(screen):
    screen.sign_in("chenjing")
    expect(screen.get_by_text("电梯困人后回访")).to_be_visible()
    expect(screen.get_by_text("热点")).to_be_visible()
    if screen.kind == "desk":
        expect(screen.get_by_text("38", exact=True)).to_be_visible()
        drawn(screen)
        screen.keyboard.press("/")
        expect(screen.get_by_role("searchbox")).to_be_focused()
        screen.keyboard.press("Escape")
    screen.look("console")
    assert screen.complaints == []


@pytest.mark.usefixtures("_furnished")
def test_the_portal_greets_its_owner_and_can_be_made_large(screen):
    screen.sign_in("owner1")
    expect(screen.get_by_role("heading", name="曾女士，您好")).to_be_visible()
    expect(screen.get_by_text("¥312.46")).to_be_visible()
    screen.look("portal")
    screen.get_by_role("button", name="大字版").click()
    expect(screen.locator("html[data-elder]")).to_be_attached()
    expect(screen.get_by_text("¥312.46")).to_be_visible()
    screen.look("portal-elder")
    assert screen.complaints == []
