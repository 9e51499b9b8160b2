"""Where the bars and boxes of the pictures stand, in whole units of their drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anlin.faces.kit import formats
from anlin.watch.insight.queries import Day, Spot, Stage

STEP, BAR, HEIGHT = 20, 14, 100
STAGE_WIDTH, STAGE_GAP = 112, 24


@dataclass(frozen=True)
class Bar:
    """A day: the bar of its messages, and inside it the one of its people."""

    day: date
    messages: int
    people: int
    x: int
    y: int
    height: int
    people_y: int
    people_height: int


@dataclass(frozen=True)
class Box:
    """A building: the more messages, the fuller its box, from 1 to 4."""

    spot: Spot
    level: int


def curve(days: Sequence[Day]) -> list[Bar]:
    most = max((day.messages for day in days), default=0) or 1
    return [_bar(nth, day, most) for nth, day in enumerate(days)]


def _bar(nth: int, day: Day, most: int) -> Bar:
    height, people = day.messages * HEIGHT // most, day.people * HEIGHT // most
    return Bar(
        day=day.day,
        messages=day.messages,
        people=day.people,
        x=nth * STEP,
        y=HEIGHT - height,
        height=height,
        people_y=HEIGHT - people,
        people_height=people,
    )


def buildings(spots: Sequence[Spot]) -> list[Box]:
    most = max((spot.messages for spot in spots), default=0) or 1
    return [Box(spot, 1 + 3 * spot.messages // most) for spot in spots]


@dataclass(frozen=True)
class Station:
    """A stage of the loop: how many came as far, and after how long half of them had."""

    name: str
    count: int
    percent: int
    half_after: str
    x: int
    middle: int


def loop(stages: Sequence[Stage], reopened: int) -> dict[str, object]:
    """The stages in a row, and the way back of those that were opened again."""
    whole = stages[0].count
    stations = [
        Station(
            name=str(stage.stage.label),
            count=stage.count,
            percent=100 * stage.count // whole if whole else 0,
            half_after=formats.span(int(stage.half_after.total_seconds()))
            if nth and stage.half_after is not None
            else "",
            x=nth * (STAGE_WIDTH + STAGE_GAP),
            middle=nth * (STAGE_WIDTH + STAGE_GAP) + STAGE_WIDTH // 2,
        )
        for nth, stage in enumerate(stages)
    ]
    return {"stations": stations, "reopened": reopened}
