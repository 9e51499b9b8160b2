"""What this room tells."""

from dataclasses import dataclass
from datetime import date, datetime

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DepartmentOpened(Event):
    """A department, office or branch is there from now on."""

    department_id: int


@dataclass(frozen=True, kw_only=True)
class StaffHired(Event):
    """Somebody works here from `on`."""

    staff_id: int
    on: date


@dataclass(frozen=True, kw_only=True)
class StaffLeft(Event):
    """Somebody works here no more from `on`: posts have ended, rights are gone."""

    staff_id: int
    on: date


@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    """Somebody holds a post from `on`."""

    staff_id: int
    post_id: int
    on: date


@dataclass(frozen=True, kw_only=True)
class Relieved(Event):
    """Somebody holds a post no more; `on` is the first day without."""

    staff_id: int
    post_id: int
    on: date


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A role is held from this moment; `project_id` None is the whole company."""

    staff_id: int
    role_id: int
    project_id: int | None


@dataclass(frozen=True, kw_only=True)
class RoleRevoked(Event):
    """A role is held no more from this moment."""

    staff_id: int
    role_id: int
    project_id: int | None


@dataclass(frozen=True, kw_only=True)
class CalendarEntered(Event):
    """The working calendar of a year is known, or was corrected."""

    year: int


@dataclass(frozen=True, kw_only=True)
class ShiftPlanned(Event):
    """Somebody will be on duty in a project from `starts_at` up to `ends_at`."""

    shift_id: int
    staff_id: int
    project_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ShiftStruck(Event):
    """A planned shift will not be."""

    shift_id: int
    staff_id: int
    project_id: int


@dataclass(frozen=True, kw_only=True)
class AbsenceNoted(Event):
    """Somebody will be away; whoever stands in has their duties."""

    absence_id: int
    staff_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class AbsenceCalledOff(Event):
    """They will be here after all."""

    absence_id: int
    staff_id: int
