"""A matter being told in time: deeds follow one another, and it stops where the present is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from anlin.demo.cast import Cast, Neighbour
from anlin.demo.sources import read
from anlin.trades.cases.models import Case

OPENS, CLOSES = 8, 21


class Ongoing(Exception):  # noqa: N818
    """The next deed lies in the future; the matter stays as it is."""


@dataclass
class Tale:
    """One matter from its beginning; `at` is the moment the tale has come to.

    `pace` stretches every wait: most matters are quick, some drag on.
    """

    cast: Cast
    theme: dict[str, Any]
    who: Neighbour
    dice: Random
    at: datetime
    now: datetime
    key: str
    pace: float = 1.0
    case: Case = field(init=False)

    def wait(self, least: float, most: float, *, any_hour: bool = False) -> datetime:
        """Go on by so many minutes, into working hours unless at `any_hour`. Raises `Ongoing`."""
        minutes = self.dice.uniform(least, most) * self.pace
        self.at += timedelta(minutes=minutes)
        if not any_hour:
            self.at = in_hours(self.at, self.dice)
        if self.at > self.now:
            raise Ongoing
        return self.at

    def happens(self, probability: float) -> bool:
        return self.dice.random() < probability

    def pick(self, name: str) -> Any:
        """One of the theme's lines, or of those all themes share."""
        lines = self.theme.get(name) or read("matters").get(name)
        return self.dice.choice(lines) if lines else ""

    def word(self, name: str) -> Any:
        return read("words")[name]


def in_hours(at: datetime, dice: Random) -> datetime:
    """The moment itself, or one soon after the desk opens next."""
    if OPENS <= at.hour < CLOSES:
        return at
    day = at if at.hour < OPENS else at + timedelta(days=1)
    return day.replace(hour=OPENS, minute=dice.randrange(5, 55))
