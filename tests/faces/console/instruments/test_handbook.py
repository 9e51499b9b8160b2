"""The handbook on its real path: written, read by a second person, found while somebody speaks, followed stage by stage."""

import datetime as dt

import pytest
from django.test import Client

from anlin.foundation.audit.models import Entry
from anlin.instruments.handbook import actions, queries, rules
from anlin.instruments.handbook.choices import ArticleKind, EditionState, Grade, Topic
from anlin.instruments.handbook.models import (
    Article,
    Edition,
    Mastery,
    StageDone,
    Studied,
    StudyOrder,
)
from anlin.kernel.actors import system
from anlin.trades.cases.choices import CaseKind
from anlin.trades.complaints import actions as complaints
from factories import cases, desks, disputes, handbook

BY = system("tests")
DESK = "/console/instruments/handbook/"
CASE = "/console/trades/cases/"


def text(answer):
    return answer.content.decode()


def client_of(staff):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(staff.account)
    return client


@pytest.fixture
def manager(made):
    return client_of(desks.employee("韩主任", "hanzr", "office_manager", made=made))


def company_wide(made, role="quality_department", name="钱品管", username="qianpg"):
    """Somebody with a role in the whole company."""
    staff = desks.workforce.hired(name, at=made.at, username=username)
    held = desks.workforce.role(role, *desks.RIGHTS[role], at=made.at)
    desks.workforce.granted(staff, held, at=made.at)
    return staff


@pytest.fixture
def quality(made):
    return client_of(company_wide(made))


def article(made, **more):
    given = {
        "title": "车库几点关门", "code": "answer-garage", "kind": "answer", "topic": "estate_rules",
        "text": "车库晚上不关门。\n夜里十一点以后请走东门。", "keywords": "车库 关门", "stages": "", "from_on": made.at.date().isoformat(),
        "is_of_project": "on",
    }  # fmt: skip
    return given | more


@pytest.mark.shows("B-INT-19")
def test_nothing_is_used_before_a_second_person_found_it_plain(made, clerk, manager, stranger):
    assert clerk.post(f"{DESK}write/", article(made)).status_code == 302
    edition = Edition.objects.get()
    page = f"{DESK}{edition.article_id}/"
    step = f"{DESK}editions/{edition.pk}/"
    assert "待复读" in text(manager.get(page))
    assert "车库几点关门" not in text(clerk.get(DESK)).split("等待复读")[0]
    assert clerk.post(f"{step}publish/", {"remark": ""}).status_code == 403
    assert stranger.get(page).status_code == 404

    jargon = article(made, text="逾期停放的车辆将由相关部门予以处理。", code="answer-jargon")
    clerk.post(f"{DESK}write/", jargon)
    unclear = Edition.objects.latest("pk")
    shown = text(manager.get(f"{DESK}{unclear.article_id}/"))
    assert ("还不够易懂" in shown, "过期" in shown, "写明哪个部门" in shown) == (True, True, True)
    refused = manager.post(f"{DESK}editions/{unclear.pk}/publish/", {"remark": ""})
    unclear.refresh_from_db()
    assert (refused.status_code, unclear.state) == (422, EditionState.WRITTEN)
    back = {"remark": "“相关部门”是谁？"}
    assert manager.post(f"{DESK}editions/{unclear.pk}/send_back/", back).status_code == 302
    assert manager.post(f"{DESK}editions/{unclear.pk}/publish/", {}).status_code == 422

    assert manager.post(f"{step}publish/", {"remark": ""}).status_code == 302
    edition.refresh_from_db()
    assert (edition.state, edition.article.project, edition.read_by[:6]) == (
        EditionState.PUBLISHED, made.project, "staff:",
    )  # fmt: skip
    deeds = ["handbook.written", "handbook.written", "handbook.sent_back", "handbook.published"]
    found = Entry.objects.filter(deed__startswith="handbook.").order_by("pk")
    assert list(found.values_list("deed", flat=True)) == deeds


def test_who_wrote_it_does_not_publish_it(made, manager):
    manager.post(f"{DESK}write/", article(made))
    edition = Edition.objects.get()
    refused = manager.post(f"{DESK}editions/{edition.pk}/publish/", {"remark": "我看清楚"})
    edition.refresh_from_db()
    assert (refused.status_code, edition.state) == (422, EditionState.WRITTEN)
    assert "另一人" in text(refused)


def test_the_answers_that_come_with_the_program_are_plain_and_come_once(db, made):
    assert handbook.shipped(made.at) == Article.objects.count() > 15
    assert handbook.shipped(made.at) == 0
    answers = queries.in_force(made.at.date()).filter(article__kind=ArticleKind.ANSWER)
    assert {
        one.article.code: rules.hints(one.text) for one in answers if rules.hints(one.text)
    } == {}
    assert {one.article.topic for one in answers} >= {
        Topic.ESTATE_RULES, Topic.INCLUDED, Topic.CHARGED, Topic.FEES, Topic.LAW,
    }  # fmt: skip


@pytest.mark.shows("B-INT-14")
def test_the_answer_that_fits_is_there_in_the_call_and_beside_the_matter(made, clerk):
    handbook.shipped(made.at)
    said = {"words": "楼上半夜弹钢琴太吵了，几点以后要安静啊？"}
    hint = clerk.post(f"{DESK}fitting/", said)
    assert ("几点以后要安静" in text(hint), "养狗" in text(hint)) == (True, False)
    assert f'hx-post="{DESK}fitting/"' in text(clerk.get(f"{CASE}new/"))
    case = desks.matter(made, words="家里水龙头坏了，上门修理怎么收费，要多少钱？")
    panel = text(clerk.get(f"{DESK}of/{case.pk}/"))
    assert "家里维修怎么收费" in panel
    address = f"{CASE}{case.pk}/answer/"
    assert f"{address}?words=" in panel
    [edition] = queries.answering("上门修理 收费 多少钱", made.project.pk, made.at.date(), most=1)
    proposed = text(clerk.get(address, {"words": edition.text}))
    assert edition.text.split("\n")[0] in proposed
    assert queries.answering("我的快递丢了", made.project.pk, made.at.date()) == []
    assert "楼道" in text(clerk.get(DESK, {"q": "鞋柜"}))


@pytest.mark.shows("B-INT-14")
def test_every_department_reads_what_must_be_known(made, clerk, technician, manager):
    known = handbook.published(
        made.at, code="law", text="公司不得停水停电来催费。", kind=ArticleKind.RULES, topic=Topic.LAW, must_be_known=True,
    )  # fmt: skip
    assert "我已阅读" in text(clerk.get(DESK))
    before = queries.knowing(made.at.date(), made.project.pk)
    assert sum(one.read_all for one in before) == 0
    for _twice in range(2):
        assert clerk.post(f"{DESK}editions/{known.pk}/study/").status_code == 302
    assert Studied.objects.get().staff == made.desk
    after = queries.knowing(made.at.date(), made.project.pk)
    assert (sum(one.read_all for one in after), sum(one.staff for one in after)) == (
        1, sum(one.staff for one in before),
    )  # fmt: skip
    assert "尚未全部读完" in text(manager.get(f"{DESK}knowing/"))
    handbook.published(
        made.at, code="law", text="公司不得停水停电。也不得罚款。", kind=ArticleKind.RULES
    )
    assert "我已阅读" in text(clerk.get(DESK))
    assert technician.get(DESK).status_code == 200


@pytest.fixture
def grievance(made):
    case = cases.opened(
        made.project, made.at, kind=CaseKind.COMPLAINT, words="保洁员把垃圾扫到我家门口。", reporter=made.person,
        unit=made.unit,
    )  # fmt: skip
    complaints.take_up(case=cases.sorted_(case, made.at), by=BY, at=made.at)
    return case


@pytest.mark.shows("B-CASE-28")
def test_a_complaint_goes_by_the_procedure_that_the_company_arranged(
    made, clerk, quality, grievance
):
    handbook.shipped(made.at - dt.timedelta(days=1))
    panel = f"{DESK}of/{grievance.pk}/"
    assert "投诉处理作业流程" in text(clerk.get(panel))
    old = queries.edition_of("complaint-procedure", made.at.date())
    first, second, *_others = old.stages.order_by("rank")
    tick = f"{DESK}of/{grievance.pk}/stages/"
    early = clerk.post(f"{tick}{second.pk}/", {"words": "先报告"})
    assert (early.status_code, StageDone.objects.count()) == (422, 0)
    assert f"请先完成“{first.what}”" in text(early)
    assert clerk.post(f"{tick}{first.pk}/", {"words": "已电话听完"}).status_code == 302
    assert clerk.post(f"{tick}{first.pk}/", {"words": "再勾一次"}).status_code == 422
    assert "已电话听完" in text(clerk.get(panel))

    own = "听完并道歉 | 服务中心 | 1\n三日内解决 | 管理处 | 72"
    new = {
        "text": "本公司自己的流程。",
        "stages": own,
        "from_on": (made.at.date() + dt.timedelta(days=1)).isoformat(),
    }
    page = f"{DESK}{old.article_id}/write/"
    assert clerk.post(page, new).status_code == 403
    assert quality.post(page, new | {"stages": "只有一列"}).status_code == 422
    assert quality.post(page, new | {"stages": ""}).status_code == 422
    assert quality.post(page, new).status_code == 302
    edition = Edition.objects.latest("pk")
    actions.publish(edition=edition, remark="", by=handbook.SECOND, at=made.at)
    assert [(one.what, one.who, one.within_hours) for one in edition.stages.order_by("rank")] == [
        ("听完并道歉", "服务中心", 1), ("三日内解决", "管理处", 72),
    ]  # fmt: skip
    # What began under the old procedure goes on under it.
    assert (first.what in text(clerk.get(panel)), "听完并道歉" in text(clerk.get(panel))) == (
        True,
        False,
    )
    course = queries.courses(BY, grievance.subject, made.at + dt.timedelta(hours=3))[0]
    assert [one.is_late for one in course.stages][:3] == [False, True, False]


def test_a_stage_is_not_ticked_for_a_matter_without_the_procedure_nor_by_who_only_looks(
    made, clerk, technician, stranger, grievance
):
    handbook.shipped(made.at - dt.timedelta(days=1))
    stage = queries.edition_of("complaint-procedure", made.at.date()).stages.get(rank=1)
    plain = desks.matter(made)
    assert clerk.post(f"{DESK}of/{plain.pk}/stages/{stage.pk}/", {}).status_code == 422
    assert stranger.post(f"{DESK}of/{grievance.pk}/stages/{stage.pk}/", {}).status_code == 404
    assert technician.post(f"{DESK}of/{grievance.pk}/stages/{stage.pk}/", {}).status_code in {
        403,
        404,
        422,
    }
    assert not StageDone.objects.exists()


@pytest.mark.shows("B-MED-14")
def test_a_dispute_goes_by_the_rules_for_disputes(made, clerk):
    handbook.shipped(made.at - dt.timedelta(days=1))
    case = desks.matter(made, words="楼上夜里拖椅子。")
    disputes.opened(case, made.desk, made.at)
    shown = text(clerk.get(f"{DESK}of/{case.pk}/"))
    assert ("客户纠纷处理管理办法" in shown, "当天联系双方" in shown) == (True, True)
    stage = queries.edition_of("dispute-rules", made.at.date()).stages.get(rank=1)
    assert (
        clerk.post(f"{DESK}of/{case.pk}/stages/{stage.pk}/", {"words": "都已联系"}).status_code
        == 302
    )
    assert StageDone.objects.get().words == "都已联系"
    article_page = text(clerk.get(f"{DESK}{stage.edition.article_id}/"))
    assert ("第 1 版" in article_page, "换位思考" in article_page) == (True, True)


@pytest.mark.shows("B-CASE-23")
def test_what_went_wrong_is_studied_by_who_is_meant_to(made, clerk, manager, technician, grievance):
    handbook.shipped(made.at - dt.timedelta(days=1))
    studied = Article.objects.get(code="service-provision")
    given = {
        "article": studied.pk, "staff": made.worker.pk, "due_on": (made.at.date() + dt.timedelta(days=3)).isoformat(),
    }  # fmt: skip
    order = f"{DESK}of/{grievance.pk}/study/"
    assert technician.post(order, given).status_code == 403
    assert manager.post(order, given | {"due_on": "2020-01-01"}).status_code == 422
    assert not StudyOrder.objects.exists()
    assert manager.post(order, given).status_code == 302
    assert manager.post(order, given).status_code == 422
    assert f"{made.worker.name}: " in text(clerk.get(f"{DESK}of/{grievance.pk}/"))
    assert "安排我学习的" in text(technician.get(DESK))
    edition = queries.edition_of("service-provision", made.at.date())
    technician.post(f"{DESK}editions/{edition.pk}/study/")
    assert StudyOrder.objects.get().done_at is not None
    assert "安排我学习的" not in text(technician.get(DESK))
    assert "已阅读" in text(clerk.get(f"{DESK}of/{grievance.pk}/"))


@pytest.mark.shows("A-CASE-18")
def test_how_services_are_provided_stands_beside_each_order(made, technician):
    handbook.shipped(made.at - dt.timedelta(days=1))
    order = desks.order(made, to=made.worker)
    page = text(technician.get(f"/console/trades/workorders/{order.pk}/"))
    assert f"{DESK}orders/{order.pk}/" in page
    panel = text(technician.get(f"{DESK}orders/{order.pk}/"))
    assert ("服务的提供" in panel, "套鞋套" in panel, "第 1 版" in panel, "未读" in panel) == (
        True, True, True, True,
    )  # fmt: skip


@pytest.mark.shows("B-MED-16")
def test_who_masters_the_skills_of_mediation_is_noted(made, clerk, manager):
    handbook.shipped(made.at)
    skills = Article.objects.filter(kind=ArticleKind.SKILL)
    assert {one.title for one in skills} == {"倾听", "快速反应", "原因分析", "协商", "兼顾双方利益"}
    listening = skills.get(title="倾听")
    page = f"{DESK}{listening.pk}/"
    said = {"staff": made.desk.pk, "level": "1", "words": "旁听一次调解"}
    stranger_to_it = client_of(desks.employee("何前台", "heqt", "service_desk", made=made))
    assert stranger_to_it.post(f"{page}grade/", said).status_code == 403
    law = Article.objects.get(code="property-law-basics")
    assert manager.post(f"{DESK}{law.pk}/grade/", said).status_code == 422
    assert not Mastery.objects.exists()
    for level, words in (("1", "旁听一次调解"), ("3", "带新人两次")):
        assert (
            manager.post(f"{page}grade/", said | {"level": level, "words": words}).status_code
            == 302
        )
    [best] = queries.masters_of(listening, type(made.desk).objects.all())
    assert (best.staff, best.grade) == (made.desk, Grade.TEACHES)
    assert "能带教" in text(clerk.get(page))


def test_the_pages_ask_the_same_for_one_article_and_for_twenty(
    made, clerk, django_assert_num_queries
):
    handbook.published(made.at)
    clerk.get(DESK)
    with django_assert_num_queries(9):
        clerk.get(DESK)
    handbook.shipped(made.at)
    with django_assert_num_queries(9):
        clerk.get(DESK)
