"""Projects of a city, merged from listings that disagree."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from anlin.ground.estate import actions, queries
from anlin.ground.estate.errors import NotAListing
from anlin.ground.estate.models import Project, SourceClaim
from anlin.kernel.actors import system
from anlin.kernel.errors import NotAllowed
from factories import actors

pytestmark = pytest.mark.django_db
BY = system("tests")
REAL = Path(__file__).parents[4] / "shared" / "data" / "communities"
YULAN = {
    "plot_name": "玉兰苑小区",
    "plot_url": "http://one.example/1",
    "地址": "(岳麓)玉兰路9号",
    "房屋总数": "1596户",
    "开发商": "长沙玉兰置业有限公司",
    "物业费用": "1.5至2元/平米/月",
    "经纬度": "112.9000,28.2000",
}
SAME = {
    "plot_name": "玉兰苑",
    "plot_url": "http://two.example/7",
    "总 户 数": "1600 户",
    "建筑面积": "40万平方米",
    "开 发 商：": "暂无资料",
    "物业费": "1.5 元/㎡·月",
    "经纬度": "112.9030,28.2010",
}
FAR = {**SAME, "plot_url": "http://two.example/8", "经纬度": "113.2,28.4"}


def read(at, *, by=BY, dry_run=False, **listings):
    return actions.import_projects(
        listings={
            f"asis_长沙_{source}": json.dumps(rows).encode() for source, rows in listings.items()
        },
        city="",
        by=by,
        at=at,
        dry_run=dry_run,
    )


@pytest.mark.shows("A-GEN-10")
def test_the_same_name_nearby_is_one_project_that_knows_what_any_listing_knows(noon):
    report = read(noon, one=[YULAN], two=[SAME])

    assert (report.rows, report.created, report.refused) == (2, 1, [])
    project = Project.objects.get()
    assert (project.code, project.name, project.city) == ("P00001", "玉兰苑小区", "长沙")
    assert (project.household_count, project.gross_floor_area_m2) == (1596, Decimal(400_000))
    assert (project.location, project.developer_name) == ("玉兰路9号", "长沙玉兰置业有限公司")


def test_where_listings_differ_is_kept_for_the_page(noon):
    report = read(noon, one=[YULAN], two=[SAME])

    said = {
        "fee": {"one": "1.5–2", "two": "1.5"},
        "household_count": {"one": "1596", "two": "1600"},
    }
    assert queries.disagreements(Project.objects.get().pk) == said
    assert {line["field"]: line["values"] for line in report.disagreements} == said


def test_the_same_name_far_away_is_another_project(noon):
    assert read(noon, one=[YULAN], two=[FAR]).created == 2


def test_reading_the_same_listings_again_changes_nothing(noon):
    read(noon, one=[YULAN], two=[SAME, FAR])
    claims = SourceClaim.objects.count()

    again = read(noon, one=[YULAN], two=[SAME, FAR])

    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert (Project.objects.count(), SourceClaim.objects.count()) == (2, claims)


def test_a_listing_read_later_fills_in_what_is_missing_and_overwrites_nothing(noon):
    read(noon, one=[YULAN])

    later = read(noon, two=[SAME])

    project = Project.objects.get()
    assert (later.created, later.updated) == (0, 1)
    assert (project.household_count, project.gross_floor_area_m2) == (1596, Decimal(400_000))


def test_a_row_without_a_name_is_refused_and_a_dry_run_writes_nothing(noon):
    report = read(noon, one=[YULAN, {"地址": "某处"}], dry_run=True)

    assert (report.created, len(report.refused)) == (1, 1)
    assert (Project.objects.count(), SourceClaim.objects.count()) == (0, 0)


def test_what_is_no_listing_is_refused(noon):
    with pytest.raises(NotAListing):
        actions.import_projects(listings={"a": b"{}"}, city="", by=BY, at=noon)


def test_opening_projects_needs_the_right_in_the_company(noon):
    with pytest.raises(NotAllowed):
        read(noon, one=[YULAN], by=actors.staff("estate.edit", project_id=1))

    assert Project.objects.count() == 0


@pytest.mark.skipif(not REAL.exists(), reason="the public listings are not beside the repository")
def test_four_real_listings_of_a_city_become_one_register(noon):
    listings = {path.stem: path.read_bytes() for path in sorted(REAL.glob("asis_*.json"))}

    first = actions.import_projects(listings=listings, city="", by=BY, at=noon)
    second = actions.import_projects(listings=listings, city="", by=BY, at=noon)

    assert first.rows == 10_931
    assert first.refused == []
    assert 4_499 < first.created < 9_000
    assert (second.created, second.updated, second.unchanged) == (0, 0, 10_931)
