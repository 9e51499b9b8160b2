"""Which matters there are and when they began; each is then told up to the present."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from anlin.demo import courses
from anlin.demo.cast import Cast, Neighbour
from anlin.demo.sources import chance, read
from anlin.demo.tale import OPENS, Ongoing, Tale
from anlin.trades.cases import actions as cases
from anlin.trades.cases import queries
from anlin.trades.cases.models import Case

MONTHS = 18
DENSE = timedelta(days=30)
DENSE_SHARE = 0.28
LONGEST_CAUSE = 14
PREFIX = "demo-"


@dataclass(frozen=True)
class Beginning:
    """The first word of one matter, or of the `households` matters of one cause."""

    key: str
    at: datetime
    households: int = 1


def plan(count: int, *, now: datetime) -> list[Beginning]:
    """Beginnings over eighteen months, the last one dense, with causes here and there; by time."""
    dice = chance("plan", count)
    causes = [dice.randrange(5, LONGEST_CAUSE) for _cause in range(count // 110)]
    singles = count - sum(causes)
    recent = round(singles * DENSE_SHARE)
    # Denser towards the present, so that every state of the loop is on the desk.
    moments = [_between(dice, now - DENSE * dice.random() ** 1.5, now) for _each in range(recent)]
    long_ago = now - timedelta(days=30 * MONTHS)
    moments += [_between(dice, long_ago, now - DENSE) for _each in range(singles - recent)]
    beginnings = [(at, 1) for at in moments]
    for nth, households in enumerate(causes):
        # The newest cause is of this morning, the others lie further and further back.
        days = 0.2 if nth == 0 else nth * 30 * MONTHS / len(causes) - dice.randrange(20)
        beginnings.append((now - timedelta(days=days), households))
    return [
        Beginning(f"{PREFIX}{count}-{number}", at, households)
        for number, (at, households) in enumerate(sorted(beginnings))
    ]


def count_of(beginnings: Iterable[Beginning]) -> int:
    """How many matters they become, those of one cause counted each."""
    return sum(beginning.households for beginning in beginnings)


def last_key(count: int) -> str:
    """The key of the last beginning of a plan of `count` matters; the moment does not change it."""
    return plan(count, now=datetime(2026, 1, 1, 12, tzinfo=UTC))[-1].key


def planned_in(key: str) -> int:
    """How many matters the plan had that this key belongs to."""
    return int(key.removeprefix(PREFIX).partition("-")[0])


def month(months_ago: int, count: int, *, now: datetime) -> list[Beginning]:
    """The beginnings of one month long ago, for a life longer than the plan."""
    dice = chance("life", months_ago)
    last = now - timedelta(days=30 * (months_ago - 1))
    moments = sorted(_between(dice, last - DENSE, last) for _each in range(count))
    return [Beginning(f"life-{months_ago}-{number}", at) for number, at in enumerate(moments)]


def tell(beginning: Beginning, casts: Sequence[Cast], *, now: datetime) -> None:
    """Let one beginning become a matter, or many of one cause, in the caller's transaction."""
    dice = chance("matter", beginning.key)
    weights = [len(cast.neighbours) for cast in casts]
    [cast] = dice.choices(casts, weights)
    if beginning.households > 1:
        _tell_cause(beginning, cast, dice, now=now)
        return
    theme = _theme(dice, beginning.at)
    who = _somebody(cast, dice, beginning)
    tale = Tale(
        cast, theme, who, dice, beginning.at, now, beginning.key, _pace(dice, now - beginning.at)
    )
    place, title, words = _words(tale)
    courses.open_(tale, title=title, words=words, place=place)
    _go_on(tale)


def _go_on(tale: Tale) -> None:
    try:
        courses.run(tale)
    except Ongoing:
        return


def _tell_cause(beginning: Beginning, cast: Cast, dice: Random, *, now: datetime) -> None:
    """One thing breaks, many tell us, one order mends it, and everybody is answered."""
    line = dice.choice(read("matters")["causes"])
    first = dice.choice(cast.neighbours)
    near = cast.of_building(first.unit.building)
    affected = dice.sample(near, min(beginning.households, len(near)))
    base = next(theme for theme in read("matters")["themes"] if theme["code"] == line["theme"])
    place = first.unit.building.name
    shared: dict[str, Any] = {
        **base, "place": "shared", "says": line["says"], "done": [line["done"]],
        "urgency": line["urgency"], "trade": line["trade"], "class": line["class"],
    }  # fmt: skip
    opened: list[Case] = []
    at, tale = beginning.at, None
    for number, who in enumerate(affected):
        if at > now:
            break
        told = Tale(cast, shared, who, dice, at, now, _key(beginning, number))
        said = dice.choice(line["says"]).format(building=place)
        words = f"{told.pick('openings')}{said}。{told.pick('wishes')}"
        opened.append(courses.open_(told, title=said, words=words, place=place))
        tale = tale or told
        at += timedelta(minutes=dice.uniform(2, 12))
    if tale is not None:
        tale.at = at
        _mend(tale, line, opened, place)


def _key(beginning: Beginning, number: int) -> str:
    return f"{beginning.key}.{number}" if number else beginning.key


def _mend(tale: Tale, line: dict[str, Any], opened: list[Case], place: str) -> None:
    desk = tale.cast.anyone(courses.DESK, tale.dice)
    try:
        for case in opened:
            tale.case = case
            courses.sort(tale, desk, patience=3)
        tale.case = opened[0]
        title = line["title"].format(building=place)
        cause = cases.name_cause(title=title, cases=opened, by=desk.actor, at=tale.at)
        courses.work(tale, desk, words=title)
        tale.wait(10, 60)
        answered = line["answer"].format(building=place)
        channel = tale.cast.channels["wechat-group"]
        cases.answer_all(cause=cause, words=answered, channel=channel, by=desk.actor, at=tale.at)
        for case in queries.of_cause(cause.pk):
            tale.case = case
            courses.ask_afterwards(tale)
    except Ongoing:
        return


def _theme(dice: Random, at: datetime) -> dict[str, Any]:
    themes = [
        theme for theme in read("matters")["themes"]
        if at.month in theme.get("months", range(1, 13))
    ]  # fmt: skip
    [theme] = dice.choices(themes, [theme["weight"] for theme in themes])
    chosen: dict[str, Any] = theme
    return chosen


def _somebody(cast: Cast, dice: Random, beginning: Beginning) -> Neighbour:
    """Somebody who lived there then; whoever may sign in speaks up more often than others."""
    if cast.with_account and dice.random() < 0.015:
        return cast.with_account[0]
    for _try in range(20):
        who = dice.choice(cast.neighbours)
        if who.since <= beginning.at.date():
            return who
    return cast.neighbours[0]


def _words(tale: Tale) -> tuple[str, str, str]:
    """(place, title, what they say) in the words of this theme and of everybody."""
    unit = tale.who.unit
    building = unit.building.name
    entrance = f"{building}{unit.entrance.name}" if unit.entrance else building
    place = ""
    if tale.theme["place"] == "shared":
        place = tale.pick("places").format(building=building, entrance=entrance)
    said = tale.pick("says").format(place=place)
    words = f"{tale.pick('openings')}{said}{tale.pick('more')}。{tale.pick('wishes')}"
    return place, said, words


def _pace(dice: Random, age: timedelta) -> float:
    """Most matters are quick, some wait for parts or other people, a few drag on for weeks.

    Nowadays more of them: the desk of a demo should not be empty.
    """
    weights = [40, 35, 25] if age < DENSE else [84, 13, 3]
    [pace] = dice.choices([0.8, 3.5, 14.0], weights)
    return float(pace)


def _between(dice: Random, start: datetime, end: datetime) -> datetime:
    """Some moment between the two when people are awake."""
    at = start + (end - start) * dice.random()
    if at.hour < OPENS - 1:
        at = at.replace(hour=dice.randrange(OPENS, 22))
    return min(at, end)
