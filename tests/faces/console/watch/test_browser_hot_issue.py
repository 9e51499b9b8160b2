"""In a real browser forty messages about one garage become one hot issue, one cause and one answer for all."""

import pytest
from django.utils import timezone

from anlin.foundation.news import api as news
from anlin.trades.cases.choices import CaseState
from anlin.trades.cases.models import Answer, Case
from anlin.watch.insight.models import HotIssue
from factories import desks, hot

pytestmark = pytest.mark.browser


@pytest.fixture
def made(transactional_db):
    return desks.scene()


def test_forty_messages_get_one_answer_for_all(made, at_screen):
    matters = hot.garage(made.project, made.at, count=40)
    news.deliver_waiting(now=timezone.now(), limit=1000)
    page = at_screen("chenjing")
    page.goto("/console/watch/insight/")
    page.look("hot-issues")
    issue = HotIssue.objects.get(members__case=matters[0])
    assert (issue.matters, issue.people) == (40, 40)
    page.click(f"a[href$='/insight/{issue.pk}/']")
    page.look("hot-issue")
    with page.expect_navigation():
        page.click("a[href$='/cause/']")
    page.fill("[name=title]", "地下车库照明回路损坏")
    page.select_option("[name=service_nature]", "routine")
    page.look("hot-issue-cause")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.look("hot-issue-with-cause")
    with page.expect_navigation():
        page.click("text=统一答复")
    page.fill("[name=words]", "车库照明回路已更换，今晚恢复照明。")
    page.select_option("[name=channel]", index=1)
    with page.expect_navigation():
        page.click("form:has([name=words]) button[type=submit]")
    page.wait_for_selector("text=已答复 40 件")
    assert {one.state for one in Case.objects.filter(pk__in=[one.pk for one in matters])} == {
        CaseState.ANSWERED
    }
    assert Answer.objects.count() == 40
    page.goto("/console/watch/insight/loop/")
    page.look("loop")
