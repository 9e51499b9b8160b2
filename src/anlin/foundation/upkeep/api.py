"""The door of upkeep: copy the house, put it back, close it to changes for a while."""

from anlin.foundation.upkeep.closing import (
    DEEDS,
    HouseClosed,
    close,
    closure,
    closure_for_notice,
    reopen,
    retry_after,
    said_of,
)
from anlin.foundation.upkeep.keeping import Report, backup
from anlin.foundation.upkeep.models import Closure
from anlin.foundation.upkeep.restoring import Restored, restore

__all__ = [
    "DEEDS",
    "Closure",
    "HouseClosed",
    "Report",
    "Restored",
    "backup",
    "close",
    "closure",
    "closure_for_notice",
    "reopen",
    "restore",
    "retry_after",
    "said_of",
]
