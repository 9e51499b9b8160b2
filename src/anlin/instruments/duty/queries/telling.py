"""What the rulebook tells: packs and where they stand, the record of each rule, the days of a month."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Count, F, Q, QuerySet

from anlin.instruments.duty.models import Occurrence, Pack, Rule, Standing
from anlin.instruments.duty.queries.owed import SEE, visible_to
from anlin.kernel.actors import Actor

By = Literal["project", "rule"]
GROUPS: dict[By, tuple[str, ...]] = {
    "project": ("project", "project__name"),
    "rule": ("standing__code",),
}
COMPANY = 0


@dataclass(frozen=True)
class Tally:
    """How the occurrences of one rule in one place ended, or of all rules there, or of one rule everywhere.

    `due` are all whose last moment has come and that were not waived. `code` is empty where rules are taken together.
    """

    project_id: int | None
    project: str
    code: str
    due: int
    kept: int
    late: int
    missed: int
    waived: int
    open_late: int

    @property
    def share(self) -> int | None:
        """Percent kept in time of those due; None when none was due."""
        return self.kept * 100 // self.due if self.due else None


def standings_visible_to(actor: Actor) -> QuerySet[Standing]:
    """Where rules stand or stood, in the actor's projects; in the company for whoever may see them everywhere."""
    found = Standing.objects.select_related("rule__pack", "project")
    projects = actor.projects_with(SEE)
    return found if projects is None else found.filter(project__in=projects)


def packs_told(actor: Actor, on: date) -> QuerySet[Pack]:
    """Every version taken, newest first, with `rule_count` and, of the actor's projects, `project_count` where it stands."""
    stands = Q(rules__standings__from_on__lte=on) & (
        Q(rules__standings__until_on=None) | Q(rules__standings__until_on__gt=on)
    )
    projects = actor.projects_with(SEE)
    if projects is not None:
        stands &= Q(rules__standings__project__in=projects)
    return Pack.objects.annotate(
        rule_count=Count("rules", distinct=True),
        project_count=Count("rules__standings__project", filter=stands, distinct=True),
    ).order_by("code", "-version")


def tallies(
    actor: Actor,
    first: datetime,
    at: datetime,
    *,
    by: Sequence[By] = ("project", "rule"),
    code: str = "",
    project_id: int | None = None,
) -> list[Tally]:
    """Of what fell due from `first` to `at`, by project, by rule, or by both, the worst first; one query.

    With `project_id` (`COMPANY` for the company's own) or `code` of these alone.
    """  # fmt: skip
    rows: QuerySet[Occurrence, Any] = visible_to(actor).filter(
        last_at__gte=first, target_at__lte=at
    )
    if code:
        rows = rows.filter(standing__code=code)
    if project_id is not None:
        rows = rows.filter(project=project_id or None)
    came, not_done = Q(last_at__lte=at), Q(done_at=None, waived_at=None)
    groups = [name for each in by for name in GROUPS[each]]
    counted = rows.order_by().values(*groups).annotate(
        n_due=Count("pk", filter=came & ~Q(done_at=None, waived_at__isnull=False)),
        n_kept=Count("pk", filter=came & Q(done_at__lte=F("last_at"))),
        n_late=Count("pk", filter=came & Q(done_at__gt=F("last_at"))),
        n_missed=Count("pk", filter=came & not_done),
        n_waived=Count("pk", filter=came & Q(done_at=None, waived_at__isnull=False)),
        n_open=Count("pk", filter=Q(last_at__gt=at) & not_done),
    )  # fmt: skip
    found = [
        Tally(
            row.get("project"), row.get("project__name") or "", row.get("standing__code", ""), row["n_due"],
            row["n_kept"], row["n_late"], row["n_missed"], row["n_waived"], row["n_open"],
        )
        for row in counted
    ]  # fmt: skip
    return sorted(found, key=lambda t: (-t.missed, -t.late, -t.open_late, t.project, t.code))


def rules_by_code(codes: Collection[str]) -> dict[str, Rule]:
    """The newest rule that stood under each of these codes; one query."""
    found = Standing.objects.filter(code__in=codes).order_by("pk").select_related("rule")
    return {standing.code: standing.rule for standing in found}


def of_days(actor: Actor, project_id: int, first: date, end: date) -> Sequence[Occurrence]:
    """What is or was owed in the project for the days up to `end`, by rule and day; one query."""
    return list(
        visible_to(actor)
        .filter(project=project_id, scheduled_on__gte=first, scheduled_on__lt=end)
        .order_by("standing__code", "scheduled_on", "id")
    )
