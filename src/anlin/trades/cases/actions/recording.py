"""What every deed on a matter does at its end: the audit line and the facts of its news."""

from datetime import datetime

from anlin.foundation.audit import api as audit
from anlin.kernel.actors import Actor
from anlin.trades.cases.models import Case


def told(case: Case) -> dict[str, int]:
    """What every event about the matter carries."""
    return {"case_id": case.pk, "project_id": case.project_id}


def record(deed: str, case: Case, *, by: Actor, at: datetime, **details: audit.Detail) -> None:
    audit.record(deed, case.subject, by=by, at=at, project_id=case.project_id, **details)
