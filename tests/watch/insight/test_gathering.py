"""Issues are kept over gatherings, a new matter is placed, one cause is opened by a person only."""

import datetime as dt

import pytest

from anlin.foundation.audit.models import Entry
from anlin.kernel.actors import system
from anlin.kernel.errors import NotAllowed
from anlin.trades.cases.models import Case, Cause
from anlin.watch.insight import actions, queries
from anlin.watch.insight.errors import NothingToLink
from anlin.watch.insight.models import HotIssue, Member
from factories import actors, estate, hot

BY = system("tests")
pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return estate.project("JX", name="锦绣湖畔")


def test_an_issue_counts_people_and_stays_the_same_when_gathered_again(project, noon):
    garage = hot.garage(project, noon, count=6)
    actions.gather(project=project, by=BY, at=noon)
    issue = HotIssue.objects.get(members__case=garage[0])
    assert set(issue.members.values_list("case", flat=True)) == {one.pk for one in garage}
    assert (issue.matters, issue.people, issue.heat) == (6, 6, 5000)

    later = noon + dt.timedelta(days=30)
    hot.garage(project, later, count=1, first=6)
    actions.gather(project=project, by=BY, at=later)
    issue.refresh_from_db()
    assert (issue.matters, issue.people, issue.heat) == (7, 7, 3000)


def test_a_new_matter_is_placed_on_the_news_of_it(project, noon):
    hot.garage(project, noon, count=5)
    actions.gather(project=project, by=BY, at=noon)
    new = hot.garage(project, noon, count=1, first=5)[0]
    assert actions.place(project=project, by=BY, at=noon) == 1
    assert actions.place(project=project, by=BY, at=noon) == 0
    assert Member.objects.get(case=new).issue.matters == 6


def test_words_are_kept_nowhere_in_plain(project, noon):
    hot.garage(project, noon, count=4)
    actions.gather(project=project, by=BY, at=noon)
    raw = HotIssue.objects.extra(select={"raw": "name"}).values_list("raw", flat=True)
    assert all("车库" not in str(name) for name in raw)


def test_one_cause_for_all_by_a_person_with_the_right(project, noon):
    matters = hot.garage(project, noon, count=4)
    actions.gather(project=project, by=BY, at=noon)
    issue = HotIssue.objects.get(members__case=matters[0])
    with pytest.raises(NotAllowed):
        actions.open_cause(
            issue=issue,
            title="车库灯",
            matters=matters,
            by=actors.staff("insight.see", project_id=project.pk),
            at=noon,
        )
    assert not Cause.objects.exists()

    linker = actors.staff("insight.see", "cases.link", project_id=project.pk)
    cause = actions.open_cause(issue=issue, title="车库灯", matters=matters, by=linker, at=noon)
    assert set(Case.objects.filter(cause=cause)) == set(matters)
    assert Entry.objects.filter(deed="insight.cause_opened").count() == 1
    with pytest.raises(NothingToLink):
        actions.open_cause(issue=issue, title="车库灯", matters=matters, by=linker, at=noon)


def test_matters_of_other_projects_are_not_seen(project, noon):
    hot.garage(project, noon, count=4)
    actions.gather(project=project, by=BY, at=noon)
    elsewhere = estate.project("YQ", name="云栖里")
    assert not queries.visible_to(actors.staff("insight.see", project_id=elsewhere.pk)).exists()
