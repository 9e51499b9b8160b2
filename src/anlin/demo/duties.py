"""What the company owes: the baseline of rules for the last days, most of it done, some late, some not at all."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from anlin.demo.cast import Cast, Hand
from anlin.demo.company import BY
from anlin.demo.sources import chance, read
from anlin.ground.estate.models import Project
from anlin.ground.workforce import actions as workforce
from anlin.ground.workforce.choices import Duty
from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.choices import Fact, Kind, Proof
from anlin.instruments.duty.models import Occurrence

DAY = timedelta(days=1)
# So long ago the company began to keep its duties here.
SINCE = 8 * DAY
ROSTER_AHEAD = 16
THERE = {
    Fact.LIFT, Fact.WATER_TANK, Fact.CCTV, Fact.OWNERS_GROUP, Fact.OWN_GUARDS, Fact.HIGH_RISE, Fact.OWNERS_COMMITTEE,
}  # fmt: skip
FACTS = {fact: fact in THERE for fact in Fact}
SHIFTS = ((8, 12), (20, 12))


def begun(now: datetime) -> datetime:
    return timezone.make_aware(datetime.combine((now - SINCE).date(), datetime.min.time()))


def adopt(project: Project, *, now: datetime) -> None:
    """The baseline stands in the project since some days, and what fell due until now was done as things go."""
    at = begun(now)
    baseline = queries.latest_pack("baseline")
    assert baseline is not None, "it is taken with the first data"
    actions.answer(project=project, facts=FACTS, by=BY, at=at)
    _plan_hotline(project, at=at, now=now)
    actions.adopt(pack=baseline, places=[project], from_on=at.date(), by=BY, at=at)
    _do_most(project, now=now)


def _plan_hotline(project: Project, *, at: datetime, now: datetime) -> None:
    """Day and night at the hotline, but one night of next week nobody is planned for."""
    cast = Cast(project, at.date())
    people = [*cast.hands("service_desk"), *cast.hands("technician")]
    first, left_open = timezone.localdate(at), timezone.localdate(now) + 5 * DAY
    nth, night = 0, _moment(first, 0)
    workforce.plan_shift(
        project_id=project.pk, staff=people[-1].staff, duty=Duty.HOTLINE, starts_at=night,
        ends_at=night + timedelta(hours=SHIFTS[0][0]), by=BY, at=at,
    )  # fmt: skip
    for day in (first + n * DAY for n in range(SINCE.days + ROSTER_AHEAD)):
        for hour, hours in SHIFTS:
            nth += 1
            if (day, hour) == (left_open, 20):
                continue
            starts_at = _moment(day, hour)
            workforce.plan_shift(
                project_id=project.pk, staff=people[nth % len(people)].staff, duty=Duty.HOTLINE,
                starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), by=BY, at=at,
            )  # fmt: skip


def _do_most(project: Project, *, now: datetime) -> None:
    """Two thirds of what a signed entry proves were done in time, some late; what nobody holds the post for was not."""
    cast, dice = Cast(project, now.date()), chance("duties", project.code)
    words = read("words")["duty_done"]
    due = Occurrence.objects.filter(
        project=project, last_at__lte=now, standing__rule__kind__in=(Kind.CALENDAR, Kind.SAMPLE)
    ).select_related("standing__rule")
    for row in due.order_by("last_at", "pk"):
        rule = queries.rule_of(row.standing)
        hand = _holder(cast, row.post)
        luck = dice.random()
        if hand is None or rule.evidence.proof != Proof.ENTRY or luck > 0.86:
            continue
        length = row.last_at - row.earliest_at
        done_at = row.earliest_at + length * dice.uniform(0.2, 0.95)
        if luck > 0.8:
            done_at = row.last_at + timedelta(hours=dice.uniform(1, 9))
        if done_at < now:
            for _piece in range(row.wanted):
                said = dice.choice(words)
                actions.give_evidence(occurrence=row, words=said, by=hand.actor, at=done_at)


def _holder(cast: Cast, post: str) -> Hand | None:
    """Whoever holds the post; where nobody does, whoever leads the office."""
    found = cast.hands(post) or cast.hands("office_manager")
    able = (hand for hand in found if hand.actor.may("duty.discharge", cast.project.pk))
    return next(able, None)


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour)
