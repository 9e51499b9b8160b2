"""Around the work: the catalogue it is raised from, the crew, those who go ahead, watch, are told."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from anlin.config import data
from anlin.foundation.audit import api as audit
from anlin.ground.estate.choices import Nature, SpaceKind
from anlin.ground.workforce.models import Staff
from anlin.instruments.correspondence.models import Message
from anlin.kernel.actors import system
from anlin.trades.workorders import actions
from anlin.trades.workorders.choices import OrderState
from anlin.trades.workorders.models import Fault, WorkOrder
from factories import cases, desks, estate, tenure, workforce
from factories import people as person_factory

LIST = "/console/trades/workorders/"
BY = system("tests")
DAY = dt.timedelta(days=1)


@pytest.fixture
def catalogue(made):
    lines = data.read("workorders")["faults"]
    actions.adopt_catalogue(faults=lines, by=BY, at=made.at)
    return {fault.code: fault for fault in Fault.objects.all()}


@pytest.fixture
def engineer(made):
    client = Client(headers={"accept-language": "zh-CN"})
    staff = desks.employee("王工", "wanggong", "engineering_supervisor", made=made)
    workforce.granted(
        staff, workforce.role("catalogue", "workorders.arrange", at=made.at), at=made.at
    )
    client.force_login(staff.account)
    return client


def post(client, order, step, **given):
    return client.post(f"{LIST}{order.pk}/{step}/", given)


def page(client, order, part=""):
    return client.get(f"{LIST}{order.pk}/{part}").content.decode()


def raise_by_form(client, **given):
    client.post(f"{LIST}new/", {"source": "patrol", "urgency": "ordinary"} | given)
    return WorkOrder.objects.latest("id")


def finished(made, technician, order):
    for step in ("accept", "arrive"):
        post(technician, order, step)
    post(technician, order, "finish", finding="防水层老化", method="重做防水")
    order.refresh_from_db()
    return order


def major_defect(made, technician):
    order = desks.order(made, title="屋面渗漏", to=made.worker)
    WorkOrder.objects.filter(pk=order.pk).update(repair_class="major_defect")
    order.refresh_from_db()
    return finished(made, technician, order)


@pytest.mark.shows("B-REP-07", "B-REP-20")
def test_a_fault_of_the_catalogue_brings_its_response_class_and_standard_to_the_order(
    made, clerk, catalogue
):
    burst = catalogue["pipe-burst"]
    form = clerk.get(f"{LIST}new/?fault=pipe-burst").context["form"]
    order = raise_by_form(clerk, fault=burst.pk, urgency=form.initial["urgency"], place="3栋地下室")
    shown = page(clerk, order)
    assert (order.repair_class, order.urgency, order.trade, order.part_kind) == (
        "utilities",
        "urgent",
        "water",
        "shared_part",
    )
    assert ("立即关闭就近阀门" in shown, burst.standard in shown) == (True, True)
    assert [fault.code for fault in catalogue.values() if not fault.procedure] == []


@pytest.mark.shows("B-REP-24")
@pytest.mark.parametrize("code", ["lamp-replacement", "ac-filter", "lubrication"])
def test_lamps_filters_and_lubrication_are_templates_that_an_order_is_raised_from(
    made, clerk, catalogue, code
):
    assert catalogue[code].name in clerk.get(f"{LIST}catalogue/").content.decode()
    given = clerk.get(f"{LIST}new/?fault={code}").context["form"].initial
    order = raise_by_form(clerk, **{k: v for k, v in given.items() if v})
    assert (order.title, order.source, order.description) == (
        catalogue[code].name,
        "plan",
        catalogue[code].procedure,
    )


@pytest.mark.shows("B-REP-18")
def test_the_catalogue_tags_the_faults_of_the_season_that_it_is(made, engineer, catalogue):
    month, other = str(timezone.localdate().month), str((timezone.localdate().month + 5) % 12 + 1)
    for code, begins in (("heating-cold", month), ("roof-leak", other)):
        form = engineer.get(f"{LIST}catalogue/{code}/").context["form"].initial
        given = {k: v for k, v in form.items() if v not in (None, "")}
        season = {"season_from": begins, "season_until": begins}
        engineer.post(f"{LIST}catalogue/{code}/", given | season)
    sections = engineer.get(f"{LIST}catalogue/").context["sections"]
    in_season = {
        line["fault"].code: line["is_in_season"] for _k, lines in sections for line in lines
    }
    assert (in_season["heating-cold"], in_season["roof-leak"]) == (True, False)


def test_whoever_may_not_arrange_changes_nothing_in_the_catalogue(made, clerk, catalogue):
    assert clerk.get(f"{LIST}catalogue/roof-leak/").status_code == 403
    assert clerk.post(f"{LIST}catalogue/roof-leak/", {"name": "x"}).status_code == 403
    assert Fault.objects.get(code="roof-leak").name == catalogue["roof-leak"].name


@pytest.mark.shows("B-REP-06")
def test_an_order_comes_from_a_residents_report_or_from_a_patrol(made, clerk):
    case = cases.sorted_(desks.matter(made), made.at)
    given = {"department": made.department.pk, "with_order": "on"}
    clerk.post(f"/console/trades/cases/{case.pk}/pass_on/", given)
    reported = WorkOrder.objects.get(errands__case=case)
    found = raise_by_form(clerk, title="楼道灯不亮", place="3栋2单元")
    shown = [page(clerk, order) for order in (reported, found)]
    assert (reported.source, found.source) == ("report", "patrol")
    assert ["巡查发现" in text for text in shown] == [False, True]


@pytest.mark.shows("B-REP-05")
@pytest.mark.parametrize("code", ["lift-entrapment", "lift-stopped", "power-cut-building"])
def test_a_failed_facility_is_an_emergency_that_begins_at_once(made, clerk, catalogue, code):
    facility = estate.space(
        made.project, "P1", kind=SpaceKind.COMMON_EQUIPMENT, nature=Nature.COMMON_EQUIPMENT
    )
    proposed = clerk.get(f"{LIST}new/?fault={code}").context["form"].initial
    given = {name: value for name, value in proposed.items() if value}
    order = raise_by_form(clerk, **given | {"space": facility.pk})
    assert (order.urgency, order.part_kind) == ("urgent", "equipment")
    assert order.begin_by - order.raised_at == dt.timedelta(minutes=30)
    assert "到场时限" in page(clerk, order)


@pytest.mark.shows("A-REP-11", "B-REP-27")
def test_a_repair_is_of_a_shared_part_equipment_a_facility_or_inside_a_home(made, clerk):
    places = {
        "shared_part": (SpaceKind.COMMON_STRUCTURE, Nature.COMMON_STRUCTURE),
        "equipment": (SpaceKind.COMMON_EQUIPMENT, Nature.COMMON_EQUIPMENT),
        "facility": (SpaceKind.SUPPORTING_FACILITY, Nature.COMMON_EQUIPMENT),
    }
    kinds = {}
    for kind, (space_kind, nature) in places.items():
        space = estate.space(made.project, kind, kind=space_kind, nature=nature)
        kinds[kind] = raise_by_form(clerk, title="修理", space=space.pk)
    kinds["in_home"] = raise_by_form(clerk, title="修理", unit="3-2-1502")
    assert {kind: order.part_kind for kind, order in kinds.items()} == {k: k for k in kinds}
    shown = {
        kind: "共用部分：已含在物业服务内" in page(clerk, order) for kind, order in kinds.items()
    }
    assert shown == {"shared_part": True, "equipment": True, "facility": True, "in_home": False}
    assert "特约服务" in page(clerk, kinds["in_home"])


@pytest.mark.shows("B-REP-22")
def test_only_people_with_the_skill_are_offered_and_dispatched(made, clerk, catalogue):
    able = desks.employee("赵师傅", "zhaoshifu", "squad_leader", made=made)
    Staff.objects.filter(pk=able.pk).update(skills="电梯,水电")
    order = raise_by_form(clerk, fault=catalogue["lift-stopped"].pk)
    offered = clerk.get(f"{LIST}{order.pk}/assign/").context["form"].fields["to"].queryset
    assert list(offered) == [able]
    assert post(clerk, order, "assign", to=made.worker.pk).status_code == 422
    post(clerk, order, "assign", to=able.pk)
    order.refresh_from_db()
    assert order.assignee == able


@pytest.mark.shows("A-REP-07")
def test_a_repaired_major_defect_is_watched_by_a_named_person_with_a_special_record(
    made, clerk, technician
):
    order = major_defect(made, technician)
    today = timezone.localdate()
    given = {"staff": made.worker.pk, "every_days": "14", "begins_on": f"{today}"}
    post(clerk, order, "watch", **given)
    post(technician, order, "visit", kind="watch", effect="顶板干燥，无新水渍", is_holding="yes")
    visit = order.visits.get()
    assert (order.watch.staff, order.watch.every_days) == (made.worker, 14)
    order.watch.refresh_from_db()
    assert (visit.visitor, order.watch.next_on) == (made.worker, today + 14 * DAY)
    record = page(clerk, order, "record/")
    assert ("顶板干燥，无新水渍" in record, "李师傅" in record, "效果良好" in record) == (True,) * 3
    assert order.number in clerk.get(f"{LIST}?view=watched").content.decode()


def test_a_minor_repair_is_not_watched(made, clerk, technician):
    order = finished(made, technician, desks.order(made, to=made.worker))
    given = {"staff": made.worker.pk, "every_days": "14", "begins_on": f"{timezone.localdate()}"}
    assert post(clerk, order, "watch", **given).status_code == 422
    assert not hasattr(WorkOrder.objects.get(pk=order.pk), "watch")


@pytest.mark.shows("A-REP-08")
def test_a_remaining_defect_goes_back_to_the_worker_at_once_with_a_special_visit_in_24_hours(
    made, clerk, technician
):
    order = finished(made, technician, desks.order(made, to=made.worker))
    post(clerk, order, "send_back", why="还在渗水")
    order.refresh_from_db()
    within = order.special_visit_by - order.assigned_at
    assert (order.state, order.assignee, within) == (OrderState.ASSIGNED, made.worker, DAY)
    assert order.number in clerk.get(f"{LIST}?view=visits").content.decode()
    post(clerk, order, "visit", kind="special", effect="接口处仍有水迹，已约返修", is_holding="no")
    order.refresh_from_db()
    assert order.special_visit_at is not None
    assert order.number not in clerk.get(f"{LIST}?view=visits").content.decode()


@pytest.mark.shows("A-REP-16")
def test_an_ordinary_problem_goes_by_telephone_and_a_serious_one_on_a_numbered_transfer_form(
    made, clerk
):
    order = desks.order(made, to=made.worker)
    technical = workforce.department("technical", at=made.at, name="技术部")
    for grade in ("ordinary", "serious"):
        given = {"department": technical.pk, "grade": grade, "words": "主机需厂家处理"}
        post(clerk, order, "transfer", **given)
    by_phone, by_form = order.transfers.order_by("id")
    record = page(clerk, order, "record/")
    assert (by_phone.form_number, by_form.form_number[:3]) == ("", "GZ-")
    assert ("故障转呈单 " + by_form.form_number in record, "技术部" in record) == (True, True)


@pytest.mark.shows("B-REP-13")
def test_the_crew_page_says_who_is_busy_where_until_when_and_what_the_radio_said(
    made, clerk, technician
):
    order = desks.order(made, to=made.worker)
    until = timezone.localtime() + dt.timedelta(hours=2)
    post(technician, order, "accept", expected_until=f"{until:%Y-%m-%dT%H:%M}")
    post(technician, order, "arrive")
    post(clerk, order, "contact", how="radio", words="还要半小时，缺一个弯头")
    [line] = [
        x for x in clerk.get(f"{LIST}crew/").context["lines"] if x["one"].staff == made.worker
    ]
    assert (line["one"].working_on, line["where"]) == (order, "3栋2单元1502")
    assert f"{line['one'].free_at:%H:%M}" == f"{until.astimezone(dt.UTC):%H:%M}"
    assert "还要半小时，缺一个弯头" in clerk.get(f"{LIST}crew/").content.decode()


@pytest.mark.shows("B-REP-25")
def test_a_repair_of_a_shared_part_asks_to_tell_those_affected_and_tells_them(made, clerk):
    tenant = person_factory.person("冯静", "13900004321")
    tenure.holder(made.unit, tenant, role="tenant")
    riser = estate.space(
        made.project, "R1", kind=SpaceKind.COMMON_STRUCTURE, nature=Nature.COMMON_STRUCTURE
    )
    order = raise_by_form(clerk, title="更换供水立管", space=riser.pk)
    assert "尚未通知" in page(clerk, order, "record/")
    given = {"building": made.unit.building_id, "title": "停水通知", "words": "今天14点至17点停水"}
    post(clerk, order, "tell", **given)
    told = Message.objects.filter(title="停水通知").values_list("person", flat=True)
    assert set(told) == {made.person.pk, tenant.pk}
    assert "已通知 2 人" in page(clerk, order, "record/")


@pytest.mark.shows("B-REP-26")
def test_damage_after_the_works_stands_on_the_order_with_the_insurers_claim(made, clerk):
    order = desks.order(made, to=made.worker)
    given = {"words": "地板泡水翘起", "insurer": "人保财险", "claim_number": "PICC-2026-118"}
    post(clerk, order, "damage", **given)
    record = page(clerk, order, "record/")
    assert [text in record for text in given.values()] == [True] * 3


@pytest.mark.shows("A-REP-13")
def test_the_repairs_of_a_home_stand_in_its_file(made, clerk, technician):
    order = finished(made, technician, desks.order(made, to=made.worker))
    file = f"/console/ground/residents/households/{made.unit.pk}/"
    repairs = f"{LIST}of-unit/{made.unit.pk}/"
    assert repairs in clerk.get(file).content.decode()
    shown = clerk.get(repairs).content.decode()
    wanted = (order.number, "李师傅", "防水层老化", "重做防水")
    assert [text for text in wanted if text not in shown] == []


@pytest.mark.shows("B-REP-12")
def test_every_step_of_a_repair_stands_on_its_page_and_no_line_of_the_trail_can_be_changed(
    made, clerk, technician
):
    order = finished(made, technician, desks.order(made, to=made.worker))
    post(clerk, order, "pass", grade="4")
    told = [line["what"] for line in clerk.get(f"{LIST}{order.pk}/").context["story"]]
    steps = "raised assigned accepted arrived finished passed".split()
    assert told == [audit.sentence(f"workorders.{step}") for step in steps]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET deed = 'x'")
    assert len(clerk.get(f"{LIST}{order.pk}/").context["story"]) == 6


@pytest.mark.shows("B-REP-17")
def test_whoever_was_repaired_for_today_is_listed_until_called_back_before_the_desk_closes(
    made, clerk, technician
):
    case = cases.sorted_(desks.matter(made), made.at)
    address = f"/console/trades/cases/{case.pk}/"
    given = {"department": made.department.pk, "with_order": "on", "worker": made.worker.pk}
    clerk.post(f"{address}pass_on/", given)
    listed = "/console/trades/cases/?view=call_back"
    assert case.number not in clerk.get(listed).content.decode()
    finished(made, technician, WorkOrder.objects.get())
    shown = clerk.get(listed).content.decode()
    assert (case.number in shown, f"{made.project.desk_closes:%H:%M}" in shown) == (True, True)
    clerk.post(f"{address}answer/", {"channel": case.channel_id, "words": "已修好"})
    clerk.post(
        f"{address}follow_up/", {"method": "phone", "is_satisfied": "yes", "rhythm": "occasional"}
    )
    assert case.number not in clerk.get(listed).content.decode()


def test_nothing_around_an_order_is_open_to_somebody_of_another_project(made, stranger):
    order = desks.order(made)
    parts = "record contact next send_ahead relay visit watch end_watch tell transfer damage"
    answers = [stranger.get(f"{LIST}{order.pk}/{part}/").status_code for part in parts.split()]
    assert set(answers) <= {403, 404}


@pytest.mark.parametrize("times", [1, 3])
def test_the_record_of_an_order_costs_the_same_however_much_stands_in_it(
    made, clerk, times, django_assert_max_num_queries
):
    order = desks.order(made, to=made.worker)
    for number in range(times):
        post(clerk, order, "contact", how="radio", words=f"第{number}次")
        post(clerk, order, "damage", words=f"第{number}处")
    with django_assert_max_num_queries(12):
        assert page(clerk, order, "record/").count("第") == 2 * times
