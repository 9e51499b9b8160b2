"""The door of upkeep: copy the house, put it back, close it for a while, let go what is over its term."""

from anlin.foundation.upkeep.closing import (
    CLOSING,
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
from anlin.foundation.upkeep.retention import (
    RETENTION,
    Keeping,
    KeptForGood,
    Line,
    keeping_of,
    keepings,
    kept_for_good,
    let_go,
    lines,
    set_term,
    terms,
)
from anlin.foundation.upkeep.snapshots import session

DEEDS = CLOSING | RETENTION

__all__ = [
    "DEEDS",
    "Closure",
    "HouseClosed",
    "Keeping",
    "KeptForGood",
    "Line",
    "Report",
    "Restored",
    "backup",
    "close",
    "closure",
    "closure_for_notice",
    "keeping_of",
    "keepings",
    "kept_for_good",
    "let_go",
    "lines",
    "reopen",
    "restore",
    "retry_after",
    "said_of",
    "session",
    "set_term",
    "terms",
]
