"""Envelopes for the reader's lessons: most of one is thinking, during which nobody waits to write.

A lesson repeated after a crash leaves a second version with the same figures.
"""

import contextlib
from datetime import date, datetime, time

from anlin.foundation.jobs import api as jobs
from anlin.instruments.reading import actions
from anlin.instruments.reading.errors import TooFewExamples
from anlin.kernel.actors import system

SUNDAY = 6


@jobs.scheduled("reading.learn", daily_at=time(3, 30), in_pieces=True)
def learn_on_sundays(*, tick: date, now: datetime) -> None:
    """A version a week lies ready to be compared; a person takes it or does not."""
    if tick.weekday() == SUNDAY:
        lesson(now=now)


@jobs.job(actions.LESSON, in_pieces=True)
def lesson(*, now: datetime) -> None:
    """With too little to learn from there is no lesson."""
    with contextlib.suppress(TooFewExamples):
        actions.learn(by=system("reading"), at=now)
