"""What the room does on news of matters: one that is opened again is talked about again."""

from anlin.foundation.news import api as news
from anlin.kernel.actors import system
from anlin.trades.cases.events import CaseReopened, CaseReportedAgain
from anlin.trades.violations import actions, queries
from anlin.trades.violations.choices import SETTLED


@news.reacts_to(CaseReportedAgain)
@news.reacts_to(CaseReopened)
def talk_again(event: CaseReopened | CaseReportedAgain) -> None:
    violation = queries.of_case(event.case_id)
    if violation is not None and violation.state in SETTLED:
        actions.renew(violation=violation, by=system("violations"), at=event.at)
