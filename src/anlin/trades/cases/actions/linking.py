"""One cause behind many matters: each keeps its number, its answer and its follow-up."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.foundation.news import api as news
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import permissions, queries
from anlin.trades.cases.actions.answering import answer
from anlin.trades.cases.actions.recording import record, told
from anlin.trades.cases.choices import CaseState
from anlin.trades.cases.errors import NothingSaid, OtherProject
from anlin.trades.cases.events import CaseLinked
from anlin.trades.cases.models import Answer, Case, Cause, Channel, Errand


@transaction.atomic
def name_cause(*, title: str, cases: Sequence[Case], by: Actor, at: datetime) -> Cause:
    """Say that these matters have one cause. Work orders of any of them serve all from now on.

    Refused with `NothingSaid` without a title, or `OtherProject`. Tells `CaseLinked` for each.
    """
    first = cases[0]
    require(permissions.may_link(by, first.project_id))
    if not title.strip():
        raise NothingSaid(field="title")

    cause = Cause.objects.create(
        project=first.project, title=title.strip()[:120], named_at=at, named_by=by.ref
    )
    audit.record("cases.cause_named", cause.subject, by=by, at=at, project_id=cause.project_id)
    for case in cases:
        link(case=case, cause=cause, by=by, at=at)
    return cause


@transaction.atomic
def link(*, case: Case, cause: Cause, by: Actor, at: datetime) -> Case:
    """This matter has that cause too. Refused with `OtherProject`; linking twice is once. Tells `CaseLinked`."""
    require(permissions.may_link(by, case.project_id))
    if case.project_id != cause.project_id:
        raise OtherProject(case)
    if case.cause_id == cause.pk:
        return case

    rows.change(case, expecting=("cause_id",), cause=cause)
    for errand in Errand.objects.filter(case=case):
        Errand.objects.get_or_create(cause=cause, order_id=errand.order_id)

    record("cases.linked", case, by=by, at=at, cause=cause.pk)
    news.publish(CaseLinked(**told(case), cause_id=cause.pk, by=by.ref, at=at))
    return case


@transaction.atomic
def unlink(*, case: Case, by: Actor, at: datetime) -> Case:
    """The matter has a cause of its own after all; what it was answered stays."""
    require(permissions.may_link(by, case.project_id))

    rows.change(case, expecting=("cause_id",), cause=None)

    record("cases.unlinked", case, by=by, at=at)
    return case


@transaction.atomic
def answer_all(
    *, cause: Cause, words: str, channel: Channel, by: Actor, at: datetime
) -> list[Answer]:
    """Answer everybody whose matter has this cause and waits for an answer, each with an answer of their own.

    Matters that are not sorted yet, or still lie with a department, are left alone; the caller sees
    which by comparing. Marks the cause as solved.
    """
    require(permissions.may_link(by, cause.project_id))
    if not words.strip():
        raise NothingSaid(field="words")

    ready = queries.of_cause(cause.pk).filter(state__in=[CaseState.SORTED, CaseState.RETURNED])
    answers = [answer(case=case, words=words, channel=channel, by=by, at=at) for case in ready]
    rows.change(cause, expecting=("solved_at",), solved_at=at, solution=words.strip())

    audit.record(
        "cases.cause_answered",
        cause.subject,
        by=by,
        at=at,
        project_id=cause.project_id,
        answered=len(answers),
    )
    return answers
