"""Which matters there are, for whom, in which views."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import Case as DbCase
from django.db.models import Count, F, Q, QuerySet, When

from anlin.ground.people import queries as people
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject
from anlin.trades.cases.choices import OPEN_STATES, UNANSWERED_STATES, CaseState
from anlin.trades.cases.models import Case, Channel, Report
from anlin.trades.workorders.choices import Urgency

SEE = "cases.see"

# The saved views of the list, in the order of the loop: code → which matters are in it.
VIEWS: dict[str, Q] = {
    "open": Q(state__in=OPEN_STATES),
    "to_sort": Q(state=CaseState.RECEIVED),
    "to_pass_on": Q(state=CaseState.SORTED),
    "in_hand": Q(state=CaseState.PASSED),
    "to_answer": Q(state=CaseState.RETURNED),
    "to_follow_up": Q(state__in=[CaseState.ANSWERED, CaseState.AGREED]),
    "all": Q(),
}


def visible_to(actor: Actor) -> QuerySet[Case]:
    """Matters of the actor's projects; a resident sees their own, those from before a merge included."""
    cases = Case.objects.select_related(
        "project", "unit", "channel", "trade", "department", "in_charge", "taker"
    )
    if actor.person_id is not None:
        return cases.filter(reporter__in=people.same_person(actor.person_id))
    projects = actor.projects_with(SEE)
    return cases if projects is None else cases.filter(project__in=projects)


def late(now: datetime) -> Q:
    """Matters without an answer although the person wanted it before now (B-CASE-26)."""
    return Q(state__in=UNANSWERED_STATES, wanted_by__lt=now)


def answered_late() -> Q:
    """Matters answered later than the person wanted: a failure of quality, however good the answer (B-CASE-26)."""
    return Q(answered_at__gt=F("wanted_by"))


def by_number(project_id: int, number: str) -> Case:
    """Raises Case.DoesNotExist."""
    return Case.objects.get(project=project_id, number=number)


def open_cases() -> Q:
    return VIEWS["open"]


def of_unit(unit_id: int) -> QuerySet[Case]:
    """Every matter about or from a unit, the newest first."""
    return (
        Case.objects.filter(unit=unit_id)
        .select_related("channel", "trade")
        .order_by("-opened_at", "-id")
    )


def of_person(person_id: int) -> QuerySet[Case]:
    """Every matter of a person over all channels, the newest first (A-CASE-28)."""
    return (
        Case.objects.filter(reporter__in=people.same_person(person_id))
        .select_related("channel", "trade", "unit")
        .order_by("-opened_at", "-id")
    )


def of_cause(cause_id: int) -> QuerySet[Case]:
    return (
        Case.objects.filter(cause=cause_id)
        .select_related("unit", "channel", "in_charge")
        .order_by("opened_at", "id")
    )


def counts_by_state(actor: Actor, project_id: int | None = None) -> dict[str, int]:
    """How many open matters stand in each state, in one query over the partial index."""
    cases = visible_to(actor).filter(open_cases()).select_related(None)
    if project_id is not None:
        cases = cases.filter(project=project_id)
    counted = cases.order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in counted}


def newest_open(project_id: int, most: int) -> list[Case]:
    """The newest open matters of a project, with what a file of messages is compared with."""
    found = Case.objects.filter(open_cases(), project=project_id)
    return list(found.only("seal", "number", "words").order_by("-opened_at", "-pk")[:most])


def waiting_longest(actor: Actor, project_id: int | None = None) -> QuerySet[Case]:
    """Unanswered matters, the ones open longest first."""
    cases = visible_to(actor).filter(state__in=UNANSWERED_STATES)
    if project_id is not None:
        cases = cases.filter(project=project_id)
    return cases.order_by("opened_at", "id")


def urgent_first(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Urgent and important ones (B-CASE-19), then fairly urgent ones, then the rest, the oldest of each first."""
    rank = DbCase(
        When(Q(urgency=Urgency.URGENT) | Q(is_important=True), then=0),
        When(urgency=Urgency.FAIRLY_URGENT, then=1),
        default=2,
    )
    return cases.order_by(rank, "opened_at", "id")


def reported_from(channel_id: int, source_keys: Iterable[str]) -> dict[str, int]:
    """Which of these numbers of a source were imported before: source number → case id."""
    known = Report.objects.filter(channel=channel_id, source_key__in=list(source_keys))
    return dict(known.values_list("source_key", "case"))


def find_report(source_key: str, *, channels: QuerySet[Channel]) -> Report | None:
    """The report that has this number at its source, over any of the channels."""
    known = Report.objects.filter(channel__in=channels, source_key=source_key)
    return known.select_related("case").first()


def told_by(person_ids: Iterable[int], channel_id: int) -> Iterator[tuple[int, str, Case]]:
    """What these people told us over the channel, the earliest first: person, words, matter."""
    cases = Case.objects.filter(reporter__in=list(person_ids), channel=channel_id)
    for case in cases.order_by("opened_at", "id").iterator(chunk_size=1000):
        assert case.reporter_id is not None
        yield case.reporter_id, case.words, case


def opened_between(actor: Actor, start: datetime, end: datetime) -> QuerySet[Case]:
    return visible_to(actor).filter(opened_at__gte=start, opened_at__lt=end)


def names_of_subjects(subjects: Collection[Subject]) -> dict[Subject, str]:
    """What people call matters: their numbers and titles; nothing about anything else."""
    wanted = Subject.numbers("case", subjects)
    cases = Case.objects.filter(pk__in=wanted).only("number", "title") if wanted else ()
    return {wanted[case.pk]: f"{case.number} {case.title}" for case in cases}
