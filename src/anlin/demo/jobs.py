"""The demo's one job: a longer life, made in pieces beside everything else that is going on."""

from datetime import datetime

from anlin.demo import loading
from anlin.foundation.jobs import api as jobs

LIFE = "demo.life"


@jobs.job(LIFE, in_pieces=True)
def live_longer(*, months: int, now: datetime) -> None:
    jobs.progress(LIFE, 0, months)
    loading.live(
        months=months,
        say=lambda made: jobs.progress(LIFE, made, months),
    )


def ask_for_life(*, months: int) -> bool:
    """Queue it; the worker makes it. Asking again for the same length does nothing."""
    return jobs.enqueue(LIFE, key=str(months), months=months)
