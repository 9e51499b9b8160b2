"""Which hours somebody is on duty for, without those when they are away."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from anlin.ground.workforce import rules
from anlin.ground.workforce.models import Absence, Shift
from anlin.ground.workforce.rules import Span


@dataclass(frozen=True)
class _OnRecord:
    """Hours of somebody that stood on record from a moment up to but without another."""

    staff_id: int
    span: Span
    since: datetime
    until: datetime | None

    def stood(self, known_at: datetime | None) -> bool:
        if known_at is None:
            return self.until is None
        return self.since <= known_at and (self.until is None or self.until > known_at)


class Watches:
    """The shifts and absences of some projects and days, read by two queries and asked as often as one likes."""

    def __init__(self, projects: Collection[int], starts_at: datetime, ends_at: datetime) -> None:
        self._shifts: dict[tuple[int, str], list[_OnRecord]] = defaultdict(list)
        self._absences: dict[int, list[_OnRecord]] = defaultdict(list)
        shifts = Shift.objects.filter(
            project__in=projects, starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        for project, duty, staff, begins, ends, since, until in shifts.order_by(
            "starts_at", "id"
        ).values_list(
            "project", "duty", "staff", "starts_at", "ends_at", "planned_at", "struck_at"
        ):
            line = _OnRecord(staff, (begins, ends), since, until)
            self._shifts[project, duty].append(line)
        people = {line.staff_id for lines in self._shifts.values() for line in lines}
        absences = Absence.objects.filter(
            staff__in=people, starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        for staff, begins, ends, since, until in absences.values_list(
            "staff", "starts_at", "ends_at", "noted_at", "called_off_at"
        ):
            self._absences[staff].append(_OnRecord(staff, (begins, ends), since, until))

    def hours(
        self, project_id: int, duty: str, whole: Span, *, known_at: datetime | None = None
    ) -> list[Span]:
        """The hours within `whole` for which somebody is on duty, one piece for each; as they stood on record at `known_at`."""
        return [
            (max(begins, whole[0]), min(ends, whole[1]))
            for line in self._shifts[project_id, duty]
            if line.stood(known_at)
            for begins, ends in rules.without(
                line.span,
                [away.span for away in self._absences[line.staff_id] if away.stood(known_at)],
            )
            if begins < whole[1] and ends > whole[0]
        ]

    def gaps(
        self,
        project_id: int,
        duty: str,
        whole: Span,
        *,
        heads: int = 1,
        known_at: datetime | None = None,
    ) -> list[Span]:
        """The hours within `whole` for which fewer than `heads` people are on duty, as the roster stood at `known_at`."""
        return rules.gaps(
            whole, self.hours(project_id, duty, whole, known_at=known_at), heads=heads
        )
