"""A roster of owners read in: as offices write them."""

import datetime as dt
import io
from decimal import Decimal

import pytest
import xlsxwriter

from anlin.foundation.intake import api as intake
from anlin.ground.estate.models import Building, Entrance, Space, Unit, UnitStay
from anlin.ground.people.models import ContactPoint, Person
from anlin.ground.tenure import actions, queries
from anlin.ground.tenure.choices import EndedBecause, TenureRole
from anlin.ground.tenure.errors import RosterTouched, RowsRefused, TransferNeeded
from anlin.ground.tenure.models import Tenure
from anlin.instruments.correspondence import actions as correspondence
from anlin.instruments.correspondence.choices import Channel
from anlin.kernel.actors import system
from anlin.kernel.errors import NotAllowed
from factories import actors, documents, estate, people

pytestmark = pytest.mark.django_db
BY = system("tests")
HEADINGS = ["楼栋", "单元", "房号", "业主姓名", "联系电话", "建筑面积(㎡)", "车位号"]
TWO_HOMES = [
    ["3栋", "2单元", 1502, "张三、李四", "138 1234 5678/139-0000-1111", 89.5, "A-12"],
    ["", "", "1503", "王芳", "１３７１２３４５６７８", "102.33㎡", ""],
]


def workbook(rows, headings=HEADINGS, title="玉兰苑业主花名册"):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, len(headings) - 1, title)
        for place, row in enumerate([headings, *rows], start=2):
            sheet.write_row(place, 0, row)
    return out.getvalue()


def previewed(project, at, rows, **more):
    return actions.preview_roster(
        data=workbook(rows, **more), file_name="花名册.xlsx", project=project, by=BY, at=at
    )


def applied(project, at, rows, *, only_good=False, **more):
    batch = previewed(project, at, rows, **more)
    actions.apply_roster(batch=batch, only_good=only_good, by=BY, at=at)
    return batch


def outcomes(batch):
    rows = batch.rows.order_by("row_number")
    return [(row.row_number, row.outcome) for row in rows]


def counts():
    models = (Building, Entrance, Unit, UnitStay, Person, ContactPoint, Tenure, Space)
    return tuple(model.objects.count() for model in models)


@pytest.mark.shows("B-EST-01")
def test_a_roster_makes_buildings_entrances_units_people_and_their_shares(noon):
    applied(estate.project(), noon, TWO_HOMES)

    assert counts() == (1, 1, 2, 2, 3, 3, 3, 1)
    held = [
        (
            holder.tenure.unit.address,
            holder.card.masked_name,
            holder.card.masked_phone,
            holder.share,
        )
        for unit in Unit.objects.order_by("code")
        for holder in queries.holders(unit.pk, noon.date())
    ]
    assert held == [
        ("3栋2单元1502", "张*", "138****5678", "50%"),
        ("3栋2单元1502", "李*", "139****1111", "50%"),
        ("3栋2单元1503", "王*", "137****5678", ""),
    ]
    areas = Unit.objects.order_by("code").values_list("gross_area_m2", "charged_area_m2")
    assert list(areas) == [(Decimal("89.50"),) * 2, (Decimal("102.33"),) * 2]


def test_looking_at_a_roster_writes_nothing_but_the_preview(noon):
    batch = previewed(estate.project(), noon, TWO_HOMES)

    assert outcomes(batch) == [(4, "created"), (5, "created")]
    assert counts() == (0,) * 8


def test_the_same_roster_again_changes_nothing(noon):
    project = estate.project()
    applied(project, noon, TWO_HOMES)
    before = counts()

    again = applied(project, noon, TWO_HOMES)

    assert outcomes(again) == [(4, "unchanged"), (5, "unchanged")]
    assert counts() == before


def test_new_areas_and_phones_are_taken_over(noon):
    project = estate.project()
    applied(project, noon, TWO_HOMES)

    again = applied(
        project, noon, [[*TWO_HOMES[0][:4], "13812345678、13900001112", 90, ""], TWO_HOMES[1]]
    )

    assert outcomes(again) == [(4, "updated"), (5, "unchanged")]
    assert Unit.objects.get(code="1502").charged_area_m2 == 90
    assert ContactPoint.objects.count() == 4


def test_other_owners_need_a_transfer(noon):
    project = estate.project()
    applied(project, noon, TWO_HOMES)
    before = counts()

    again = previewed(project, noon, [["3栋", "2单元", "1503", "赵六", "", "", ""]])

    [row] = again.rows.all()
    assert (row.outcome, row.reason) == ("refused", str(TransferNeeded()))
    with pytest.raises(RowsRefused):
        actions.apply_roster(batch=again, only_good=False, by=BY, at=noon)
    assert counts() == before


def test_good_rows_go_in_and_the_others_come_back_to_be_mended(noon):
    bad = [
        ["3栋", "2单元", "1504", "周七", "1381234567", 80, ""],
        ["", "", "1505", "吴八", "", "八十平", ""],
    ]

    batch = applied(estate.project(), noon, [*TWO_HOMES, *bad], only_good=True)

    assert outcomes(batch) == [(4, "created"), (5, "created"), (6, "refused"), (7, "refused")]
    assert batch.counts == {"created": 2, "updated": 0, "unchanged": 0, "refused": 2}
    mended = io.BytesIO(actions.errors_of_roster(batch=batch, by=BY))
    table = intake.read_table(mended, wanted={"room": ("房号",), "owner": ("业主姓名",)})
    assert [row.text("owner") for row in table.rows] == ["周七", "吴八"]


def test_all_or_nothing_is_nothing_when_a_row_is_bad(noon):
    batch = previewed(estate.project(), noon, [*TWO_HOMES, ["", "", "1504", "周七", "12", 80, ""]])

    with pytest.raises(RowsRefused):
        actions.apply_roster(batch=batch, only_good=False, by=BY, at=noon)

    batch.refresh_from_db()
    assert (counts(), batch.state) == ((0,) * 8, intake.State.PREVIEWED)


def test_what_nothing_depends_on_can_be_undone(noon):
    batch = applied(estate.project(), noon, TWO_HOMES)

    actions.undo_roster(batch=batch, by=BY, at=noon)

    assert (counts(), batch.state) == ((0,) * 8, intake.State.UNDONE)


def test_undoing_a_change_brings_the_old_area_back(noon):
    project = estate.project()
    applied(project, noon, TWO_HOMES)
    second = applied(project, noon, [["3栋", "2单元", "1503", "王芳", "13700000000", 99, ""]])

    actions.undo_roster(batch=second, by=BY, at=noon)

    unit = Unit.objects.get(code="1503")
    assert (unit.gross_area_m2, unit.charged_area_m2) == (Decimal("102.33"),) * 2
    assert ContactPoint.objects.count() == 3


def test_an_import_that_life_went_on_from_is_not_undone(noon):
    batch = applied(estate.project(), noon, TWO_HOMES)
    before = counts()
    tenure = Tenure.objects.get(unit__code="1503")
    tomorrow = noon.date() + dt.timedelta(days=1)
    actions.end(tenure=tenure, on=tomorrow, because=EndedBecause.MISTAKE, by=BY, at=noon)

    with pytest.raises(RosterTouched, match="1503"):
        actions.undo_roster(batch=batch, by=BY, at=noon)

    assert counts() == before


@pytest.mark.parametrize("made", [Unit, Person, Tenure])
def test_an_import_that_a_document_is_about_is_not_undone(noon, made):
    batch = applied(estate.project(), noon, TWO_HOMES)
    before = counts()
    documents.keep(at=noon, subject=made.objects.first().subject)

    with pytest.raises(RosterTouched):
        actions.undo_roster(batch=batch, by=BY, at=noon)

    assert (counts(), intake.Batch.objects.get().state) == (before, intake.State.APPLIED)


def test_an_import_that_a_letter_is_about_is_not_undone(noon):
    batch = applied(estate.project(), noon, TWO_HOMES)
    unit, neighbour = Unit.objects.get(code="1503"), people.person("赵远")
    letter = {"title": "通知", "body": "……", "project_id": unit.project_id}
    channels = [Channel.IN_PROGRAM]
    correspondence.send(
        person=neighbour, subject=unit.subject, channels=channels, **letter, by=BY, at=noon
    )

    with pytest.raises(RosterTouched, match="1503"):
        actions.undo_roster(batch=batch, by=BY, at=noon)


def test_a_room_left_empty_belongs_to_the_row_above(noon):
    headings = [*HEADINGS[:5], "与业主关系"]
    rows = [
        ["3#", "", "1502", "张三", "13812345678", "业主"],
        ["", "", "", "李四", "", "共有人"],
        ["", "", "", "张小三", "", "子女"],
        ["", "", "", "钱七", "", "租户"],
        ["合计", "", "", "4人", "", ""],
    ]

    applied(estate.project(), noon, rows, headings=headings)

    [unit] = Unit.objects.all()
    holders = queries.holders(unit.pk, noon.date())
    assert [(h.role, h.share) for h in holders] == [
        (TenureRole.OWNER, "50%"),
        (TenureRole.OWNER, "50%"),
        (TenureRole.TENANT, ""),
        (TenureRole.HOUSEHOLD_MEMBER, ""),
    ]


def test_a_room_said_twice_is_once_or_a_contradiction(noon):
    rows = [TWO_HOMES[0], TWO_HOMES[0], ["3栋", "2单元", "1502", "孙八", "", "", ""]]

    batch = applied(estate.project(), noon, rows, only_good=True)

    assert outcomes(batch) == [(4, "created"), (5, "unchanged"), (6, "refused")]
    assert Unit.objects.count() == 1


def test_the_same_name_and_phone_is_the_same_person(noon):
    rows = [["3栋", "", str(room), "张三", "13812345678", "", ""] for room in (101, 102)]

    applied(estate.project(), noon, rows)

    assert (Person.objects.count(), Tenure.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "headings",
    [
        ["幢", "单元室", "产权人", "手机", "建面"],
        ["楼号", "房间号", "房主", "电话", "面积（㎡）"],
        ["楼栋号", "房屋编号", "业主", "联系方式", "建筑面积"],
    ],
)
def test_headings_are_known_in_many_wordings(headings, noon):
    applied(estate.project(), noon, [["3", "2-1502", "张三", "13812345678", 89]], headings=headings)

    [unit] = Unit.objects.all()
    assert (unit.address, unit.gross_area_m2, unit.tenures.count()) == ("3栋2单元1502", 89, 1)


def test_who_may_not_import_reads_nothing(noon):
    project = estate.project()

    with pytest.raises(NotAllowed):
        actions.preview_roster(
            data=workbook(TWO_HOMES),
            file_name="a.xlsx",
            project=project,
            by=actors.staff("estate.edit", "people.edit", "tenure.edit"),
            at=noon,
        )

    assert intake.batches().count() == 0


def test_a_broken_off_run_is_taken_up_without_doubles(noon, monkeypatch):
    rows = [["1栋", "", str(room), f"住户{room}", "", 80, ""] for room in range(101, 131)]
    batch = previewed(estate.project(), noon, rows)
    monkeypatch.setattr("anlin.ground.tenure.actions.roster.PIECE", 10)
    write = actions.roster.roster_writing.write

    def killed_in_the_second_piece(steps, **more):
        if Unit.objects.exists():
            raise KeyboardInterrupt
        return write(steps, **more)

    monkeypatch.setattr(actions.roster.roster_writing, "write", killed_in_the_second_piece)
    with pytest.raises(KeyboardInterrupt):
        actions.apply_roster(batch=batch, only_good=True, by=BY, at=noon)
    assert Unit.objects.count() == 10
    monkeypatch.setattr(actions.roster.roster_writing, "write", write)

    batch = intake.Batch.objects.get(pk=batch.pk)
    actions.apply_roster(batch=batch, only_good=True, by=BY, at=noon)

    assert (Unit.objects.count(), Tenure.objects.count(), Person.objects.count()) == (30, 30, 30)
    assert batch.counts["created"] == 30
