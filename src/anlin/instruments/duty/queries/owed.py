"""What is owed: by whom, where, about what, and how it stands."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from anlin.foundation.prepared import Prepared
from anlin.instruments.duty.choices import State
from anlin.instruments.duty.models import Alarm, Heartbeat, Occurrence, WaitingClock
from anlin.kernel.actors import Actor
from anlin.kernel.subjects import Subject

SEE = "duty.see"


def visible_to(actor: Actor) -> QuerySet[Occurrence]:
    """Occurrences of the actor's projects; those of the company for whoever may see them everywhere."""
    found = Occurrence.objects.filter(withdrawn_at=None).select_related("standing__rule", "project")
    projects = actor.projects_with(SEE)
    return found if projects is None else found.filter(project__in=projects)


def owed_now(actor: Actor, at: datetime) -> QuerySet[Occurrence]:
    """What can be done now and is not, what hurts first: missed, then by the last moment."""
    return (
        visible_to(actor)
        .filter(done_at=None, waived_at=None, earliest_at__lte=at)
        .order_by("last_at", "id")
    )


def in_state(state: State, at: datetime) -> Q:
    """The rows of which `state_of` says this at that moment, as a condition."""
    done, waived = Q(done_at__isnull=False), Q(done_at=None, waived_at__isnull=False)
    owed = Q(done_at=None, waived_at=None, withdrawn_at=None)
    return {
        State.WITHDRAWN: Q(withdrawn_at__isnull=False),
        State.DONE: done & Q(done_at__lte=F("last_at"), withdrawn_at=None),
        State.DONE_LATE: done & Q(done_at__gt=F("last_at"), withdrawn_at=None),
        State.WAIVED: waived & Q(withdrawn_at=None),
        State.MISSED: owed & Q(last_at__lte=at),
        State.LATE: owed & Q(last_at__gt=at, target_at__lte=at),
        State.OPEN: owed & Q(target_at__gt=at, earliest_at__lte=at),
        State.AHEAD: owed & Q(earliest_at__gt=at),
    }[state]


def by_post(rows: QuerySet[Occurrence], post: str) -> QuerySet[Occurrence]:
    return rows.filter(post=post)


def about(subject: Subject) -> QuerySet[Occurrence]:
    """Everything owed or once owed about a thing, in the order in which it fell due."""
    return Occurrence.objects.filter(
        subject_kind=subject.kind, subject_key=subject.key, withdrawn_at=None
    ).order_by("last_at", "id")


def alike(occurrence: Occurrence, at: datetime) -> list[Occurrence]:
    """What else is owed there now that the same deed may discharge: the oldest of each other rule that names it."""
    deed = occurrence.standing.rule.deed
    if not deed:
        return []
    others = (
        Occurrence.objects.filter(
            standing__rule__deed=deed, project=occurrence.project_id, subject_kind=occurrence.subject_kind,
            subject_key=occurrence.subject_key, done_at=None, waived_at=None, withdrawn_at=None,
            earliest_at__lte=at, last_at__gt=at,
        )
        .exclude(standing=occurrence.standing_id)
        .select_related("standing__rule")
        .order_by("last_at", "id")
    )  # fmt: skip
    oldest: dict[int, Occurrence] = {}
    for row in others:
        oldest.setdefault(row.standing_id, row)
    return list(oldest.values())


Owed = tuple[int, str, datetime]


def owed_about(subject: Subject) -> list[Owed]:
    """Key, discharging deed and first moment of what is still owed about a thing."""
    return _owed_about.rows(subject.kind, subject.key)


def waits_about(subject: Subject) -> list[tuple[int, str]]:
    """Key and deed of the clocks about a thing that wait for a working year and for that deed."""
    return _waits_about.rows(subject.kind, subject.key)


_owed_about: Prepared[Owed] = Prepared(
    Occurrence,
    lambda kind, key: Occurrence.objects.filter(
        subject_kind=kind, subject_key=key, done_at=None, waived_at=None, withdrawn_at=None
    ).values_list("pk", "standing__rule__deed", "earliest_at"),
    "subject_kind",
    "subject_key",
)
_waits_about: Prepared[tuple[int, str]] = Prepared(
    WaitingClock,
    lambda kind, key: WaitingClock.objects.filter(
        subject_kind=kind, subject_key=key, answered_at=None
    ).values_list("pk", "standing__rule__deed"),
    "subject_kind",
    "subject_key",
)


def owed_for(subject: Subject, deed: str) -> Occurrence | None:
    """The duty about a thing that this deed discharges and that ends first, of its last round; None where no rule asks for it."""
    found = about(subject).filter(standing__rule__deed=deed).order_by("-earliest_at", "last_at")
    return found.select_related("standing__rule").first()


def alarms_of(occurrence: Occurrence) -> QuerySet[Alarm]:
    return Alarm.objects.filter(occurrence=occurrence).order_by("step")


def state_of(occurrence: Occurrence, at: datetime) -> State:
    """Where it stands at that moment, whether or not the engine has looked at it since."""
    if occurrence.withdrawn_at is not None:
        return State.WITHDRAWN
    if occurrence.done_at is not None:
        return State.DONE_LATE if occurrence.done_at > occurrence.last_at else State.DONE
    if occurrence.waived_at is not None:
        return State.WAIVED
    if at >= occurrence.last_at:
        return State.MISSED
    if at >= occurrence.target_at:
        return State.LATE
    return State.OPEN if at >= occurrence.earliest_at else State.AHEAD


def lag(at: datetime) -> timedelta:
    """Since when the oldest step that is due waits for the engine; nothing when none does."""
    oldest = Occurrence.objects.filter(next_at__lte=at).order_by("next_at").values_list("next_at")
    first = oldest.first()
    return at - first[0] if first and first[0] else timedelta()


def silent_for(at: datetime) -> timedelta | None:
    """Since when the engine has not run to its end; None before its first run."""
    beat_at = Heartbeat.objects.values_list("beat_at", flat=True).first()
    return None if beat_at is None else at - beat_at
