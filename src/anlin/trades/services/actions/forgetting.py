"""What service requests let go when whoever asked is erased."""

from anlin.ground.people.sockets import Erasure
from anlin.trades.services import queries
from anlin.trades.services.models import (
    Decision,
    Entry,
    MaintenanceReport,
    Plan,
    Remark,
    Survey,
)

GONE = "*"


def forget(erasure: Erasure) -> int:
    """The person's words go as a whole; out of what we wrote only they themselves are taken."""
    found = list(queries.of_everyone(erasure.person_ids))
    for request in found:
        request.content = GONE
        request.withdrawn_because = erasure.taken_out_of(request.withdrawn_because)
        request.save(update_fields=["content", "withdrawn_because"])
        remarks = Remark.objects.filter(plan__request=request)
        decisions = Decision.objects.filter(request=request)
        for said in (*remarks, *decisions.exclude(words=None)):
            setattr(said, "words", GONE)  # noqa: B010  (two kinds of rows)
            said.save(update_fields=["words"])
        for model, names in (
            (Survey, ("findings",)),
            (Plan, ("proposal", "schedule")),
            (Entry, ("words",)),
            (MaintenanceReport, ("words",)),
        ):
            for row in model._default_manager.filter(request=request):
                for name in names:
                    setattr(row, name, erasure.taken_out_of(getattr(row, name)))
                row.save(update_fields=list(names))
    return len(found)
