"""The clock: which scheduled jobs are due, won by one worker each, missed ticks made up."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from anlin.foundation.jobs import running
from anlin.foundation.jobs.catalogue import Rhythm, house
from anlin.foundation.jobs.engine import Order
from anlin.foundation.jobs.models import Schedule

MADE_UP_DAYS = 62


def tick(*, now: datetime) -> int:
    """Queue every scheduled job that is due; returns how many were queued."""
    rows = {row.name: row for row in Schedule.objects.all()}
    queued = 0
    for rhythm in house.rhythms.values():
        row = rows.get(rhythm.name) or _first_seen(rhythm, now)
        _draw_in(row, rhythm, now)
        if row.next_tick <= now:
            queued += _win(row, rhythm, now)
    return queued


def _first_seen(rhythm: Rhythm, now: datetime) -> Schedule:
    first = now if rhythm.daily_at is None else _daily_after(now, rhythm.daily_at)
    return Schedule.objects.get_or_create(name=rhythm.name, defaults={"next_tick": first})[0]


def _draw_in(row: Schedule, rhythm: Rhythm, now: datetime) -> None:
    """No tick lies further away than its rhythm, or the clock has gone back and would keep the job waiting.

    A day that was done already is not done again: its receipt is there.
    """
    furthest = now + rhythm.every if rhythm.every else _daily_after(now, rhythm.daily_at or time())
    if row.next_tick > furthest:
        soon = now if rhythm.every else furthest
        Schedule.objects.filter(pk=row.pk, next_tick=row.next_tick).update(next_tick=soon)
        row.next_tick = soon


@transaction.atomic
def _win(row: Schedule, rhythm: Rhythm, now: datetime) -> int:
    orders, last, following = _missed(row.next_tick, rhythm, now)
    # Of all workers that saw the tick one changes the row; the orders are in the same transaction.
    won = Schedule.objects.filter(pk=row.pk, next_tick=row.next_tick).update(
        last_tick=last, next_tick=following
    )
    return sum(running.put(order) for order in orders) if won else 0


def _missed(
    first: datetime, rhythm: Rhythm, now: datetime
) -> tuple[list[Order], datetime, datetime]:
    """What to queue for the ticks from `first` up to now, the last of them, and the next one."""
    if rhythm.every is not None:
        last = first + (now - first) // rhythm.every * rhythm.every
        order = Order(rhythm.name, key=f"{rhythm.name}/every")
        return [order], last, last + rhythm.every
    at = rhythm.daily_at
    assert at is not None
    ticks = [first]
    while (following := _daily_after(ticks[-1], at)) <= now:
        ticks.append(following)
    days = [_local(moment).date() for moment in ticks[-MADE_UP_DAYS:]]
    return [_order_of(rhythm, day) for day in days], ticks[-1], following


def _order_of(rhythm: Rhythm, day: date) -> Order:
    return Order(
        rhythm.name,
        key=f"{rhythm.name}/{day}",
        arguments={"tick": day.isoformat()},
        line=rhythm.name,
    )


def _daily_after(moment: datetime, at: time) -> datetime:
    local = _local(moment)
    today = datetime.combine(local.date(), at, tzinfo=local.tzinfo)
    return today if today > local else today + timedelta(days=1)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(timezone.get_default_timezone())
