"""What a change of rules does within the days that are written ahead, rule by rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from anlin.ground.estate.models import Project
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty.actions import opening
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.models import Rule, Standing
from anlin.instruments.duty.queries import standing as reading
from anlin.instruments.duty.rules import expecting, schema
from anlin.kernel.calendar import WorkingCalendar, YearUnknown

Windows = Mapping[str, expecting.Window]


@dataclass(frozen=True)
class Turn:
    """One rule in one place: what stood, and what shall stand (a rule with figures, or nothing)."""

    project: Project | None
    code: str
    old: Standing | None
    rule: Rule | None
    figures: Mapping[str, object]


@dataclass
class RuleChange:
    """What happens to one rule: occurrences over all places, and in how many places it begins, ends, or goes on otherwise.

    `before` and `after` are the first occurrence that differs, as it stood and as it will stand.
    """

    code: str
    rule: Rule
    adds: int = 0
    moves: int = 0
    removes: int = 0
    begins: int = 0
    ends: int = 0
    goes_on: int = 0
    before: expecting.Window | None = None
    after: expecting.Window | None = None

    @property
    def by_law(self) -> bool:
        return bool(self.rule.body.get("confidence"))

    @property
    def touched(self) -> int:
        return self.adds + self.moves + self.removes

    def count(self, before: Windows, after: Windows) -> None:
        """Compare what would stand in one place with what stands there."""
        keys = before.keys() | after.keys()
        differing = [key for key in keys if before.get(key) != after.get(key)]
        self.adds += sum(key not in before for key in differing)
        self.removes += sum(key not in after for key in differing)
        self.moves += sum(key in before and key in after for key in differing)
        for key in differing:
            self._remember(before.get(key), after.get(key))

    def _remember(self, before: expecting.Window | None, after: expecting.Window | None) -> None:
        known, seen = self.before or self.after, before or after
        assert seen is not None
        if known is None or (seen.scheduled_on, seen.key) < (known.scheduled_on, known.key):
            self.before, self.after = before, after


@dataclass(frozen=True)
class Change:
    """What a change does: the rules it touches, in the order of their codes, and the sums over them."""

    rules: Sequence[RuleChange] = field(default_factory=tuple)

    @property
    def adds(self) -> int:
        return sum(rule.adds for rule in self.rules)

    @property
    def moves(self) -> int:
        return sum(rule.moves for rule in self.rules)

    @property
    def removes(self) -> int:
        return sum(rule.removes for rule in self.rules)

    @property
    def begins(self) -> int:
        """How often a rule begins to stand in a place."""
        return sum(rule.begins for rule in self.rules)

    @property
    def ends(self) -> int:
        return sum(rule.ends for rule in self.rules)

    @property
    def statutory(self) -> int:
        """How many of the occurrences concerned are owed by law or standard."""
        return sum(rule.touched for rule in self.rules if rule.by_law)


def effect(turns: Iterable[Turn], from_on: date, at: datetime) -> Change:
    """What these turns do from a day on; nothing is written."""
    reckoner = _Reckoner(from_on, at)
    found: dict[str, RuleChange] = {}
    for turn in turns:
        told = turn.rule or (turn.old.rule if turn.old else None)
        if told is None:
            continue
        change = found.setdefault(turn.code, RuleChange(turn.code, told))
        change.count(
            reckoner.windows(turn.old.rule, turn.old.figures, turn.project) if turn.old else {},
            reckoner.windows(turn.rule, turn.figures, turn.project) if turn.rule else {},
        )
        change.begins += turn.old is None
        change.ends += turn.rule is None
        change.goes_on += turn.old is not None and turn.rule is not None
    return Change([found[code] for code in sorted(found)])


class _Reckoner:
    """What a rule asks for from the day on; where every place is alike it is reckoned once."""

    def __init__(self, from_on: date, at: datetime) -> None:
        self.from_on = from_on
        self.until = timezone.localdate(at) + opening.AHEAD + timedelta(days=1)
        self.calendar: WorkingCalendar = workforce.working_calendar()
        self.known: dict[tuple[object, ...], Windows] = {}

    def windows(
        self, rule: Rule, figures: Mapping[str, object], project: Project | None
    ) -> Windows:
        by_place = project if rule.kind == Kind.MILESTONE else None
        asked = (rule.pk, str(sorted(figures.items())), by_place and by_place.pk)
        if asked not in self.known:
            said = reading.said(rule, figures)
            self.known[asked] = (
                self._before_milestone(said, project) if by_place else self._by_calendar(said)
            )
        return self.known[asked]

    def _by_calendar(self, said: schema.Rule) -> Windows:
        until = max(self.from_on, self.until)
        found = opening.stretch(said, self.from_on, until, self.calendar).windows
        return {window.key: window for window, _next_at in found}

    def _before_milestone(self, said: schema.Rule, project: Project | None) -> Windows:
        assert said.milestone is not None
        if project is None:
            return {}
        day = reading.milestones_of([project.pk]).get(project.pk, {}).get(said.milestone.of)
        if day is None:
            return {}
        zone = timezone.get_default_timezone()
        try:
            window = expecting.window_before(said, day, calendar=self.calendar, zone=zone)
        except YearUnknown:
            return {}
        return {window.key: window} if window.scheduled_on >= self.from_on else {}
