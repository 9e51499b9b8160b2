"""Pages of hot issues: the list, one with map, curve and voices, and one cause for those matters a person chose."""

import pytest

from anlin.foundation.audit.models import Entry
from anlin.kernel.actors import system
from anlin.trades.cases import queries as cases_queries
from anlin.trades.cases.choices import Axis, CaseState
from anlin.trades.cases.models import Case, Cause
from anlin.watch.insight import actions
from anlin.watch.insight.models import HotIssue
from factories import hot

BY = system("tests")
LIST = "/console/watch/insight/"


def gathered(made, count=6, first=0):
    matters = hot.garage(made.project, made.at, count=count, first=first)
    actions.gather(project=made.project, by=BY, at=made.at)
    return matters, HotIssue.objects.get(members__case=matters[0])


def asked(linked, **more):
    water = cases_queries.find_category(Axis.TRADE, "water")
    usual = {
        "title": "地库照明", "matters": [one.pk for one in linked], "trade": water.pk,
        "service_nature": "routine", "urgency": "ordinary",
    }  # fmt: skip
    return usual | more


def test_the_list_asks_the_same_with_one_issue_and_with_three(
    made, clerk, django_assert_num_queries
):
    gathered(made)
    clerk.get(LIST)
    with django_assert_num_queries(6):
        clerk.get(LIST)
    for nth in range(2):
        HotIssue.objects.create(
            project=made.project, name=f"另一件 {nth}", heat=100 * nth, people=2, matters=2,
            first_at=made.at, last_at=made.at, gathered_at=made.at,
        )  # fmt: skip
    with django_assert_num_queries(6):
        page = clerk.get(LIST)
    assert [row.heat for row, *_ in page.context["lines"]] == [5000, 100, 0]


def test_an_issue_shows_its_map_curve_and_voices_masked(made, clerk, django_assert_num_queries):
    _matters, issue = gathered(made)
    clerk.get(f"{LIST}{issue.pk}/")
    with django_assert_num_queries(10):
        page = clerk.get(f"{LIST}{issue.pk}/")
    text = page.content.decode()
    assert len(page.context["voices"]) == 4
    assert [(box.spot.building, box.spot.messages) for box in page.context["map"]] == [("", 6)]
    assert [(bar.messages, bar.people) for bar in page.context["curve"] if bar.messages] == [(6, 6)]
    assert ("1381000" in text, "曾女士" in text, "车库" in text) == (False, False, True)


def test_what_is_unticked_stays_alone_and_what_nobody_sorted_is_sorted(made, clerk):
    matters, issue = gathered(made)
    assert clerk.post(f"{LIST}{issue.pk}/cause/", asked(matters[:4])).status_code == 302
    linked = Case.objects.filter(cause__title="地库照明")
    assert {(one.pk, one.state) for one in linked} == {
        (one.pk, CaseState.SORTED) for one in matters[:4]
    }
    left = Case.objects.filter(pk__in=[one.pk for one in matters[4:]])
    assert [(one.cause, one.state) for one in left] == [(None, CaseState.RECEIVED)] * 2
    again = clerk.post(f"{LIST}{issue.pk}/cause/", asked(matters[4:]))
    assert (again.status_code, Cause.objects.count(), linked.all().count()) == (302, 1, 6)
    over = clerk.post(f"{LIST}{issue.pk}/cause/", asked(matters))
    assert over.status_code == 422


@pytest.mark.parametrize("wrong", [{"title": ""}, {"matters": []}, {"urgency": "soon"}])
def test_a_form_with_a_hole_opens_nothing(made, clerk, wrong):
    matters, issue = gathered(made)
    page = clerk.post(f"{LIST}{issue.pk}/cause/", asked(matters, **wrong))
    assert (page.status_code, Cause.objects.count()) == (422, 0)
    assert not Entry.objects.filter(deed="insight.cause_opened").exists()


def test_another_project_sees_no_issue(made, stranger):
    matters, issue = gathered(made)
    for address in (f"{LIST}{issue.pk}/", f"{LIST}{issue.pk}/cause/"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{LIST}{issue.pk}/cause/", asked(matters)).status_code == 404
    assert not Cause.objects.exists()


def test_nothing_is_said_where_nobody_speaks_of_the_same(clerk):
    assert "没有多人反映的事项" in clerk.get(LIST).content.decode()
