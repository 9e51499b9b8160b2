"""Matters at any point of the loop."""

from anlin.config import data
from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.choices import Axis, CaseKind
from anlin.trades.workorders.choices import ServiceNature, Urgency


def lists(at):
    lines = data.read("cases")
    actions.adopt_lists(
        channels=lines["channels"], categories=lines["categories"], by=system("tests"), at=at
    )


def opened(
    project, at, *, by=None, words="厨房水管漏水，楼下已经渗了。", kind=CaseKind.REPAIR, **more
):
    lists(at)
    more.setdefault("reporter_name", "曾女士")
    if "reporter" in more:
        more.pop("reporter_name")
    new = actions.NewCase(
        project=project,
        kind=kind,
        words=words,
        channel=queries.channel_by_code(more.pop("channel", "hotline")),
        reported_at=more.pop("reported_at", at),
        **more,
    )
    return actions.open_case(new=new, by=by or system("tests"), at=at)


def sorted_(case, at, trade="water", urgency=Urgency.ORDINARY):
    category = queries.find_category(Axis.TRADE, trade)
    return actions.sort(
        case=case,
        trade=category,
        service_nature=ServiceNature.ROUTINE,
        urgency=urgency,
        by=system("tests"),
        at=at,
    )
