"""Envelopes for files that are removed after the deed that let them go."""

from collections.abc import Sequence
from datetime import datetime

from anlin.foundation.jobs import api as jobs
from anlin.instruments.documents import actions


@jobs.job(actions.REMOVE_FILES)
def remove_files(*, hashes: Sequence[str], now: datetime) -> None:
    actions.remove_files(hashes=hashes, at=now)
