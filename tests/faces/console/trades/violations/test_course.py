"""Violations on their real path: S04, the hole in the wrong wall, and what is refused on the way."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from anlin.foundation.audit.models import Entry
from anlin.ground.workforce import queries as workforce
from anlin.kernel.actors import system
from anlin.trades.cases import actions as case_actions
from anlin.trades.cases.choices import CaseKind, CaseState
from anlin.trades.violations import choices, rules
from anlin.trades.violations.choices import ViolationState
from anlin.trades.violations.models import (
    AppointedPlace,
    Campaign,
    Coordination,
    EstateRule,
    Objection,
    RuleReading,
    RuleVersion,
    SecondLook,
    SiteContractor,
    Violation,
)
from factories import cases, desks, documents, violations

BY = system("tests")
DESK = "/console/trades/violations/"
CASE = "/console/trades/cases/"


def moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def text(answer):
    return answer.content.decode()


def photo(name="now.jpg"):
    return SimpleUploadedFile(name, documents.picture(), content_type="image/jpeg")


@pytest.fixture
def manager(made):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(desks.employee("韩主任", "hanzr", "office_manager", made=made).account)
    return client


@pytest.fixture
def case(made):
    told = cases.opened(
        made.project, made.at, kind=CaseKind.HELP, words="三楼客厅外墙另打了空调孔。",
        reporter=made.person, unit=made.unit,
    )  # fmt: skip
    return cases.sorted_(told, made.at)


@pytest.fixture
def violation(made, case):
    return violations.found(case, made.worker, made.at)


@pytest.mark.shows("B-VIO-01", "B-VIO-03", "B-VIO-07", "B-VIO-08", "B-VIO-09", "A-VIO-04")
def test_s04_an_air_conditioner_hole_in_the_wrong_wall(made, clerk, manager, case):
    """Without the stop-work order, which belongs to renovation."""
    said = {"code": "7", "title": "外立面", "text": "空调外机只装在指定位置。", "is_duty": "on"}
    today = timezone.localdate().isoformat()
    assert (
        manager.post(f"{DESK}estate-rules/publish/", said | {"from_on": today}).status_code == 302
    )
    rule = RuleVersion.objects.get()
    assert "我已阅读" in text(clerk.get(f"{DESK}estate-rules/"))
    clerk.post(f"{DESK}versions/{rule.pk}/read/")
    assert RuleReading.objects.get().staff == made.desk
    home = f"{DESK}homes/{made.unit.pk}/"
    clerk.post(f"{home}appoint/", {"thing": "ac", "words": "北窗下方"})
    assert "北窗下方" in text(clerk.get(home))
    clerk.post(f"{DESK}contractors/add/", {"name": "清凉空调", "trade": "空调安装"})
    firm = SiteContractor.objects.get()

    found = {
        "kind": "installation", "finding": "客厅外墙另打了空调孔。", "rule": rule.pk, "contractor": firm.pk,
        "found_by": made.worker.pk, "found_at": moment(made.at),
    }  # fmt: skip
    clerk.post(f"{DESK}of/{case.pk}/note/", found)
    violation = Violation.objects.get()
    assert (violation.rule, violation.found_by, violation.contractor) == (rule, made.worker, firm)
    page = f"{DESK}{violation.pk}/"
    assert clerk.post(f"{page}photo/", {"photo": photo()}).status_code == 302
    clerk.post(f"{page}object/", {"words": "北面装不下，位置不合理。"})
    manager.post(
        f"{DESK}objections/{Objection.objects.get().pk}/rule/",
        {"is_rule_reviewed": "yes", "ruling": "请设计单位复核北面尺寸。"},
    )
    for way, result in (
        ("on_site", "refused"),
        ("contractor", "agreed"),
        ("third_party", "agreed"),
    ):
        talk = {
            "way": way, "result": result, "explained": "外观统一，也护着自家墙体。", "answered": "再想想。",
            "happened_at": moment(made.at),
        }  # fmt: skip
        assert clerk.post(f"{page}talk/", talk).status_code == 302
    manager.post(f"{DESK}contractors/{firm.pk}/entry/", {"reason": "明知位置不对仍打孔"})
    firm.refresh_from_db()
    assert not firm.may_enter
    manager.post(f"{DESK}contractors/{firm.pk}/entry/", {"reason": "书面承诺遵守规定"})
    firm.refresh_from_db()
    assert firm.may_enter

    clerk.post(f"{page}look/", {"is_right": "no", "words": "还没移"})
    clerk.post(f"{page}look/", {"is_right": "yes", "words": "已移到北窗下", "photo": photo()})
    violation.refresh_from_db()
    assert violation.state == ViolationState.RIGHT
    assert [look.is_right for look in SecondLook.objects.order_by("pk")] == [False, True]
    shown = text(clerk.get(page))
    for word in ("找双方都信任的人帮忙", "已移到北窗下", "规定将复核", "施工前照片", "施工后照片"):
        assert word in shown
    assert [(one.way, one.result, one.staff) for one in Coordination.objects.order_by("pk")] == [
        ("on_site", "refused", made.desk), ("contractor", "agreed", made.desk), ("third_party", "agreed", made.desk),
    ]  # fmt: skip


@pytest.mark.shows("B-VIO-02", "B-VIO-11")
def test_each_home_has_its_appointed_places_on_a_page_for_owner_and_firm(made, clerk, technician):
    home = f"{DESK}homes/{made.unit.pk}/"
    assert "未指定" in text(clerk.get(home))
    for words in ("南窗下方", "北窗下方机位，管线不外露"):
        assert clerk.post(f"{home}appoint/", {"thing": "ac", "words": words}).status_code == 302
    assert technician.post(f"{home}appoint/", {"thing": "ac", "words": "随便"}).status_code == 403
    assert clerk.post(f"{home}appoint/", {"thing": "ac", "words": " "}).status_code == 422
    page = text(clerk.get(home))
    assert ("北窗下方机位" in page, "南窗下方" in page, "入户施工的单位" in page) == (
        True,
        False,
        True,
    )
    found = clerk.get(f"{DESK}homes/", {"home": made.unit.address})
    assert (found.status_code, found.url) == (302, home)
    assert clerk.get(f"{DESK}homes/", {"home": "9-9-9999"}).status_code == 422


@pytest.mark.shows("B-VIO-05")
def test_what_was_explained_is_on_record_and_a_talk_to_come_is_not(made, clerk, violation):
    page = f"{DESK}{violation.pk}/"
    talk = {
        "way": "on_site", "result": "thinking", "explained": "外观统一，也护着自家墙体。", "answered": "回去商量",
        "happened_at": moment(made.at + dt.timedelta(days=1)),
    }  # fmt: skip
    assert clerk.post(f"{page}talk/", talk).status_code == 422
    assert (
        clerk.post(
            f"{page}talk/", talk | {"happened_at": moment(made.at), "explained": " "}
        ).status_code
        == 422
    )
    assert not Coordination.objects.exists()
    clerk.post(f"{page}talk/", talk | {"happened_at": moment(made.at)})
    shown = text(clerk.get(page))
    for word in ("现场沟通", "外观统一", "回去商量", "陈静", "再考虑"):
        assert word in shown


@pytest.mark.shows("B-VIO-06")
def test_an_objection_is_ruled_on_once_by_a_manager(clerk, manager, violation):
    clerk.post(f"{DESK}{violation.pk}/object/", {"words": "北面装不下，位置不合理。"})
    objection = Objection.objects.get()
    page, said = (
        f"{DESK}objections/{objection.pk}/rule/",
        {"is_rule_reviewed": "yes", "ruling": "请设计单位复核。"},
    )
    assert clerk.post(page, said).status_code == 403
    assert manager.post(page, said | {"ruling": " "}).status_code == 422
    assert manager.post(page, said).status_code == 302
    assert manager.post(page, said | {"is_rule_reviewed": "no"}).status_code == 422
    objection.refresh_from_db()
    assert (objection.is_rule_reviewed, objection.ruling) == (True, "请设计单位复核。")
    assert "规定将复核" in text(clerk.get(f"{DESK}{violation.pk}/"))


@pytest.mark.shows("A-VIO-01", "A-CMP-20")
def test_there_is_no_way_to_punish(made, clerk, violation):
    deeds = {
        *choices.DEEDS,
        *choices.Way.values,
        *choices.ViolationStep.values,
        *workforce.all_rights(),
    }
    addresses = {str(key) for key in get_resolver().reverse_dict if isinstance(key, str)}
    for word in ("fine", "penal", "sanction", "punish", "cut_off", "supply"):
        assert not [one for one in deeds | addresses if word in one.replace("define", "")]
    talk = {
        "way": "notice",
        "result": "refused",
        "explained": "三日内不改，停水停电并罚款。",
        "happened_at": moment(made.at),
    }
    refused = clerk.post(f"{DESK}{violation.pk}/talk/", talk)
    assert (refused.status_code, Coordination.objects.count()) == (422, 0)
    assert "从不处罚" in text(refused)
    violation.refresh_from_db()
    assert violation.state == ViolationState.FOUND
    for word in rules.PUNISHING:
        assert rules.punishing_word(f"否则{word}。") == word
    assert rules.punishing_word("请把外机移到指定位置，需要帮忙请告诉我们。") is None


@pytest.mark.shows("A-VIO-02", "A-CMP-20")
def test_legal_aid_comes_after_coordination_and_from_a_manager(made, clerk, manager, violation):
    page = f"{DESK}{violation.pk}/aid/"
    first = manager.post(page, {"explained": "请律师函告"})
    assert (first.status_code, Coordination.objects.count()) == (422, 0)
    violations.talked(violation, made.at)
    assert clerk.post(page, {"explained": "请律师函告"}).status_code == 403
    assert manager.post(page, {"explained": "请律师提供调解意见"}).status_code == 302
    violation.refresh_from_db()
    assert violation.state == ViolationState.AIDED


@pytest.mark.shows("A-VIO-03")
def test_unlawful_building_goes_to_the_authority(made, manager, case):
    violation = violations.found(case, made.worker, made.at, kind=choices.ViolationKind.BUILDING)
    page = f"{DESK}{violation.pk}/"
    assert manager.post(f"{page}tolerate/", {"reason": "算了"}).status_code == 422
    assert (
        manager.post(f"{page}hand_over/", {"authority": " ", "reason": "加建"}).status_code == 422
    )
    violation.refresh_from_db()
    assert violation.state == ViolationState.FOUND
    said = {"authority": "城管执法大队 2026-118", "reason": "露台加建一间"}
    assert manager.post(f"{page}hand_over/", said).status_code == 302
    violation.refresh_from_db()
    assert (violation.state, violation.authority) == (ViolationState.HANDED_OVER, said["authority"])


def test_it_is_not_right_without_both_photos_and_the_matter_waits_for_it(
    made, clerk, case, violation
):
    page = f"{DESK}{violation.pk}/look/"
    for given in ({"photo": photo()}, {}):
        assert clerk.post(page, {"is_right": "yes"} | given).status_code == 422
        violations.photo_before(violation, made.at)
    assert not SecondLook.objects.exists()
    answer = {"channel": case.channel_id, "words": "已处理。"}
    assert clerk.post(f"{CASE}{case.pk}/answer/", answer).status_code == 422
    clerk.post(page, {"is_right": "yes", "photo": photo()})
    assert clerk.post(f"{CASE}{case.pk}/answer/", answer).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED


def test_told_again_it_is_talked_about_again(made, clerk, manager, case, violation):
    manager.post(f"{DESK}{violation.pk}/tolerate/", {"reason": "三个月后随整改一并移"})
    case_actions.report_again(
        case=case, channel=case.channel, words="又来一台", reported_at=made.at, by=BY, at=made.at
    )
    violation.refresh_from_db()
    assert (violation.state, violation.ended_at) == (ViolationState.TALKED, None)


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("estate-rules/publish/", {"code": "7", "title": "外立面", "text": "甲", "from_on": "2020-01-01"}),
        ("estate-rules/publish/", {"code": "7", "title": "外立面", "text": " ", "from_on": "2099-01-01"}),
        ("contractors/add/", {"name": "", "trade": "空调"}),
        ("campaigns/add/", {"theme": "文明养犬", "kind": "pets", "first_on": "2026-05-02", "last_on": "2026-05-01", "done": "宣讲", "reached": 3}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_kept(manager, page, given):
    assert manager.post(f"{DESK}{page}", given).status_code == 422
    for model in (EstateRule, SiteContractor, Campaign, AppointedPlace):
        assert not model.objects.exists()


def test_a_new_version_stands_beside_the_old_one_which_is_still_cited(made, manager, clerk, case):
    old = violations.rule(made.project, made.at)
    violation = violations.found(case, made.worker, made.at, rule=old)
    given = {
        "text": "空调外机可装在北窗或东窗下方。",
        "from_on": timezone.localdate().isoformat(),
        "is_duty": "on",
    }
    assert manager.post(f"{DESK}estate-rules/{old.rule_id}/version/", given).status_code == 302
    page = text(clerk.get(f"{DESK}estate-rules/"))
    assert (given["text"] in page, old.text in page, "请住户遵守" in page) == (True, True, True)
    violation.refresh_from_db()
    assert violation.rule == old
    assert clerk.post(f"{DESK}estate-rules/{old.rule_id}/version/", given).status_code == 403
    assert old.rule.versions.count() == 2


@pytest.mark.shows("B-VIO-10")
def test_a_campaign_stands_beside_what_it_was_meant_for(clerk, made):
    given = {
        "theme": "文明养犬", "kind": "pets", "first_on": "2026-05-01", "last_on": "2026-05-07", "done": "入户宣讲，设拾便箱",
        "reached": 86,
    }  # fmt: skip
    assert clerk.post(f"{DESK}campaigns/add/", given).status_code == 302
    page = text(clerk.get(f"{DESK}campaigns/"))
    assert ("文明养犬" in page, "86" in page, "饲养宠物" in page) == (True, True, True)
    assert Entry.objects.filter(deed="violations.campaign_noted").count() == 1


def test_the_list_asks_the_same_with_one_violation_and_with_three(
    made, clerk, violation, django_assert_num_queries
):
    clerk.get(DESK)
    with django_assert_num_queries(6):
        clerk.get(DESK)
    for _nth in range(2):
        violations.found(desks.matter(made), made.worker, made.at)
    with django_assert_num_queries(6):
        assert len(clerk.get(DESK).context["lines"]) == 3


def test_pages_of_another_project_are_not_there(made, stranger, violation):
    firm = violations.firm(made.project, made.at)
    rule = violations.rule(made.project, made.at)
    for page in (
        f"{violation.pk}/", f"{violation.pk}/talk/", f"of/{violation.case_id}/", f"homes/{made.unit.pk}/",
        f"contractors/{firm.pk}/entry/", f"versions/{rule.pk}/read/", f"estate-rules/{rule.rule_id}/version/",
    ):  # fmt: skip
        assert stranger.get(f"{DESK}{page}").status_code == 404
