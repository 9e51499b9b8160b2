"""What a pack would ask of a project in a year, before anybody adopts it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from anlin.ground.estate.models import Project
from anlin.ground.workforce import queries as workforce
from anlin.instruments.duty.choices import Kind
from anlin.instruments.duty.models import Pack
from anlin.instruments.duty.queries import standing
from anlin.instruments.duty.rules import expecting
from anlin.kernel.calendar import YearUnknown


@dataclass
class Load:
    """Occurrences of each rule in the twelve months, hours by post and by week of the year, and what news alone decides.

    `left_out` are rules whose number nobody knows beforehand (clocks, gates), and those that wait for the working
    calendar of the year.
    """

    by_rule: dict[str, list[int]] = field(default_factory=dict)
    hours_by_post: dict[str, float] = field(default_factory=dict)
    hours_by_week: dict[int, float] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def load(pack: Pack, project: Project, year: int) -> Load:
    """Reckoned as the engine would, from the rules and the site's facts; nothing is written."""
    found = Load()
    hours: dict[str, float] = defaultdict(float)
    weeks: dict[int, float] = defaultdict(float)
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    calendar, zone = workforce.working_calendar(), timezone.get_default_timezone()
    facts = standing.facts_of([project.pk], first)[project.pk]
    milestones = standing.milestones_of([project.pk]).get(project.pk, {})
    for row in pack.rules.order_by("code"):
        rule = standing.said(row, {})
        if not row.per_project or not standing.applies(rule, facts):
            continue
        try:
            if rule.milestone is not None:
                day = milestones.get(rule.milestone.of)
                days = (
                    [expecting.window_before(rule, day, calendar=calendar, zone=zone).scheduled_on]
                    if day
                    else []
                )
            elif rule.kind in (Kind.CLOCK, Kind.GATE):
                found.left_out.append(row.code)
                continue
            else:
                days = [
                    day
                    for day in expecting.days_of(rule, first, end)
                    if expecting.window_on(rule, day, calendar=calendar, zone=zone) is not None
                ]
        except YearUnknown:
            found.left_out.append(row.code)
            continue
        months = Counter(day.month for day in days if first <= day < end)
        found.by_rule[row.code] = [months[month] for month in range(1, 13)]
        hours[rule.post] += rule.hours * months.total()
        for day in days:
            if first <= day < end:
                weeks[day.isocalendar().week] += rule.hours
    found.hours_by_post = dict(sorted(hours.items()))
    found.hours_by_week = dict(sorted(weeks.items()))
    return found
