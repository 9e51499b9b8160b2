"""What deeds on a matter share: what the rooms above have against them, the audit line, the facts of their news."""

from datetime import datetime

from anlin.foundation.audit import api as audit
from anlin.kernel.actors import Actor
from anlin.trades.cases import queries
from anlin.trades.cases.choices import CaseStep
from anlin.trades.cases.models import Case


def ask_above(case: Case, step: CaseStep) -> None:
    """Refuse with what a file about the matter, kept by a room above, has against that step."""
    bar = queries.barred(case, step)
    if bar is not None:
        raise bar


def told(case: Case) -> dict[str, int]:
    """What every event about the matter carries."""
    return {"case_id": case.pk, "project_id": case.project_id}


def record(deed: str, case: Case, *, by: Actor, at: datetime, **details: audit.Detail) -> None:
    audit.record(deed, case.subject, by=by, at=at, project_id=case.project_id, **details)
