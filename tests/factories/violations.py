"""Violations of the estate's rules."""

import datetime as dt

from anlin.instruments.documents.choices import DocumentKind
from anlin.kernel.actors import system
from anlin.trades.violations import actions
from anlin.trades.violations.choices import Result, ViolationKind, Way
from factories import documents

BY = system("tests")


def rule(project, at, *, code="7", text="空调外机只装在指定位置，管线不外露。", **more):
    more.setdefault("from_on", at.date())
    more.setdefault("is_duty", True)
    return actions.publish_rule(
        project=project, code=code, title="外立面", text=text, by=BY, at=at, **more
    )


def found(case, staff, at, **more):
    more.setdefault("kind", ViolationKind.INSTALLATION)
    return actions.find(
        case=case, finding="客厅外墙另打了空调孔。", found_by_id=staff.pk, found_at=at, by=BY, at=at, **more
    )  # fmt: skip


def talked(
    violation, at, *, explained="说明整栋外观统一的道理。", way=Way.VISIT, result=Result.THINKING
):
    return actions.talk(
        violation=violation, way=way, explained=explained, result=result,
        happened_at=at - dt.timedelta(minutes=5), by=BY, at=at,
    )  # fmt: skip


def photo_before(violation, at):
    return documents.keep(
        at=at, by=BY, subject=violation.subject, project_id=violation.case.project_id,
        kind=DocumentKind.PHOTO_BEFORE,
    )  # fmt: skip


def firm(project, at, name="清凉空调"):
    return actions.list_contractor(project=project, name=name, trade="空调安装", by=BY, at=at)
