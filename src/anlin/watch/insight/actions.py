"""Gather issues anew, place new matters, open one cause for the matters of an issue."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project
from anlin.instruments.reading import queries as reading
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.cases import actions as cases
from anlin.trades.cases.models import Case, Category, Cause
from anlin.trades.workorders.choices import ServiceNature, Urgency
from anlin.watch.insight import permissions, queries, rules
from anlin.watch.insight.errors import NothingToLink
from anlin.watch.insight.models import HotIssue, Member

Group = tuple[list[int], str]


@transaction.atomic
def gather(*, project: Project, by: Actor, at: datetime) -> int:
    """Find the issues of the last ninety days; one that was known stays the same issue. Returns how many there are.

    What resembles nothing any more leaves its issue, unless one cause was opened for it.
    """
    require(permissions.may_gather(by, project.pk))

    told = queries.told_in(project.pk, at - rules.WINDOW, rules.MOST)
    groups = queries.groups_of(told, at)
    grouped = {case for group, _name in groups for case in group}
    loose = [one.pk for one in told if one.pk not in grouped]
    Member.objects.filter(case__in=loose, issue__cause=None).delete()
    _keep(project, groups, at)
    _recount(HotIssue.objects.filter(project=project), at)
    HotIssue.objects.filter(project=project, cause=None, matters__lt=2).delete()
    HotIssue.objects.filter(project=project, last_at__lt=at - rules.WINDOW).delete()

    kept = HotIssue.objects.filter(project=project).count()
    audit.record(
        "insight.gathered", project.subject, by=by, at=at, project_id=project.pk, count=kept
    )
    return kept


@transaction.atomic
def place(*, project: Project, by: Actor, at: datetime) -> int:
    """Put new matters beside their like among the newest ones; what was placed stays. Returns how many were put somewhere."""
    require(permissions.may_gather(by, project.pk))
    told = queries.told_in(project.pk, at - rules.WINDOW, rules.MOST_AT_ONCE)
    known = _issue_of([one.pk for one in told])
    groups = queries.groups_of(told, at)
    touched = []
    for (group, name), same in zip(groups, rules.same([g for g, _ in groups], known), strict=True):
        new = [one for one in group if one not in known]
        if new:
            issue = _issue(project.pk, same, name, at)
            _put(issue.pk, group if same is None else new)
            touched.append(issue.pk)
    _recount(HotIssue.objects.filter(project=project, pk__in=touched), at)
    HotIssue.objects.filter(pk__in=touched, cause=None, matters__lt=2).delete()
    return len(touched)


@dataclass(frozen=True)
class Sorting:
    """Into which places matters are put that nobody sorted yet."""

    trade: Category
    service_nature: ServiceNature
    urgency: Urgency


@transaction.atomic
def open_cause(
    *,
    issue: HotIssue,
    title: str,
    matters: Sequence[Case],
    by: Actor,
    at: datetime,
    sorting: Sorting | None = None,
) -> Cause:
    """One cause for these open matters of the issue; those that came later join the one that is there.

    `sorting` sorts those that nobody sorted yet, so that they can be answered together. Refused with `NothingToLink` where
    none of them waits for a cause, or as `cases.name_cause` refuses. What is not among `queries.to_link` is left alone.
    """
    require(permissions.may_open_cause(by, issue))
    waiting = list(queries.to_link(issue).filter(pk__in=[one.pk for one in matters]))
    if not waiting:
        raise NothingToLink

    for case in waiting:
        if sorting is not None and case.sorted_at is None:
            cases.sort(
                case=case,
                by=by,
                at=at,
                trade=sorting.trade,
                service_nature=sorting.service_nature,
                urgency=sorting.urgency,
            )
    cause = issue.cause
    if cause is None:
        cause = cases.name_cause(title=title, cases=waiting, by=by, at=at)
        rows.change(issue, expecting=("cause_id",), cause=cause)
    else:
        for case in waiting:
            cases.link(case=case, cause=cause, by=by, at=at)

    audit.record(
        "insight.cause_opened",
        issue.subject,
        by=by,
        at=at,
        project_id=issue.project_id,
        cause=cause.pk,
        count=len(waiting),
    )
    return cause


def _keep(project: Project, groups: Sequence[Group], at: datetime) -> None:
    known = _issue_of([case for group, _name in groups for case in group])
    found = rules.same([group for group, _name in groups], known)
    for (group, name), belongs in zip(groups, found, strict=True):
        issue = _issue(project.pk, belongs, name, at)
        if issue.name != name:
            # Words that were erased since do not live on in a name.
            rows.change(issue, expecting=(), name=name)
        _put(issue.pk, group)


def _issue_of(cases_: Collection[int]) -> dict[int, int]:
    return dict(Member.objects.filter(case__in=cases_).values_list("case", "issue"))


def _issue(project_id: int, known: int | None, name: str, at: datetime) -> HotIssue:
    if known is not None:
        return HotIssue.objects.get(pk=known)
    return HotIssue.objects.create(
        project_id=project_id, name=name, first_at=at, last_at=at, gathered_at=at
    )


def _put(issue_id: int, group: Sequence[int]) -> None:
    """Whoever is in an issue with a cause stays there: the answer to that cause is theirs."""
    there = _issue_of(group)
    moving = Member.objects.filter(case__in=group, issue__cause=None).exclude(issue=issue_id)
    moving.update(issue=issue_id)
    Member.objects.bulk_create(
        [Member(issue_id=issue_id, case_id=one) for one in group if one not in there],
        batch_size=500,
    )


def _recount(issues: QuerySet[HotIssue], at: datetime) -> None:
    """Figures from the matters that are in them now, in one question for all."""
    spoke: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    members = Member.objects.filter(issue__in=issues).values_list(
        "issue", "case__reporter", "case__reporter_phone_index", "case__opened_at"
    )
    for issue_id, reporter, phone, opened_at in members.iterator(chunk_size=2000):
        spoke[issue_id].append((str(reporter or "") or phone, opened_at))
    found = list(issues)
    for issue in found:
        told = spoke[issue.pk]
        issue.heat = round(1000 * reading.heat_of(told, at))
        issue.people, issue.matters = len({who for who, _at in told}), len(told)
        if told:
            issue.first_at = min(moment for _who, moment in told)
            issue.last_at = max(moment for _who, moment in told)
        issue.gathered_at = at
    figures = ["heat", "people", "matters", "first_at", "last_at", "gathered_at"]
    HotIssue.objects.bulk_update(found, figures, batch_size=200)
