"""Envelopes for what is gathered by the clock."""

from datetime import date, datetime, time

from anlin.foundation.jobs import api as jobs
from anlin.ground.estate.models import Project
from anlin.kernel.actors import system
from anlin.watch.insight import actions


@jobs.scheduled("insight.gather", daily_at=time(4), in_pieces=True)
def gather_every_night(*, tick: date, now: datetime) -> None:
    for project in Project.objects.filter(left_on=None).order_by("id"):
        actions.gather(project=project, by=system("insight"), at=now)
