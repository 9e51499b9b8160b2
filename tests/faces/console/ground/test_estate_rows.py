"""What the register of estates must tell apart, and how phases follow the milestones."""

import datetime as dt

import pytest

from anlin.ground.estate.choices import TreatmentKind, UnitStatus
from anlin.ground.estate.models import Building, Project, Space, Unit
from anlin.ground.tenure.choices import TenureRole
from anlin.ground.tenure.models import Tenure
from factories import estate, people, tenure

SEE, EDIT = "estate.see", "estate.edit"
HERE = "/console/ground/estate/"
HOMES = "/console/ground/residents/"
PEOPLE = ("tenure.see", "tenure.edit", "people.see", "people.edit")
SET = f"{HERE}milestones/"


@pytest.fixture
def desk(signed_in, yl):
    return signed_in(SEE, EDIT, *PEOPLE, project=yl)


def page(client, address=HERE):
    return client.get(address).content.decode()


def steps(client):
    """Phase and first day, as the page shows them."""
    return {str(s["title"]): s["from"] for s in client.get(HERE).context["steps"]}


def here(client):
    return next(str(s["title"]) for s in client.get(HERE).context["steps"] if s["place"] == "here")


@pytest.mark.shows("A-LIFE-03", "A-LIFE-04", "A-LIFE-05")
def test_early_begins_on_site_mid_with_the_structure_late_six_months_before_move_in(desk):
    for kind, on in (
        ("site_entry", "2025-03-01"),
        ("main_structure_start", "2025-09-15"),
        ("planned_move_in", "2027-01-31"),
        ("office_establishment", "2026-10-31"),
    ):
        desk.post(SET, {"kind": kind, "on": on})
    assert steps(desk) == {
        "早期介入": dt.date(2025, 3, 1),
        "中期介入": dt.date(2025, 9, 15),
        "后期介入": dt.date(2026, 7, 31),
        "入住期": dt.date(2026, 10, 31),
        "常规期": None,
    }


@pytest.mark.shows("A-LIFE-06")
def test_all_milestones_are_kept_and_what_is_due_6_and_3_months_before_moves_with_the_move_in(desk):
    kinds = "site_entry main_structure_start sales_start office_establishment takeover".split()
    for month, kind in enumerate((*kinds, "planned_move_in", "actual_move_in"), 1):
        desk.post(SET, {"kind": kind, "on": f"2026-0{month}-15"})
    shown = page(desk)
    assert [m for m in range(1, 8) if f"2026年{m}月15日" not in shown] == []
    for on, late, manager in (
        ("2027-01-31", dt.date(2026, 7, 31), dt.date(2026, 10, 31)),
        ("2027-06-30", dt.date(2026, 12, 30), dt.date(2027, 3, 30)),
    ):
        desk.post(SET, {"kind": "planned_move_in", "on": on})
        assert steps(desk)["后期介入"] == late
        due = {str(one.label): day for one, day in desk.get(HERE).context["deadlines"]}
        assert due == {
            "后期介入开始（入住前6个月）": late,
            "任命管理处负责人（入住前3个月）": manager,
        }
        assert f"{manager.year}年{manager.month}月{manager.day}日" in page(desk)


@pytest.mark.shows("A-LIFE-15")
def test_the_day_one_phase_ends_is_the_day_the_next_begins_until_the_office_is_established(desk):
    today = dt.date.today()
    days = {
        "site_entry": today - dt.timedelta(days=900),
        "main_structure_start": today - dt.timedelta(days=500),
        "planned_move_in": today + dt.timedelta(days=60),
    }
    for kind, on in days.items():
        desk.post(SET, {"kind": kind, "on": f"{on}"})
    assert here(desk) == "后期介入"
    desk.post(SET, {"kind": "office_establishment", "on": f"{today + dt.timedelta(days=1)}"})
    assert here(desk) == "后期介入"
    desk.post(SET, {"kind": "office_establishment", "on": f"{today}"})
    assert here(desk) == "入住期"


@pytest.mark.shows("A-EST-13")
def test_the_desk_of_homes_stays_into_the_evening_and_that_of_offices_does_not(signed_in):
    client = signed_in(SEE, EDIT)
    for code, use in (("ZZ", "commodity_housing"), ("XZ", "office")):
        new = {"code": code, "name": code, "property_type": use, "operating_mode": "self_run"}
        client.post(f"{HERE}open/", new)
    hours = {p.code: (p.desk_opens, p.desk_closes) for p in Project.objects.all()}
    assert hours == {"ZZ": (dt.time(8), dt.time(21)), "XZ": (dt.time(8, 30), dt.time(18))}


@pytest.mark.shows("A-EST-03")
@pytest.mark.parametrize(
    ("nature", "words"),
    [
        ("private", "自用部位"),
        ("common_structure", "共用部位"),
        ("common_equipment", "共用设施设备"),
    ],
)
def test_a_space_is_a_private_part_a_shared_part_or_a_shared_facility(desk, nature, words):
    new = {"kind": "storage_room", "nature": nature, "code": "S1", "name": "一号"}
    desk.post(f"{HERE}spaces/new/", new)
    assert words in page(desk, f"{HERE}spaces/{Space.objects.get().pk}/")


@pytest.mark.shows("A-EST-04")
def test_management_commercial_equipment_and_supporting_premises_are_kinds_of_their_own(desk):
    kinds = ("management_room", "commercial_room", "equipment_room", "supporting_facility")
    for kind in kinds:
        new = {"kind": kind, "nature": "common_equipment", "code": kind[:8], "name": f"名{kind}"}
        desk.post(f"{HERE}spaces/new/", new)
    listed = {
        kind: [row.kind for row, _to in desk.get(f"{HERE}spaces/?view={kind}").context["lines"]]
        for kind in kinds
    }
    assert listed == {kind: [kind] for kind in kinds}


@pytest.mark.shows("B-EST-05")
@pytest.mark.parametrize("resource", ["common_structure", "supporting_facility", "land"])
def test_each_of_five_treatments_of_house_facility_or_land_stays_in_its_history(desk, yl, resource):
    new = {"kind": resource, "nature": "common_structure", "code": "Z1", "name": "资源"}
    desk.post(f"{HERE}spaces/new/", new | {"building": estate.building(yl).pk, "condition": "渗水"})
    space = Space.objects.get()
    assert "渗水" in page(desk, f"{HERE}spaces/{space.pk}/")
    for kind in TreatmentKind:
        sent = {"kind": kind.value, "on": "2026-05-01", "words": f"记{kind.value}"}
        desk.post(f"{HERE}spaces/{space.pk}/upkeep/", sent | {"condition": "完好"})
    assert Space.objects.get().condition == "完好"
    shown = page(desk, f"{HERE}spaces/{space.pk}/")
    assert len(TreatmentKind) == 5
    missing = [k for k in TreatmentKind if f"记{k.value}" not in shown or str(k.label) not in shown]
    assert missing == []


@pytest.mark.shows("B-EST-02", "B-EST-03")
def test_one_estate_mixes_homes_villas_commerce_and_shops_unit_by_unit(desk, yl):
    uses = {
        "commodity_housing": "商品房", "resettlement_housing": "动迁房", "villa": "别墅",
        "commercial_complex": "商业综合体", "shop": "商铺",
    }  # fmt: skip
    units = estate.units(estate.entrance(estate.building(yl)), "101", "102", "103", "104", "105")
    for unit, use in zip(units, uses, strict=True):
        desk.post(f"{HERE}units/{unit.pk}/correct/", {"property_type": use, "floor": "1"})
    shown = [page(desk, f"{HERE}units/{unit.pk}/") for unit in units]
    told = [[word for word in uses.values() if word in text] for text in shown]
    assert told == [[word] for word in uses.values()]


@pytest.mark.shows("B-EST-04")
def test_a_building_keeps_storeys_and_lift_and_a_room_its_floor_and_areas(desk):
    new = {"code": "9", "name": "9栋", "property_type": "commodity_housing"}
    desk.post(f"{HERE}buildings/new/", new | {"storeys": "28", "has_lift": "on"})
    building = Building.objects.get()
    given = {"codes": "2801", "status": "sold", "since": "2024-01-02", "gross_area_m2": "92.35"}
    desk.post(f"{HERE}buildings/{building.pk}/units/", given)
    unit = Unit.objects.get()
    about = {"property_type": "commodity_housing", "floor": "28", "gross_area_m2": "92.35"}
    desk.post(f"{HERE}units/{unit.pk}/correct/", about | {"charged_area_m2": "90.10"})
    shown = page(desk, f"{HERE}units/{unit.pk}/")
    assert (building.storeys, building.has_lift) == (28, True)
    assert (unit.floor, Unit.objects.get().floor) == (28, 28)
    assert [w for w in ("92.35 ㎡", "90.10 ㎡") if w not in shown] == []
    plan = page(desk, f"{HERE}buildings/{building.pk}/")
    assert ("28 层" in plan, "有电梯" in plan) == (True, True)


@pytest.mark.shows("A-EST-11")
def test_a_unit_runs_from_unsold_to_let_and_a_move_in_counts_only_with_three_conditions(desk, yl):
    unit = estate.unit(yl, status=UnitStatus.UNSOLD)
    address = f"{HERE}units/{unit.pk}/"
    for month, step in enumerate(("sell", "hand_over", "start_decoration"), 2):
        desk.post(f"{address}step/", {"step": step, "since": f"2024-0{month}-01"})
    early = desk.post(f"{address}move-in/", {"condition": "lived_in", "on": "2024-06-01"})
    assert (early.status_code, "还缺：入住通知、入住手续" in early.content.decode()) == (422, True)
    for condition in ("notice", "formalities", "lived_in"):
        desk.post(f"{address}move-in/", {"condition": condition, "on": "2024-06-01"})
    for month, step in enumerate(("let_out", "fall_vacant"), 2):
        desk.post(f"{address}step/", {"step": step, "since": f"2025-0{month}-01"})
    stays = [stay.status for stay in desk.get(address).context["stays"]]
    life = "vacant let occupied decorating handed_over sold unsold".split()
    assert sorted(stays) == sorted(life)


@pytest.mark.shows("A-EST-08")
def test_a_vacant_unit_is_flagged_and_names_who_owes_its_fee(desk, yl):
    unit = estate.unit(yl, status=UnitStatus.VACANT)
    given = {"property_type": "commodity_housing", "vacant_fee_payer": "锦绣置业（开发商）"}
    desk.post(f"{HERE}units/{unit.pk}/correct/", given)
    shown = page(desk, f"{HERE}units/{unit.pk}/")
    assert "<dt>空置期间的物业费和水电由谁承担</dt><dd>锦绣置业（开发商）</dd>" in shown
    assert "空置" in shown
    plan = page(desk, f"{HERE}buildings/{unit.building_id}/")
    assert 'aria-label="1502 空置或未交付"' in plan


@pytest.mark.shows("B-EST-07")
def test_owner_tenant_occupant_merchant_and_visitor_stand_apart_in_one_unit_with_their_days(
    desk, yl
):
    unit = estate.unit(yl)
    roles = ("owner", "tenant", "household_member", "merchant", "visitor")
    for number, role in enumerate(roles):
        person = people.person(f"王{'甲乙丙丁戊'[number]}", f"1381234567{number}")
        tenure.holder(unit, person, role=TenureRole(role), since=dt.date(2024, 3, 1 + number))
    shown = desk.get(f"{HOMES}households/{unit.pk}/")
    holders = [(h.role.value, h.tenure.begins_on.day) for h in shown.context["holders"]]
    assert sorted(holders, key=lambda each: each[1]) == [(r, n + 1) for n, r in enumerate(roles)]
    tenant = Tenure.objects.get(role="tenant")
    desk.post(f"{HOMES}tenures/{tenant.pk}/end/", {"on": "2025-06-30", "because": "moved_out"})
    later = desk.get(f"{HOMES}households/{unit.pk}/")
    assert "tenant" not in [h.role.value for h in later.context["holders"]]
    assert "2024年3月2日 周六 – 2025年6月30日 周一" in later.content.decode()


@pytest.mark.shows("B-EST-15")
def test_representatives_of_the_owners_stand_in_a_list_of_their_own(desk, yl):
    tenure.holder(estate.unit(yl), people.person("李建国", "13900001111"))
    sent = {"name": "王芳", "phone": "13711112222", "begins_on": "2026-01-01"}
    desk.post(f"{HOMES}new/", sent | {"role": "client_representative"})
    lines = desk.get(f"{HOMES}?view=project").context["lines"]
    assert [row.role for row, _to in lines] == ["client_representative"]


@pytest.mark.shows("B-EST-13")
def test_household_economy_is_kept_for_arrears_and_read_only_with_its_right(signed_in, yl):
    person = tenure.holder(estate.unit(yl), people.person("曾丽华", "13812345678")).person
    about = f"{HOMES}people/{person.pk}/"
    client = signed_in(*PEOPLE, "people.see_economics", project=yl)
    client.post(f"{about}consent/", {"purpose": "arrears", "deed": "give", "how": "当面"})
    words = "收入下降，丈夫下岗，妻子患病，租房"
    kept = client.post(f"{about}note/", {"kind": "economics", "purpose": "arrears", "text": words})
    assert (kept.status_code, words in client.post(f"{about}notes/").content.decode()) == (
        302,
        True,
    )
    other = signed_in(*PEOPLE, "people.see_family", project=yl)
    assert words not in other.post(f"{about}notes/").content.decode()
