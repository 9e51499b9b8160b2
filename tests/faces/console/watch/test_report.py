"""The report of the loop: figures over the matters of a period, worked out by hand here."""

import datetime as dt

from anlin.kernel.actors import system
from anlin.trades.cases import actions
from anlin.trades.cases.choices import CaseKind
from factories import cases

BY = system("tests")
PAGE = "/console/watch/insight/loop/"


def told(made, days, **more):
    at = made.at - dt.timedelta(days=days)
    more.setdefault("unit", made.unit)
    return at, cases.opened(made.project, at, kind=CaseKind.COMPLAINT, **more)


def answered(made, days, after):
    at, case = told(made, days)
    case = cases.sorted_(case, at + dt.timedelta(minutes=10))
    actions.answer(case=case, words="好了。", channel=case.channel, by=BY, at=at + after)
    case.refresh_from_db()
    return case


def test_the_loop_is_counted_from_the_matters(made, clerk, django_assert_num_queries):
    answered(made, 5, dt.timedelta(hours=1))
    answered(made, 6, dt.timedelta(hours=3))
    late = answered(made, 9, dt.timedelta(days=4))
    told(made, 1)
    told(made, 200)
    actions.object_(case=late, words="没有修好", by=BY, at=made.at)
    actions.name_cause(title="主管漏水", cases=[late], by=BY, at=made.at)

    clerk.get(PAGE)
    with django_assert_num_queries(15):
        page = clerk.get(PAGE)
    stations = [(one.count, one.half_after) for one in page.context["loop"]["stations"]]
    assert stations == [(4, ""), (3, "10 分"), (0, ""), (3, "3 小时"), (0, "")]
    assert page.context["loop"]["reopened"] == 1
    water, unsorted = [line for line, _within in page.context["replies"]]
    assert (water.count, water.within, water.later, water.waiting) == (3, (0, 1, 1, 0), 1, 0)
    assert (unsorted.trade, unsorted.count, unsorted.waiting) == ("", 1, 1)
    assert [(one.unit, one.count) for one in page.context["often"]] == [(made.unit.address, 3)]
    assert [(one.name, one.count, one.is_solved) for one in page.context["causes"]] == [
        ("主管漏水", 1, False)
    ]
    before = clerk.get(
        f"{PAGE}?since={(made.at - dt.timedelta(days=201)).date()}&until={(made.at - dt.timedelta(days=199)).date()}"
    )
    assert [one.count for one in before.context["loop"]["stations"]] == [1, 0, 0, 0, 0]


def test_no_matter_of_another_project_is_counted(made, stranger):
    told(made, 1)
    page = stranger.get(PAGE)
    assert page.context["asking"].all == 0
    assert "此期间没有受理事项" in page.content.decode()
