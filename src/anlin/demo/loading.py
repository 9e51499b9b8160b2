"""Loading the demo: parts of one transaction each; what is there is seen in the data and not made again."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.demo import beside, company, duties, households, matters
from anlin.demo.cast import Cast
from anlin.demo.sources import read
from anlin.foundation.audit import api as audit
from anlin.ground.estate.models import Project, Unit
from anlin.ground.people.models import Person
from anlin.ground.tenure.models import Tenure
from anlin.ground.workforce.models import Staff
from anlin.instruments.duty.models import Standing
from anlin.trades.cases.models import Case, Report
from anlin.trades.workorders.models import WorkOrder

UNITS = 2600
CASES = 1200
A_MONTH = 300
BATCH = 60
Say = Callable[[str], None]


@dataclass(frozen=True)
class Inventory:
    """What the demo company has."""

    projects: int
    units: int
    people: int
    staff: int
    cases: int
    work_orders: int


def is_there() -> bool:
    """Whether everything was made, to what stands beside the last matter; a few short queries."""
    count = _planned()
    if count is None or not _is_told(matters.last_key(count)):
        return False
    return beside.is_there(_projects()[-1])


def load(
    *, now: datetime, enter: Callable[[datetime], None], units: int, cases: int, say: Say
) -> None:
    """Make what is missing; interrupted anywhere, it goes on from the last whole part.

    `now` and the sizes count for a new company only: one that was begun goes on as it began.
    `enter` writes what every new installation begins with.
    """
    first = read("company")["projects"][0]["code"]
    project = Project.objects.filter(code=first).first()
    if project is None:
        with _part():
            enter(now - company.AGE)
            company.found(units=units, now=now)
        project = Project.objects.get(code=first)
        say(_("The company is founded, its projects are built."))
    now = timezone.localtime(company.began(project))
    for each in _projects():
        if not Tenure.objects.filter(project=each).exists():
            with _part():
                households.settle(each, now=now)
            say(_("People have moved in: %(project)s.") % {"project": each.name})
    for each in _projects():
        if not Standing.objects.filter(project=each).exists():
            with _part():
                duties.adopt(each, now=now)
            say(_("Its duties are laid down: %(project)s.") % {"project": each.name})
    plan = matters.plan(_planned() or cases, now=now)
    for done in _tell(plan, now=now):
        figures = {"done": _grouped(done), "all": _grouped(matters.count_of(plan))}
        say(_("Matters: %(done)s / %(all)s") % figures)
    for each in _projects():
        if not beside.is_there(each):
            with _part():
                beside.tell(each, now=now)
            say(_("People were asked and heard: %(project)s.") % {"project": each.name})


def live(*, months: int, say: Callable[[int], None]) -> None:
    """Make the company's life longer: months before those that are there, each as busy as a real one.

    `say` is told how many months there are already. May be stopped anywhere and called again.
    """
    now = timezone.localtime(company.began(_projects()[0]))
    for months_ago in range(matters.MONTHS + 1, months + 1):
        for _done in _tell(matters.month(months_ago, A_MONTH, now=now), now=now):
            say(months_ago)


def inventory() -> Inventory:
    return Inventory(
        projects=Project.objects.count(),
        units=Unit.objects.count(),
        people=Person.objects.count(),
        staff=Staff.objects.count(),
        cases=Case.objects.count(),
        work_orders=WorkOrder.objects.count(),
    )


def _tell(beginnings: Sequence[matters.Beginning], *, now: datetime) -> Iterator[int]:
    """Batch by batch what was not told yet; gives how many matters there are each time."""
    casts = [Cast(project, now.date()) for project in _projects()]
    done = 0
    for batch in _batches(beginnings):
        done += matters.count_of(batch)
        told = _told_among(batch)
        if len(told) == len(batch):
            continue
        with _part():
            for beginning in batch:
                if beginning.key not in told:
                    matters.tell(beginning, casts, now=now)
        yield done


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


@contextmanager
def _part() -> Iterator[None]:
    """One transaction, all or nothing: no savepoints between the deeds, the audit written at once."""
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    gc.disable()
    try:
        with transaction.atomic(), audit.gathered():
            yield
    finally:
        connection.features.uses_savepoints = before
        gc.enable()


def _batches(beginnings: Sequence[matters.Beginning]) -> Iterator[list[matters.Beginning]]:
    rest = iter(beginnings)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _projects() -> list[Project]:
    codes = [line["code"] for line in read("company")["projects"]]
    return list(Project.objects.filter(code__in=codes).order_by("id"))


def _planned() -> int | None:
    """How many matters the company that is there was begun with; the keys of its reports say so."""
    key = Report.objects.filter(source_key__startswith=matters.PREFIX).values_list(
        "source_key", flat=True
    )
    first = key.order_by("id").first()
    return None if first is None else matters.planned_in(first)


def _told_among(batch: Sequence[matters.Beginning]) -> set[str]:
    """The keys of those that were told; of a cause, its first matter bears the key."""
    keys = [beginning.key for beginning in batch]
    return set(Report.objects.filter(source_key__in=keys).values_list("source_key", flat=True))


def _is_told(key: str) -> bool:
    return Report.objects.filter(source_key=key).exists()
