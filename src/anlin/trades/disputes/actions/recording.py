"""What every deed on a mediation does: the right, the step, the audit line."""

from datetime import datetime

from anlin.foundation import rows
from anlin.foundation.audit import api as audit
from anlin.kernel.actors import Actor
from anlin.kernel.errors import require
from anlin.trades.disputes import permissions, rules
from anlin.trades.disputes.choices import MediationState, MediationStep
from anlin.trades.disputes.models import Mediation


def allowed(by: Actor, mediation: Mediation) -> None:
    require(permissions.may_mediate(by, mediation.case))


def after(mediation: Mediation, step: MediationStep) -> MediationState:
    """Where the step leads the mediation; refused with `NoSuchStep`."""
    return rules.LIFE.step(MediationState(mediation.state), step)


def move(mediation: Mediation, state: MediationState, *, ended_at: datetime | None = None) -> None:
    rows.change(mediation, expecting=("state",), state=state, ended_at=ended_at)


def record(
    deed: str, mediation: Mediation, *, by: Actor, at: datetime, **details: audit.Detail
) -> None:
    case = mediation.case
    audit.record(deed, case.subject, by=by, at=at, project_id=case.project_id, **details)
