"""What complaints let go when the client is erased."""

from anlin.ground.people.sockets import Erasure
from anlin.trades.complaints.models import (
    ClosingVisit,
    Concession,
    CorrectivePlan,
    CorrectiveReport,
)

TEXTS = (
    (CorrectivePlan, ("measures", "proof")),
    (ClosingVisit, ("words",)),
    (Concession, ("words", "reason")),
    (CorrectiveReport, ("event", "cause", "corrective", "preventive")),
)


def forget(erasure: Erasure) -> int:
    """They themselves are taken out of what we wrote; what was done stays."""
    count = 0
    for model, names in TEXTS:
        rows = model._default_manager.filter(complaint__case__reporter__in=erasure.person_ids)
        for row in rows:
            for name in names:
                words = getattr(row, name)
                if words:
                    setattr(row, name, erasure.taken_out_of(words))
            row.save(update_fields=list(names))
            count += 1
    return count
