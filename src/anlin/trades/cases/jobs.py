"""Envelopes for what the desk has drawn by the clock."""

import contextlib
from datetime import date, datetime, time

from anlin.foundation.jobs import api as jobs
from anlin.ground.estate.models import Project
from anlin.kernel.actors import system
from anlin.trades.cases import actions, queries
from anlin.trades.cases.errors import DrawnAlready, NothingToDraw

MONDAY = 0


@jobs.scheduled("cases.draw_samples", daily_at=time(5))
def draw_samples_on_mondays(*, tick: date, now: datetime) -> None:
    if tick.weekday() != MONDAY:
        return
    week_from, by = queries.last_monday(tick), system("cases")
    for project in Project.objects.filter(left_on=None).order_by("id"):
        with contextlib.suppress(DrawnAlready):
            try:
                actions.draw_sample(project=project, week_from=week_from, by=by, at=now)
            except NothingToDraw:
                actions.say_nothing_was_finished(
                    project=project, week_from=week_from, by=by, at=now
                )
