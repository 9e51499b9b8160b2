"""The page of a matter says until when there is an answer, and afterwards whether that was kept."""

import datetime as dt

import pytest
from django.utils import timezone

from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import CaseKind
from anlin.trades.workorders.choices import Urgency
from factories import duty, residents

pytestmark = pytest.mark.django_db
MONDAY = duty.moment(dt.date(2026, 3, 2), 12)
BY = system("tests")


@pytest.fixture
def resident(client):
    at_home = residents.home(MONDAY)
    duty.clocks_of_the_desk(at_home.unit.project, at=MONDAY)
    client.force_login(at_home.account)
    return at_home


def sorted_(resident, *, urgency=Urgency.ORDINARY, kind=CaseKind.REPAIR):
    case = residents.matter_of(resident, MONDAY, kind=kind)
    return actions.sort(
        case=case, trade=queries.find_category("trade", "water"), service_nature="routine",
        urgency=urgency, by=BY, at=MONDAY,
    )  # fmt: skip


def answer(case, at):
    actions.answer(case=case, words="修好了。", channel=case.channel, by=BY, at=at)


def said(client, case, monkeypatch, at=MONDAY):
    monkeypatch.setattr(timezone, "now", lambda: at)
    return client.get(f"/trades/requests/{case.pk}/").context["promised"]


@pytest.mark.shows("A-CASE-07")
@pytest.mark.parametrize(
    ("urgency", "day"),
    [(Urgency.URGENT, "2日 周一"), (Urgency.FAIRLY_URGENT, "4日 周三"), (Urgency.ORDINARY, "5日 周四")],
)  # fmt: skip
def test_each_urgency_has_its_own_term(client, resident, monkeypatch, urgency, day):
    case = sorted_(resident, urgency=urgency)

    assert said(client, case, monkeypatch) == f"最迟 2026年3月{day} 前给您答复。"


def test_a_help_call_has_hours_and_being_late_is_said(client, resident, monkeypatch):
    case = sorted_(resident, kind=CaseKind.HELP)
    assert said(client, case, monkeypatch) == "最迟 2026年3月2日 周一 14:00 前给您答复。"

    late = said(client, case, monkeypatch, MONDAY + dt.timedelta(hours=2))
    assert late == "我们承诺 2026年3月2日 周一 14:00 前答复您，现在迟了，很抱歉。"
    answer(case, MONDAY + dt.timedelta(hours=3))
    assert (
        said(client, case, monkeypatch)
        == "我们承诺 2026年3月2日 周一 14:00 前答复您，没有做到，答复晚了。"
    )


def test_what_was_kept_is_said_too(client, resident, monkeypatch):
    case = sorted_(resident)
    answer(case, MONDAY + dt.timedelta(hours=3))

    assert said(client, case, monkeypatch) == "我们承诺 2026年3月5日 周四 前答复您，按时做到了。"


def test_where_no_rule_promises_nothing_is_promised(client, noon):
    at_home = residents.home(noon)
    client.force_login(at_home.account)
    case = residents.matter_of(at_home, noon)

    answer = client.get(f"/trades/requests/{case.pk}/")
    assert answer.context["promised"] == ""
    assert "最迟" not in answer.content.decode()
