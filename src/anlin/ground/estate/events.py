"""What `estate` tells."""

from dataclasses import dataclass
from datetime import date

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ProjectEvent(Event):
    """News about one project, told in order."""

    project_id: int

    @property
    def subject_ref(self) -> str:
        return f"project:{self.project_id}"


@dataclass(frozen=True, kw_only=True)
class ProjectOpened(ProjectEvent):
    """The company keeps a record of this project from now on, long before a unit exists."""


@dataclass(frozen=True, kw_only=True)
class ProjectChanged(ProjectEvent):
    """The profile was changed; ask `queries` what it is now."""


@dataclass(frozen=True, kw_only=True)
class MilestoneMoved(ProjectEvent):
    """A date that phases and deadlines hang on was set, moved, or came true."""

    kind: str
    on: date


@dataclass(frozen=True, kw_only=True)
class BuildingAdded(ProjectEvent):
    """A building stands in the register."""

    building_id: int


@dataclass(frozen=True, kw_only=True)
class UnitsAdded(ProjectEvent):
    """Units of one project stand in the register; told once for a batch."""

    unit_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class UnitChanged(ProjectEvent):
    """Area, use or layout of a unit was corrected."""

    unit_id: int


@dataclass(frozen=True, kw_only=True)
class UnitStatusChanged(ProjectEvent):
    """The unit passed into another status on that day."""

    unit_id: int
    status: str
    since: date
