"""In a real browser: a talk is planned and held, what people say is noted, and a resident answers a questionnaire."""

import datetime as dt

import pytest

from anlin.bonds.relations import actions
from anlin.bonds.relations.choices import ActivityKind
from anlin.bonds.relations.models import Reply, Voice
from anlin.kernel.actors import system
from anlin.trades.cases.models import Case
from factories import desks, estate, relations, residents

pytestmark = pytest.mark.browser
BY = system("tests")
DESK = "/console/bonds/relations/"


@pytest.fixture
def made(transactional_db):
    return desks.scene()


def test_a_talk_is_planned_and_what_is_said_there_becomes_a_matter(made, at_screen):
    drive = relations.drive(made)
    page = at_screen("chenjing")
    page.goto(DESK)
    page.look("relations-empty")
    page.click("text=安排活动")
    page.select_option("[name=kind]", "talk")
    page.fill("[name=title]", "五月恳谈会")
    page.select_option("[name=drive]", str(drive.pk))
    page.look("relations-plan")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.click("text=记录一条意见")
    page.fill("[name=words]", "车库B区灯不亮，老人摔过跤。")
    page.select_option("[name=leaning]", "complaint")
    page.fill("[name=home]", made.unit.address)
    page.fill("[name=name]", "曾丽华")
    page.check("[name=becomes_matter]")
    page.look("relations-voice")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    case = Case.objects.get()
    assert (case.reporter, Voice.objects.get().matter) == (made.person, case)
    page.click(".deeds a[href$='/hold/']")
    form = page.locator("#step form")
    form.wait_for()
    form.locator("[name=present]").fill("12")
    form.locator("[name=minutes]").fill("到会业主十二人，逐条记录。")
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    page.look("relations-activity")
    page.goto(f"/console/trades/cases/{case.pk}/")
    page.get_by_role("link", name="五月恳谈会").wait_for()
    page.look("relations-case")
    voice = Voice.objects.get()
    measure = relations.measure(made, [voice], drive=drive)
    actions.track(
        measure=measure, words="已换一半", changed="夜间改调光", due_on=measure.due_on + dt.timedelta(days=3),
        by=BY, at=made.at,
    )  # fmt: skip
    relations.lines(made)
    for name, address in (
        ("list", "?view=held"), ("voices", "voices/?view=all"), ("drives", "drives/"), ("drive", f"drives/{drive.pk}/"),
        ("measures", "measures/"), ("measure", f"measures/{measure.pk}/"), ("take", f"measures/take/?drive={drive.pk}"),
        ("lines", "lines/"), ("silent", "silent/?view=all"),
    ):  # fmt: skip
        page.goto(f"{DESK}{address}")
        page.look(f"relations-{name}")
    assert page.complaints == []


def test_a_resident_answers_a_questionnaire(made, at_screen):
    home = estate.units(made.unit.entrance, "0902")[0]
    residents.signed_in_as(home, made.at, name="林晓")
    asked = relations.questionnaire(made)
    relations.lines(made)
    page = at_screen("owner1")
    page.goto("/bonds/relations/")
    page.look("opinions")
    page.click("text=秋季问卷")
    scale, words = asked.questions.order_by("rank")
    page.check(f"[name=q{scale.pk}][value='4']")
    page.fill(f"[name=q{words.pk}]", "车库太暗，请加灯。")
    page.look("questionnaire")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    assert (Reply.objects.count(), Voice.objects.get().words) == (
        1,
        "您有什么建议？\n车库太暗，请加灯。",
    )
    page.look("opinions-after")
    desk = at_screen("chenjing")
    desk.goto(f"{DESK}{asked.pk}/")
    desk.look("relations-questionnaire")
    assert page.complaints == desk.complaints == []
    assert asked.kind == ActivityKind.QUESTIONNAIRE
