"""What the room does on news of matters: every complaint is taken up and reported upward at once."""

from anlin.foundation.news import api as news
from anlin.kernel.actors import system
from anlin.trades.cases.choices import CaseKind
from anlin.trades.cases.events import CaseOpened, CaseSorted
from anlin.trades.cases.models import Case
from anlin.trades.complaints import actions

BY = system("complaints")


@news.reacts_to(CaseOpened, later=True)
def take_up_what_is_said_to_be_one(event: CaseOpened) -> None:
    _take_up(event)


@news.reacts_to(CaseSorted, later=True)
def take_up_what_turned_out_to_be_one(event: CaseSorted) -> None:
    _take_up(event)


def _take_up(event: CaseOpened | CaseSorted) -> None:
    """Not what was answered in the same breath, as imports do with what is long over."""
    found = Case.objects.select_related("channel", "about").filter(
        pk=event.case_id, kind=CaseKind.COMPLAINT, answered_at=None
    )
    case = found.first()
    if case is not None and case.is_open:
        actions.take_up(case=case, by=BY, at=event.at)
