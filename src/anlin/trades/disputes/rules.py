"""Decisions about a mediation, on plain values: its life, quiet hours, check days, rounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from anlin.kernel.states import Table
from anlin.trades.disputes.choices import ContactKind
from anlin.trades.disputes.choices import MediationState as S
from anlin.trades.disputes.choices import MediationStep as Do

LIFE: Table[S, Do] = Table(
    name="mediation",
    first=S.OPENED,
    rows=(
        (S.OPENED, Do.HEAR, S.HEARD),
        (S.HEARD, Do.PROPOSE, S.HEARD),
        (S.HEARD, Do.AGREE, S.AGREED),
        (S.HEARD, Do.HAND_OVER, S.HANDED_OVER),
        (S.AGREED, Do.PROPOSE, S.HEARD),
        (S.AGREED, Do.CHECK, S.WATCHED),
        (S.AGREED, Do.HAND_OVER, S.HANDED_OVER),
        (S.AGREED, Do.RENEW, S.HEARD),
        (S.WATCHED, Do.PROPOSE, S.HEARD),
        (S.WATCHED, Do.CHECK, S.WATCHED),
        (S.WATCHED, Do.END, S.ENDED),
        (S.WATCHED, Do.HAND_OVER, S.HANDED_OVER),
        (S.WATCHED, Do.RENEW, S.HEARD),
        (S.ENDED, Do.RENEW, S.HEARD),
        (S.HANDED_OVER, Do.RENEW, S.HEARD),
    ),
)

CHECK_AFTER_DAYS = (7, 30)


@dataclass(frozen=True)
class Window:
    """From when to when it is quiet; an end not after its beginning lies on the next day."""

    begins: time
    ends: time

    def holds(self, day: date, moment: datetime) -> bool:
        """Whether the moment lies in the window that begins on that day; the end is outside."""
        until = day if self.ends > self.begins else day + timedelta(days=1)
        local = moment.replace(tzinfo=None)
        return datetime.combine(day, self.begins) <= local < datetime.combine(until, self.ends)


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """Other hours on a weekday (Monday is 0) or from day to day; None as window: no quiet hours then."""

    window: Window | None
    weekday: int | None = None
    first: date | None = None
    last: date | None = None

    def is_for(self, day: date) -> bool:
        if self.first is not None and day < self.first:
            return False
        if self.last is not None and day > self.last:
            return False
        return self.weekday is None or self.weekday == day.weekday()

    @property
    def is_dated(self) -> bool:
        return self.first is not None or self.last is not None


def window_of(day: date, usual: Window | None, exemptions: Iterable[Exemption]) -> Window | None:
    """The hours that begin on that day: dates go before weekdays, weekdays before what is usual."""
    found = [each for each in exemptions if each.is_for(day)]
    found.sort(key=lambda each: not each.is_dated)
    return found[0].window if found else usual


def is_quiet(moment: datetime, usual: Window | None, exemptions: Sequence[Exemption]) -> bool:
    """Whether the moment, in local time, lies in agreed quiet hours; a night belongs to the day it begins on."""
    for day in (moment.date(), moment.date() - timedelta(days=1)):
        window = window_of(day, usual, exemptions)
        if window is not None and window.holds(day, moment):
            return True
    return False


def check_days(agreed_on: date) -> tuple[date, ...]:
    """When somebody looks whether the agreement holds (B-MED-10)."""
    return tuple(agreed_on + timedelta(days=days) for days in CHECK_AFTER_DAYS)


def rounds(contacts: Iterable[ContactKind]) -> int:
    """How often whoever was visited most was seen; a joint meeting is a visit to both."""
    kinds = list(contacts)
    joint = kinds.count(ContactKind.JOINT)
    return joint + max(kinds.count(ContactKind.VISIT_A), kinds.count(ContactKind.VISIT_B))
