"""Envelopes for rosters that are applied by the worker."""

from datetime import datetime, timedelta

from anlin.foundation.intake import api as intake
from anlin.foundation.jobs import api as jobs
from anlin.ground.tenure import actions, permissions
from anlin.kernel.actors import Actor, ActorKind


@jobs.job(actions.APPLY_ROSTER, in_pieces=True, timeout=timedelta(minutes=30))
def apply_roster(*, batch_id: int, only_good: bool, actor_ref: str, now: datetime) -> None:
    batch = intake.Batch.objects.get(pk=batch_id)
    kind, _colon, key = actor_ref.partition(":")
    # Whether they may was asked when they ordered it; the worker acts in their name.
    by = Actor(
        kind=ActorKind(kind),
        key=key,
        rights_by_project={batch.project_id: frozenset(permissions.ROSTER_RIGHTS)},
    )
    actions.apply_roster(batch=batch, only_good=only_good, by=by, at=now)
