"""The pages of the desk of matters: who may open them, what they cost, what they show."""

import io

import pytest
from python_calamine import CalamineWorkbook

from anlin.ground.workforce.models import Staff
from anlin.trades.cases.choices import CaseKind
from anlin.trades.workorders.choices import Urgency
from factories import cases, desks, estate, workforce

LIST = "/console/trades/cases/"


def test_the_desk_opens_every_page(made, clerk):
    case = desks.matter(made)
    pages = "", "new/", "figures/", "first/", "hot/", f"household/{made.unit.pk}/"
    of_one = "", "reporter/", "orders/", "others/", "audit/"
    steps = (
        "sort pass_on hand_back return answer agree object close close_unsatisfied reopen "
        "follow_up interim origin note photo cause unlink answer_all look"
    ).split()
    addresses = [LIST + page for page in pages]
    addresses += [f"{LIST}{case.pk}/{page}" for page in of_one]
    addresses += [f"{LIST}{case.pk}/{step}/" for step in steps]
    assert {a: clerk.get(a).status_code for a in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_stands_in_it(
    made, clerk, count, django_assert_num_queries
):
    for _ in range(count):
        desks.matter(made)
    with django_assert_num_queries(9):
        page = clerk.get(LIST)
    assert (page.content.count(b"data-title"), len(page.content) < 150_000) == (7 * count, True)


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_of_a_matter_costs_the_same_however_long_its_story(
    made, clerk, times, django_assert_num_queries
):
    case = desks.matter(made)
    for number in range(times):
        note = {"kind": "contact", "words": f"第{number}次回电", "seen": ""}
        clerk.post(f"{LIST}{case.pk}/note/", note)
    with django_assert_num_queries(10):
        page = clerk.get(f"{LIST}{case.pk}/")
    told = page.content.decode().count("次回电")
    assert (told, len(page.content) < 150_000) == (times, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_and_its_panels_cost_the_same(made, clerk, count, django_assert_num_queries):
    for _ in range(count):
        desks.matter(made)
    for address, queries in (("/console/", 5), (f"{LIST}figures/", 6), (f"{LIST}first/", 6)):
        with django_assert_num_queries(queries):
            clerk.get(address)


def test_filters_and_search_narrow_the_list(made, clerk):
    lift = desks.matter(made, "电梯困人，快来")
    desks.matter(made, "楼道灯不亮")
    shown = {
        query: [case.pk for case, _address in clerk.get(f"{LIST}?{query}").context["lines"]]
        for query in ("q=电梯", "q=13800001234&q=电梯", f"q={lift.number}", "kind=praise", "mine=1")
    }
    assert shown == {
        "q=电梯": [lift.pk],
        "q=13800001234&q=电梯": [lift.pk],
        f"q={lift.number}": [lift.pk],
        "kind=praise": [],
        "mine=1": [],
    }


def test_the_export_holds_nothing_personal(made, clerk):
    desks.matter(made)
    exported = clerk.get(f"{LIST}?export=xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(exported))
    words = str(book.get_sheet_by_index(0).to_python())
    assert ("BX-" in words, "曾" in words, "1502" in words, "1234" in words) == (True, *[False] * 3)


def test_an_empty_list_says_what_to_do(made, clerk):
    assert "接电话" in clerk.get(LIST).content.decode()


def test_nothing_of_this_project_is_open_to_somebody_of_another(made, stranger):
    case = desks.matter(made)
    of_one = f"{LIST}{case.pk}/", f"{LIST}{case.pk}/reporter/", f"{LIST}household/{made.unit.pk}/"
    assert [stranger.get(a).status_code for a in of_one] == [404] * 3
    assert stranger.post(f"{LIST}{case.pk}/answer/", {"words": "x"}).status_code == 404
    assert case.number not in stranger.get(LIST).content.decode()


def test_a_technician_may_not_open_matters(made, technician):
    case = desks.matter(made)
    assert [technician.get(a).status_code for a in (LIST, f"{LIST}{case.pk}/")] == [403, 403]


@pytest.mark.shows("B-CASE-31")
@pytest.mark.parametrize("kind", ["repair", "complaint"])
def test_three_households_with_the_same_thing_make_a_hot_spot(made, clerk, kind):
    for unit in [made.unit, *estate.units(made.unit.entrance, "1602", "1702")]:
        assert "3栋 · 给排水" not in clerk.get(f"{LIST}hot/").content.decode()
        cases.sorted_(desks.matter(made, unit=unit, kind=CaseKind(kind)), made.at)
    page = clerk.get(f"{LIST}hot/").content.decode()
    assert ("3栋 · 给排水" in page, "3 户" in page) == (True, True)


def test_what_is_urgent_stands_first_with_its_next_step(made, clerk):
    desks.matter(made, "楼道灯不亮")
    urgent = cases.sorted_(desks.matter(made, "电梯困人"), made.at, urgency=Urgency.URGENT)
    lines = clerk.get(f"{LIST}first/").context["lines"]
    assert (lines[0]["case"], lines[0]["step"]["name"]) == (urgent, "pass_on")


def test_the_search_of_the_top_bar_goes_straight_to_a_number_and_masks_people(made, clerk):
    case = desks.matter(made)
    straight = clerk.get("/console/find/", {"q": case.number})
    assert straight.headers["Location"] == f"{LIST}{case.pk}/"
    page = clerk.get("/console/find/", {"q": "13800001234"}).content.decode()
    assert ("曾**" in page, case.number in page, "曾丽华" in page) == (True, True, False)


def test_letters_find_the_words_whose_initials_they_are_and_the_page_says_which(made, clerk):
    desks.matter(made, "电梯门夹人")
    desks.matter(made, "楼道灯不亮")

    page = clerk.get("/console/find/", {"q": "dt"})

    shown = [line["title"] for group in page.context["results"] for line in group["found"]]
    assert shown == ["电梯门夹人"]
    assert "“dt”同时按拼音查找：电梯" in page.content.decode()


def test_the_search_finds_nothing_of_another_project(made, stranger):
    case = desks.matter(made)
    page = stranger.get("/console/find/", {"q": case.number})
    assert (page.status_code, page.context["results"]) == (200, [])


def test_whoever_sees_several_projects_searches_all_of_them_at_once(made, clerk):
    other = estate.project("XS", name="西山里")
    employee = Staff.objects.get(account__username="chenjing")
    reader = workforce.role("reader", "cases.see", at=made.at)
    workforce.granted(employee, reader, at=made.at, project_id=other.pk)
    here = desks.matter(made, "电梯困人")
    there = cases.opened(other, made.at, words="电梯异响")
    asked = {"": {"q": "电梯"}, "all": {"q": "电梯", "all": "1"}}
    shown = {
        name: [line["number"] for group in groups for line in group["found"]]
        for name, query in asked.items()
        for groups in [clerk.get("/console/find/", query).context["results"]]
    }
    assert {name: set(numbers) for name, numbers in shown.items()} == {
        "": {here.number},
        "all": {here.number, there.number},
    }


def test_a_search_that_meets_every_kind_stays_within_its_queries(
    made, clerk, django_assert_num_queries
):
    desks.matter(made, "1502 漏水")
    desks.order(made, "1502 漏水", to=made.worker)
    clerk.get("/console/find/", {"q": "1502"})
    with django_assert_num_queries(11):
        page = clerk.get("/console/find/", {"q": "1502"})
    assert len(page.context["results"]) == 4


def test_the_filter_of_the_list_brings_its_rows_alone(made, clerk):
    case = desks.matter(made)
    part = clerk.get(f"{LIST}?view=all", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert part.content.strip().startswith(b'<div id="list">')
    assert case.number.encode() in part.content


def test_a_method_that_a_page_does_not_know_is_told_before_anything_else(made, clerk):
    case = desks.matter(made)
    assert clerk.delete(f"{LIST}{case.pk}/").status_code == 405
    assert clerk.put(f"{LIST}987654321/").status_code == 405
