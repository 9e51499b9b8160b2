"""Tables of work orders: the work, its course, the care around it, and the catalogue it is raised from."""

from anlin.trades.workorders.models.care import (
    Contact,
    Damage,
    FirstCall,
    Transfer,
    Visit,
    Watch,
)
from anlin.trades.workorders.models.catalogue import Fault, Term
from anlin.trades.workorders.models.course import (
    Check,
    Decline,
    ManualStep,
    PartUsed,
    Pause,
    Span,
)
from anlin.trades.workorders.models.order import WorkOrder

__all__ = [
    "Check",
    "Contact",
    "Damage",
    "Decline",
    "Fault",
    "FirstCall",
    "ManualStep",
    "PartUsed",
    "Pause",
    "Span",
    "Term",
    "Transfer",
    "Visit",
    "Watch",
    "WorkOrder",
]
