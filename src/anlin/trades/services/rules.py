"""Decisions about a service request, on plain values: its life, and what its report says."""

from collections.abc import Iterable

from anlin.kernel.states import Table
from anlin.trades.services.choices import ServiceState as S
from anlin.trades.services.choices import ServiceStep as Do

LIFE: Table[S, Do] = Table(
    name="service",
    first=S.FILED,
    rows=(
        (S.FILED, Do.APPOINT, S.APPOINTED),
        (S.FILED, Do.WITHDRAW, S.WITHDRAWN),
        (S.APPOINTED, Do.SURVEY, S.SURVEYED),
        (S.APPOINTED, Do.APPOINT, S.APPOINTED),
        (S.APPOINTED, Do.WITHDRAW, S.WITHDRAWN),
        (S.SURVEYED, Do.PROPOSE, S.PROPOSED),
        (S.SURVEYED, Do.WITHDRAW, S.WITHDRAWN),
        (S.PROPOSED, Do.AGREE, S.AGREED),
        (S.PROPOSED, Do.PROPOSE, S.PROPOSED),
        (S.PROPOSED, Do.WITHDRAW, S.WITHDRAWN),
        (S.AGREED, Do.BEGIN, S.RUNNING),
        (S.AGREED, Do.PROPOSE, S.PROPOSED),
        (S.AGREED, Do.WITHDRAW, S.WITHDRAWN),
        (S.RUNNING, Do.REPORT, S.REPORTED),
        (S.REPORTED, Do.ACCEPT, S.ACCEPTED),
        (S.REPORTED, Do.DEMAND, S.RUNNING),
        (S.ACCEPTED, Do.CLOSE, S.CLOSED),
        (S.ACCEPTED, Do.DEMAND, S.RUNNING),
    ),
)


def report_of(*, done: Iterable[str], result: str, headings: tuple[str, str]) -> str:
    """The words of a maintenance report: what was done, line by line, and what came of it."""
    course, outcome = headings
    lines = "\n".join(f"- {line}" for line in done)
    return f"{course}\n{lines}\n\n{outcome}\n{result}"
