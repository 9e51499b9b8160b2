"""What the duty engine does when something below it becomes true."""

from anlin.foundation.news import api as news
from anlin.ground.estate.events import MilestoneMoved
from anlin.ground.workforce.events import CalendarEntered
from anlin.instruments.duty.actions.clocks import start_waiting_clocks
from anlin.instruments.duty.actions.opening import open_ahead, place_by_milestones
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.models import Standing


@news.reacts_to(MilestoneMoved)
def move_what_hangs_on_it(event: MilestoneMoved) -> None:
    standing = Standing.objects.filter(
        project=event.project_id, until_on=None, rule__kind=Kind.MILESTONE,
        rule__body__milestone__of=event.kind,
    )  # fmt: skip
    place_by_milestones(list(standing.select_related("rule").order_by("pk")), at=event.at)


@news.reacts_to(CalendarEntered, later=True)
def go_on_where_a_year_was_missing(event: CalendarEntered) -> None:
    open_ahead(at=event.at)
    start_waiting_clocks(at=event.at)
