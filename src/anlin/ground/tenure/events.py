"""What `tenure` tells."""

from dataclasses import dataclass
from datetime import date

from anlin.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TenureEvent(Event):
    """News about the people of one project's units, told in order per unit."""

    project_id: int
    unit_id: int | None

    @property
    def subject_ref(self) -> str:
        return f"unit:{self.unit_id}"


@dataclass(frozen=True, kw_only=True)
class TenureBegan(TenureEvent):
    """A person holds a role towards the unit from that day on."""

    tenure_id: int
    person_id: int
    role: str
    begins_on: date


@dataclass(frozen=True, kw_only=True)
class TenureEnded(TenureEvent):
    """A person no longer holds the role from that day on; the day itself belongs to the successor."""

    tenure_id: int
    person_id: int
    role: str
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class UnitTransferred(TenureEvent):
    """The unit has new owners from that day on; told after the endings and beginnings it consists of."""

    on: date
