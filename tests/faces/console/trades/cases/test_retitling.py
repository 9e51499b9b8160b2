"""The desk corrects the title of a matter on its step page."""

import pytest

from anlin.kernel.actors import system
from anlin.trades.cases import actions
from anlin.trades.cases.models import Case
from factories import desks

LIST = "/console/trades/cases/"


@pytest.fixture
def case(made):
    return desks.matter(made, title="厨房水管漏水")


def address(case):
    return f"{LIST}{case.pk}/retitle/"


def test_the_desk_corrects_the_title_and_finds_the_matter_by_it(made, clerk, case):
    assert address(case) in clerk.get(f"{LIST}{case.pk}/").content.decode()
    page = clerk.get(address(case)).content.decode()
    assert ("更正标题" in page, 'value="厨房水管漏水"' in page) == (True, True)

    reply = clerk.post(address(case), {"title": "阳台玻璃破裂"})

    assert (reply.status_code, reply.headers["Location"]) == (302, f"{LIST}{case.pk}/")
    assert "阳台玻璃破裂" in clerk.get(f"{LIST}{case.pk}/").content.decode()
    assert case.number in clerk.get(LIST, {"q": "阳台玻璃"}).content.decode()
    trail = clerk.get(f"{LIST}{case.pk}/audit/").content.decode()
    assert ("更正标题" in trail, "阳台玻璃破裂" in trail) == (True, False)


@pytest.mark.parametrize(
    ("title", "sentence"),
    [(" ", "请写一个标题"), ("漏水，请打13800001234", "标题里不能有电话号码")],
)
def test_a_title_that_is_no_title_is_refused_at_its_field(clerk, case, title, sentence):
    reply = clerk.post(address(case), {"title": title})
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, ["title"])
    assert sentence in reply.content.decode()
    assert Case.objects.get().title == "厨房水管漏水"


def test_somebody_faster_is_a_conflict_that_shows_their_title_and_keeps_ours(made, clerk, case):
    seen = clerk.get(address(case)).context["form"]["seen"].value()
    actions.retitle(case=case, title="阳台玻璃破裂", by=system("tests"), at=made.at)

    late = clerk.post(address(case), {"title": "厨房下水道堵塞", "seen": seen})
    page = late.content.decode()
    assert (late.status_code, "阳台玻璃破裂" in page, "厨房下水道堵塞" in page) == (409, True, True)
    assert Case.objects.get().title == "阳台玻璃破裂"

    again = late.context["form"]["seen"].value()
    assert clerk.post(address(case), {"title": "厨房下水道堵塞", "seen": again}).status_code == 302


def test_a_technician_may_not_and_somebody_elsewhere_finds_nothing(technician, stranger, case):
    assert technician.post(address(case), {"title": "别的题目"}).status_code == 403
    assert stranger.post(address(case), {"title": "别的题目"}).status_code in {403, 404}
    assert address(case) not in technician.get(f"{LIST}{case.pk}/").content.decode()
    assert Case.objects.get().title == "厨房水管漏水"
