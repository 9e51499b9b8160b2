"""The title of a matter is corrected: who may, what is refused, what the trail and the search know of it."""

import pytest

from anlin.foundation.audit import api as audit
from anlin.foundation.search import api as search
from anlin.kernel.errors import Conflict, NotAllowed
from anlin.trades.cases import actions, errors
from anlin.trades.cases.models import Case
from factories import actors, cases, estate, tenure

pytestmark = pytest.mark.django_db
OLD = "厨房水管漏水"


@pytest.fixture
def project():
    return estate.project()


@pytest.fixture
def desk(project):
    return actors.staff("cases.see", "cases.open", "cases.sort", project_id=project.pk)


@pytest.fixture
def case(project, noon):
    return cases.opened(project, noon, title=OLD, reporter_phone="13800001234")


def trail_of(case):
    return [(each.deed, each.details) for each in audit.of_subject(case.subject)]


def found(text, **more):
    return [hit.key for hit in search.find(text, kinds=["case"], project_ids=None, **more)]


def unchanged(case):
    row = Case.objects.get(pk=case.pk)
    return (row.title, [deed for deed, _details in trail_of(case)]) == (OLD, ["cases.opened"])


def test_the_title_is_corrected_and_the_trail_says_so_without_its_words(case, desk, noon):
    actions.retitle(case=case, title="  卫生间  水管漏水 ", by=desk, at=noon)

    assert (case.title, Case.objects.get().title) == ("卫生间 水管漏水",) * 2
    assert trail_of(case)[0] == ("cases.retitled", {})
    assert audit.sentence("cases.retitled") != "cases.retitled"


def test_the_search_finds_the_matter_by_its_new_title_and_by_what_it_knew_before(case, desk, noon):
    assert found("阳台玻璃") == []

    actions.retitle(case=Case.objects.get(), title="阳台玻璃破裂", by=desk, at=noon)

    mine = [str(case.pk)]
    assert (found("阳台玻璃"), found("楼下已经渗了"), found(case.number)) == (mine,) * 3
    assert [found(text, also_hidden=True) for text in ("曾女士", "13800001234")] == [mine] * 2


def test_a_matter_of_somebody_we_know_is_still_found_by_their_name(project, desk, noon):
    unit = estate.unit(project)
    tenure.resident_of(unit)
    person = unit.tenures.get().person
    case = cases.opened(project, noon, unit=unit, reporter=person)

    actions.retitle(case=case, title=f"{person.name}家阳台玻璃破裂", by=desk, at=noon)

    assert found(person.name, also_hidden=True) == [str(case.pk)]
    assert (person.name in case.title, case.title.endswith("家阳台玻璃破裂")) == (False, True)


@pytest.mark.parametrize("title", ["", " \n "])
def test_an_empty_title_is_refused(case, desk, noon, title):
    with pytest.raises(errors.TitleMissing) as refused:
        actions.retitle(case=case, title=title, by=desk, at=noon)
    assert (refused.value.field, unchanged(case)) == ("title", True)


@pytest.mark.parametrize("phone", ["13800001234", "138 0000 1234", "0512-65000000"])
def test_a_title_with_a_phone_number_in_it_is_refused(case, desk, noon, phone):
    with pytest.raises(errors.PhoneInTitle) as refused:
        actions.retitle(case=case, title=f"水管漏水，请打{phone}", by=desk, at=noon)
    assert (refused.value.field, unchanged(case)) == ("title", True)


def test_a_title_is_cut_to_what_the_table_holds(case, desk, noon):
    actions.retitle(case=case, title="漏" * 121, by=desk, at=noon)
    assert Case.objects.get().title == "漏" * 120


def test_nobody_corrects_a_title_without_the_right_to_sort_there(case, desk, noon):
    for stranger in (
        actors.staff("cases.see", "cases.answer", project_id=case.project_id),
        actors.staff("cases.sort", project_id=case.project_id + 1),
        actors.resident(),
    ):
        with pytest.raises(NotAllowed):
            actions.retitle(case=case, title="别的题目", by=stranger, at=noon)
    assert unchanged(case)


def test_the_second_of_two_is_told_and_the_first_title_stays(case, desk, noon):
    same = Case.objects.get(pk=case.pk)
    actions.retitle(case=case, title="阳台玻璃破裂", by=desk, at=noon)

    with pytest.raises(Conflict):
        actions.retitle(case=same, title="厨房下水道堵塞", by=desk, at=noon)

    assert Case.objects.get().title == "阳台玻璃破裂"
    assert (found("下水道堵塞"), found("阳台玻璃")) == ([], [str(case.pk)])
    assert [deed for deed, _details in trail_of(case)] == ["cases.retitled", "cases.opened"]
