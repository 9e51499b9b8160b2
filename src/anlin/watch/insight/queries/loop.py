"""How the loop runs in a period: how far matters came, how soon people were answered, what comes again, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from anlin.kernel.actors import Actor
from anlin.trades.callbacks import queries as callbacks
from anlin.trades.cases.models import Answer, Case, Passing, Report
from anlin.watch.insight.choices import LoopStage

# A reply within so long; the last bucket is everything later.
BUCKETS = (timedelta(minutes=15), timedelta(hours=2), timedelta(days=1), timedelta(days=3))
TOP = 10
# A home that comes with the same trade so many times in the period.
OFTEN = 3


@dataclass(frozen=True)
class Stage:
    """How many matters of the period came as far, and after how long half of those had (None where none did)."""

    stage: LoopStage
    count: int
    half_after: timedelta | None


@dataclass(frozen=True)
class Replies:
    """Of the matters of a trade: how many, answered how soon (one figure a bucket, then later), and those still waiting."""

    trade: str
    count: int
    within: tuple[int, ...]
    later: int
    waiting: int


@dataclass(frozen=True)
class Asking:
    """What came again: matters told of more than once, handled in more than one round, and homes that come often."""

    told_again: int
    reopened: int
    all: int


@dataclass(frozen=True)
class Often:
    """A home that came with the same trade again and again."""

    unit: str
    project_id: int
    trade: str
    count: int


@dataclass(frozen=True)
class Counted:
    """A cause or a subject with the matters that have it, and whether it is solved (None where that is no question)."""

    name: str
    count: int
    is_solved: bool | None = None


def stages(found: QuerySet[Case]) -> list[Stage]:
    """The five stages of the loop for these matters, in their order."""
    reached = _reached(found)
    whole = reached.aggregate(
        **{
            f"n_{stage.value}": Count("pk", filter=~Q(**{f"at_{stage.value}": None}))
            for stage in LoopStage
        }
    )
    return [_stage(reached, stage, whole[f"n_{stage.value}"]) for stage in LoopStage]


def _stage(reached: QuerySet[Case], stage: LoopStage, count: int) -> Stage:
    at = f"at_{stage.value}"
    if stage == LoopStage.RECEIVED or not count:
        return Stage(stage, count, timedelta() if count else None)
    took = reached.exclude(**{at: None}).annotate(took=F(at) - F("opened_at")).order_by("took")
    return Stage(stage, count, took.values_list("took", flat=True)[(count - 1) // 2])


def _reached(found: QuerySet[Case]) -> QuerySet[Case]:
    """With the moment at which each matter first came to each stage."""
    return found.order_by().annotate(
        at_received=F("opened_at"),
        at_sorted=F("sorted_at"),
        at_passed=_first(Passing.objects.all(), "passed_at"),
        at_answered=_first(Answer.objects.filter(is_interim=False), "answered_at"),
        at_closed=F("closed_at"),
    )


def _first(rows: QuerySet, at: str) -> Subquery:
    mine = rows.filter(case=OuterRef("pk")).order_by(at).values(at)[:1]
    return Subquery(mine, output_field=DateTimeField())


def replies(found: QuerySet[Case]) -> list[Replies]:
    """How soon the first answer came, trade by trade, the largest first; what nobody sorted has the trade ""."""
    name = _named("trade")
    took = _reached(found).annotate(took=F("at_answered") - F("opened_at"))
    bounds = {f"b{nth}": Count("pk", filter=Q(took__lte=most)) for nth, most in enumerate(BUCKETS)}
    counted = took.values(name).annotate(
        all=Count("pk"), answered=Count("pk", filter=~Q(at_answered=None)), **bounds
    )
    lines = [_replies(row[name] or "", row) for row in counted]
    return sorted(lines, key=lambda line: (-line.count, line.trade))


def _replies(trade: str, row: dict[str, int]) -> Replies:
    up_to = [row[f"b{nth}"] for nth in range(len(BUCKETS))]
    within = tuple(now - before for now, before in zip(up_to, [0, *up_to], strict=False))
    answered = row["answered"]
    return Replies(trade, row["all"], within, answered - up_to[-1], row["all"] - answered)


def askings(found: QuerySet[Case]) -> Asking:
    again = Report.objects.filter(case=OuterRef("pk")).order_by("pk")[1:2]
    row = found.order_by().aggregate(
        all=Count("pk"),
        told=Count("pk", filter=Exists(again)),
        rounds=Count("pk", filter=Q(round__gt=1)),
    )
    return Asking(row["told"], row["rounds"], row["all"])


def often(found: QuerySet[Case]) -> list[Often]:
    """Homes that came with the same trade three times or more, the most first."""
    name = _named("trade")
    counted = (
        found.exclude(Q(unit=None) | Q(trade=None))
        .order_by()
        .values("unit", "unit__address", "project", name)
        .annotate(count=Count("pk"))
        .filter(count__gte=OFTEN)
        .order_by("-count", "unit")
    )
    return [
        Often(row["unit__address"], row["project"], row[name], row["count"])
        for row in counted[:TOP]
    ]


def top_causes(found: QuerySet[Case]) -> list[Counted]:
    """Common causes by the matters of the period that have them."""
    counted = (
        found.exclude(cause=None).order_by().values("cause", "cause__title", "cause__solved_at")
    )
    lines = counted.annotate(count=Count("pk")).order_by("-count", "cause")[:TOP]
    return [
        Counted(row["cause__title"], row["count"], row["cause__solved_at"] is not None)
        for row in lines
    ]


def subjects(found: QuerySet[Case]) -> list[Counted]:
    """What is complained of, by the subject of the matters."""
    name = _named("about")
    counted = found.exclude(about=None).order_by().values("about", name)
    lines = counted.annotate(count=Count("pk")).order_by("-count", "about")[:TOP]
    return [Counted(row[name], row["count"]) for row in lines]


def satisfied(
    actor: Actor, project_id: int | None, start: datetime, end: datetime
) -> list[callbacks.Share]:
    """Satisfaction of those asked in the period, by office, with its interval; small samples show nothing."""
    shares = callbacks.satisfaction(actor, by="project", start=start, end=end)
    return [share for key, share in shares if project_id in {None, key}]


def _named(axis: str) -> str:
    is_chinese = (get_language() or "").startswith("zh")
    return f"{axis}__{'name' if is_chinese else 'name_en'}"
