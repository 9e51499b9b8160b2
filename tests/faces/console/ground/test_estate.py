"""The desk `estate`: who sees which page, and what its forms do."""

import datetime as dt

import pytest

from anlin.ground.estate import queries
from anlin.ground.estate.choices import UnitStatus
from anlin.ground.estate.models import Building, Milestone, Project, Space, Unit
from factories import cases, estate, tenure

SEE, EDIT = "estate.see", "estate.edit"
HERE = "/console/ground/estate/"


@pytest.fixture
def unit(yl):
    return estate.unit(yl, gross_area_m2="92.35")


def pages(unit):
    space = estate.space(unit.project)
    return [
        HERE,
        f"{HERE}buildings/",
        f"{HERE}buildings/{unit.building_id}/",
        f"{HERE}units/{unit.pk}/",
        f"{HERE}units/{unit.pk}/panel/",
        f"{HERE}spaces/",
        f"{HERE}spaces/{space.pk}/",
    ]


def forms(unit):
    space = estate.space(unit.project, "B1-2")
    return [
        f"{HERE}profile/",
        f"{HERE}milestones/",
        f"{HERE}schedules/",
        f"{HERE}buildings/new/",
        f"{HERE}buildings/{unit.building_id}/entrances/",
        f"{HERE}buildings/{unit.building_id}/units/",
        f"{HERE}units/{unit.pk}/step/",
        f"{HERE}units/{unit.pk}/move-in/",
        f"{HERE}units/{unit.pk}/correct/",
        f"{HERE}spaces/new/",
        f"{HERE}spaces/{space.pk}/upkeep/",
    ]


def test_who_sees_the_estate_may_open_every_page_and_no_form(signed_in, unit):
    client = signed_in(SEE, project=unit.project)
    assert {client.get(page).status_code for page in pages(unit)} == {200}
    assert {client.get(form).status_code for form in forms(unit)} == {403}


def test_who_changes_the_estate_may_open_every_form(signed_in, unit):
    client = signed_in(SEE, EDIT, project=unit.project)
    assert {client.get(form).status_code for form in forms(unit)} == {200}


def test_without_the_right_nothing_opens(signed_in, unit):
    client = signed_in("cases.see")
    assert {client.get(page).status_code for page in pages(unit)} == {403}


def test_another_project_is_not_there(signed_in, unit):
    client = signed_in(SEE, EDIT, project=estate.project("JX"))
    elsewhere = [page for page in pages(unit) + forms(unit) if str(unit.pk) in page or "/1" in page]
    told = {client.get(f"{HERE}buildings/{unit.building_id}/").status_code}
    told |= {
        client.get(f"{HERE}units/{unit.pk}/{end}").status_code for end in ("", "panel/", "step/")
    }
    assert elsewhere
    assert told == {404}


@pytest.mark.parametrize("codes", [["1502"], ["1501", "1502", "1601"]])
def test_pages_ask_the_same_few_questions_however_many_units(
    signed_in, yl, codes, django_assert_num_queries
):
    entrance = estate.entrance(estate.building(yl))
    [*_others, unit] = estate.units(entrance, *codes)
    client = signed_in(SEE, project=yl)
    for page, count in (
        (HERE, 6),
        (f"{HERE}buildings/", 4),
        (f"{HERE}buildings/{unit.building_id}/", 4),
        (f"{HERE}units/{unit.pk}/", 5),
    ):
        with django_assert_num_queries(count):
            client.get(page)


@pytest.mark.shows("A-EST-01")
def test_the_profile_shows_its_ten_attributes_and_can_be_mended(signed_in, yl):
    client = signed_in(SEE, EDIT, project=yl)
    typed = {
        "name": "云栖里",
        "property_type": "commodity_housing",
        "operating_mode": "entrusted",
        "location": "望江路 18 号",
        "land_area_m2": "52300",
        "gross_floor_area_m2": "186400",
        "green_area_m2": "18800",
        "handover_on": "2020-05-01",
        "unit_types": "两室、三室",
        "household_count": "1286",
        "parking_count": "1402",
        "shared_facilities": "游泳池、会所",
        "equipment_summary": "电梯 24 部",
    }
    assert client.post(f"{HERE}profile/", typed).status_code == 302
    text = client.get(HERE).content.decode()
    shown = ["望江路 18 号", "52,300.00 ㎡", "186,400.00 ㎡", "18,800.00 ㎡", "2020年5月1日 周五"]
    shown += ["两室、三室", "1286", "1402", "游泳池、会所", "电梯 24 部"]
    assert [words for words in shown if words not in text] == []


@pytest.mark.shows("A-LIFE-01", "A-LIFE-02")
def test_a_milestone_moves_the_phase_at_once(signed_in, yl):
    client = signed_in(SEE, EDIT, project=yl)
    assert "尚未开始" in client.get(HERE).content.decode()
    client.post(f"{HERE}milestones/", {"kind": "site_entry", "on": "2020-01-01", "is_actual": "on"})
    text = client.get(HERE).content.decode()
    assert '<li class="here" aria-current="step">早期介入' in text
    assert "中期介入" in text
    phases = [str(step["title"]) for step in client.get(HERE).context["steps"]]
    assert phases == ["早期介入", "中期介入", "后期介入", "入住期", "常规期"]
    client.post(f"{HERE}milestones/", {"kind": "office_establishment", "on": "2020-06-01"})
    assert '<li class="here" aria-current="step">入住期' in client.get(HERE).content.decode()
    client.post(f"{HERE}milestones/", {"kind": "routine_start", "on": "2021-01-01"})
    assert '<li class="here" aria-current="step">常规期' in client.get(HERE).content.decode()


def test_milestones_the_wrong_way_round_are_refused_and_the_words_kept(signed_in, yl):
    client = signed_in(SEE, EDIT, project=yl)
    client.post(f"{HERE}milestones/", {"kind": "site_entry", "on": "2024-01-01"})
    answer = client.post(f"{HERE}milestones/", {"kind": "main_structure_start", "on": "2023-01-01"})
    assert answer.status_code == 422
    assert 'value="2023-01-01"' in answer.content.decode()
    assert Milestone.objects.count() == 1


def test_a_schedule_of_the_developer_becomes_the_next_version(signed_in, yl):
    client = signed_in(SEE, EDIT, project=yl)
    for lines in ("3栋封顶 2026-03-01", "3栋封顶 2026-04-01 2026-04-20\n4栋封顶，2026-05-01"):
        sent = {"kind": "construction", "lines": lines}
        assert client.post(f"{HERE}schedules/", sent).status_code == 302
    text = client.get(HERE).content.decode()
    assert "第 2 版" in text
    assert "4栋封顶" in text
    wrong = client.post(f"{HERE}schedules/", {"kind": "sales", "lines": "开盘 三月"})
    assert (wrong.status_code, "开盘 三月" in wrong.content.decode()) == (422, True)


@pytest.mark.shows("B-EST-01")
def test_a_building_gets_entrances_and_units_by_forms(signed_in, yl):
    client = signed_in(SEE, EDIT, project=yl)
    new = {"code": "5", "name": "5栋", "property_type": "commodity_housing", "storeys": "18"}
    client.post(f"{HERE}buildings/new/", new)
    building = Building.objects.get()
    client.post(f"{HERE}buildings/{building.pk}/entrances/", {"code": "1", "name": "1单元"})
    entrance = building.entrances.get()
    sent = {"codes": "101-1802 商铺1", "status": "occupied", "since": "2024-01-02"}
    sent |= {"entrance": entrance.pk, "gross_area_m2": "92.35"}
    answer = client.post(f"{HERE}buildings/{building.pk}/units/", sent)
    assert answer.status_code == 302
    assert Unit.objects.count() == 37
    top = Unit.objects.get(code="1802")
    assert (top.address, top.floor, top.entrance) == ("5栋1单元1802", 18, entrance)


@pytest.mark.shows("B-EST-01")
def test_one_installation_keeps_several_estates_each_with_its_own_buildings_and_rooms(signed_in):
    units = [estate.unit(estate.project(code, name=code)) for code in ("YL", "JX")]
    for unit in units:
        client = signed_in(SEE, project=unit.project)
        lines = client.get(f"{HERE}buildings/").context["lines"]
        assert [building for building, _to in lines] == [unit.building]
        seen = [client.get(f"{HERE}units/{each.pk}/").status_code for each in units]
        assert seen == [200 if each == unit else 404 for each in units]


def test_a_code_that_is_taken_adds_no_unit_and_keeps_the_words(signed_in, unit):
    client = signed_in(SEE, EDIT, project=unit.project)
    sent = {"entrance": unit.entrance_id, "codes": "1501 1502", "status": "occupied"}
    answer = client.post(
        f"{HERE}buildings/{unit.building_id}/units/", {**sent, "since": "2024-01-02"}
    )
    assert answer.status_code == 422
    assert "1501 1502</textarea>" in answer.content.decode()
    assert Unit.objects.count() == 1


def test_a_move_in_counts_only_with_its_three_conditions(signed_in, yl):
    unit = estate.unit(yl, status=UnitStatus.HANDED_OVER)
    client = signed_in(SEE, EDIT, project=yl)
    move_in = f"{HERE}units/{unit.pk}/move-in/"
    refused = client.post(move_in, {"condition": "lived_in", "on": "2024-03-01"})
    assert refused.status_code == 422
    assert "还缺：入住通知、入住手续" in refused.content.decode()
    for condition in ("notice", "formalities", "lived_in"):
        sent = {"condition": condition, "on": "2024-03-01"}
        assert client.post(move_in, sent).status_code == 302
    client.post(f"{HERE}units/{unit.pk}/step/", {"step": "fall_vacant", "since": "2025-01-01"})
    unit.refresh_from_db()
    assert unit.status == UnitStatus.VACANT
    page = client.get(f"{HERE}units/{unit.pk}/").content.decode()
    assert [word for word in ("已接房", "已入住", "空置") if word not in page] == []


def test_a_step_that_is_not_in_the_life_of_a_unit_is_refused(signed_in, unit):
    client = signed_in(SEE, EDIT, project=unit.project)
    sent = {"step": "sell", "since": "2026-01-01", "why": "换房"}
    answer = client.post(f"{HERE}units/{unit.pk}/step/", sent)
    assert (answer.status_code, "换房" in answer.content.decode()) == (422, True)


def test_a_space_is_registered_by_kind_and_its_upkeep_kept(signed_in, unit):
    client = signed_in(SEE, EDIT, project=unit.project)
    new = {"kind": "equipment_room", "nature": "common_equipment", "code": "B1-3", "name": "水泵房"}
    assert client.post(f"{HERE}spaces/new/", new).status_code == 302
    space = Space.objects.get()
    client.post(
        f"{HERE}spaces/{space.pk}/upkeep/",
        {"kind": "repair", "on": "2026-05-01", "words": "更换止回阀"},
    )
    page = client.get(f"{HERE}spaces/{space.pk}/").content.decode()
    assert [w for w in ("水泵房", "共用设施设备", "更换止回阀") if w not in page] == []
    assert "水泵房" in client.get(f"{HERE}spaces/?view=equipment_room").content.decode()
    assert "水泵房" not in client.get(f"{HERE}spaces/?view=land").content.decode()


def test_a_space_for_a_unit_that_is_not_there_is_refused(signed_in, unit):
    client = signed_in(SEE, EDIT, project=unit.project)
    new = {"kind": "parking_space", "nature": "private", "code": "A1", "name": "A1"}
    answer = client.post(f"{HERE}spaces/new/", {**new, "serves": "9-9-9999"})
    assert (answer.status_code, Space.objects.count()) == (422, 0)


def test_the_plan_shows_floors_from_the_top_and_is_coloured_by_words(signed_in, yl):
    entrance = estate.entrance(estate.building(yl))
    estate.units(entrance, "101", "201")
    estate.units(entrance, "202", status=UnitStatus.VACANT)
    client = signed_in(SEE, project=yl)
    text = client.get(f"{HERE}buildings/{entrance.building_id}/").content.decode()
    assert text.index(">201<") < text.index(">101<")
    assert 'aria-label="202 空置或未交付"' in text
    assert 'aria-label="101 有人居住"' in text


@pytest.mark.parametrize(("count", "words"), [(0, "没有未了"), (1, "1 件"), (4, "3 件及以上")])
def test_the_plan_reads_open_matters(signed_in, unit, noon, count, words):
    for _ in range(count):
        cases.opened(unit.project, noon, unit=unit)
    client = signed_in(SEE, "cases.see", project=unit.project)
    address = f"{HERE}buildings/{unit.building_id}/?reading=open_matters"
    assert f'aria-label="1502 {words}"' in client.get(address).content.decode()


def test_vacancy_is_read_by_its_length(signed_in, yl, noon):
    unit = estate.unit(yl, status=UnitStatus.VACANT)
    client = signed_in(SEE, project=yl)
    address = f"{HERE}buildings/{unit.building_id}/?reading=vacancy"
    assert 'aria-label="1502 空置一年以上"' in client.get(address).content.decode()


def test_the_panel_at_the_side_masks_whoever_lives_there(signed_in, unit, noon):
    tenure.holder(unit)
    cases.opened(unit.project, noon, unit=unit)
    client = signed_in(SEE, "tenure.see", "cases.see", project=unit.project)
    text = client.get(
        f"{HERE}units/{unit.pk}/panel/",
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    ).content.decode()
    assert "曾**" in text
    assert "曾丽华" not in text
    assert "<html" not in text


def test_panels_need_the_right_of_what_they_show(signed_in, unit):
    client = signed_in(SEE, project=unit.project)
    assert client.get(f"{HERE}units/{unit.pk}/holders/").status_code == 403
    assert client.get(f"{HERE}units/{unit.pk}/matters/").status_code == 403


def test_a_project_is_opened_long_before_it_has_a_unit(signed_in):
    client = signed_in(SEE, EDIT)
    new = {"code": "XH", "name": "西湖一号", "property_type": "villa", "operating_mode": "self_run"}
    assert client.post(f"{HERE}open/", new).status_code == 302
    assert Project.objects.get().desk_closes == dt.time(21)
    assert queries.buildings_of(Project.objects.get().pk).count() == 0


def test_opening_projects_is_a_matter_of_the_company(signed_in, yl):
    assert signed_in(SEE, EDIT, project=yl).get(f"{HERE}open/").status_code == 403
