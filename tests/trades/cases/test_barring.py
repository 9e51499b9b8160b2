"""A room on top of matters holds one of their steps back, and says why."""

import pytest

from anlin.foundation.audit import api as audit
from anlin.kernel.actors import system
from anlin.kernel.errors import Refusal
from anlin.trades.cases import actions, queries, sockets
from anlin.trades.cases.choices import CaseKind, CaseState, CaseStep
from anlin.trades.cases.models import Answer
from factories import cases, estate

pytestmark = pytest.mark.django_db


class PlanMissing(Refusal):
    sentence = "The plan of the company is still missing."


@pytest.fixture
def barred(monkeypatch):
    """Hold the given steps of every matter back."""

    def bar(*steps):
        monkeypatch.setattr(
            sockets.barring,
            "_answerers",
            [lambda _case, step: PlanMissing() if step in steps else None],
        )

    return bar


def deeds_of(case):
    return [entry.deed for entry in audit.of_subject(case.subject)]


def test_an_answer_that_is_held_back_is_not_given(barred, noon):
    case = cases.sorted_(cases.opened(estate.project(), noon, kind=CaseKind.OPINION), noon)
    before = deeds_of(case)
    barred(CaseStep.ANSWER)
    with pytest.raises(PlanMissing):
        actions.answer(case=case, words="已办。", channel=case.channel, by=system("tests"), at=noon)
    case.refresh_from_db()
    assert case.state == CaseState.SORTED
    assert not Answer.objects.exists()
    assert deeds_of(case) == before


def test_a_satisfied_person_closes_nothing_while_a_file_is_open(barred, noon):
    case = cases.sorted_(cases.opened(estate.project(), noon, kind=CaseKind.OPINION), noon)
    actions.answer(case=case, words="已办。", channel=case.channel, by=system("tests"), at=noon)
    barred(CaseStep.CLOSE, CaseStep.CLOSE_UNSATISFIED)
    with pytest.raises(PlanMissing):
        actions.close_unsatisfied(case=case, reason="做不到", by=system("tests"), at=noon)
    actions.agree(case=case, by=system("tests"), at=noon)
    assert case.state == CaseState.AGREED
    assert queries.missing_for_closing(case) == ["file"]
    with pytest.raises(PlanMissing):
        actions.close(case=case, by=system("tests"), at=noon)
    barred()
    actions.close(case=case, by=system("tests"), at=noon)
    assert case.state == CaseState.CLOSED
