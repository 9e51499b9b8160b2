"""What the room does on news of matters: a new report takes the mediation up again."""

from anlin.foundation.news import api as news
from anlin.kernel.actors import system
from anlin.trades.cases.events import CaseReopened, CaseReportedAgain
from anlin.trades.cases.models import Report
from anlin.trades.disputes import actions, queries

BY = system("disputes")


@news.reacts_to(CaseReportedAgain)
def mediate_again_after_a_report(event: CaseReportedAgain) -> None:
    mediation = queries.of_case(event.case_id)
    if mediation is not None:
        report = Report.objects.filter(case=event.case_id).latest("pk")
        actions.renew(mediation=mediation, reported_at=report.reported_at, by=BY, at=event.at)


@news.reacts_to(CaseReopened)
def mediate_again_when_it_was_not_over(event: CaseReopened) -> None:
    mediation = queries.of_case(event.case_id)
    if mediation is not None:
        actions.renew(mediation=mediation, reported_at=event.at, by=BY, at=event.at)
