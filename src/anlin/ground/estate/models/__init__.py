"""Tables of the estate: projects, what is built there, and everything else one can point at."""

from anlin.ground.estate.models.building import Building, Entrance, Unit, UnitStay
from anlin.ground.estate.models.project import Milestone, Project, Schedule, SourceClaim, Zone
from anlin.ground.estate.models.space import Space, Treatment

__all__ = [
    "Building",
    "Entrance",
    "Milestone",
    "Project",
    "Schedule",
    "SourceClaim",
    "Space",
    "Treatment",
    "Unit",
    "UnitStay",
    "Zone",
]
