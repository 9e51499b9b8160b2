# ruff: noqa: E402
"""The price of the duty engine: a month opened for 200 projects, and a sweep among a million that stand.

Prints JSON lines; what misses its bar goes to stderr. Runs on the database of the settings, which must be empty.
"""

import datetime as dt
import json
import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench_settings")
django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from anlin.config import first_data
from anlin.foundation.news import api as news
from anlin.ground.estate import actions as estate
from anlin.instruments.duty import actions, queries
from anlin.instruments.duty.models import Alarm, Occurrence
from anlin.instruments.duty.rules import reading
from anlin.kernel.actors import system

BY = system("bench")
PROJECTS, STANDING, DUE, TURNS = 200, 1_000_000, 100, 9
MOST_SECONDS, MOST_MS, TOLD_WITHIN = 60, 200, 5
HEAD = "pack: bench\nversion: 1\ntitle: 压测\ntitle_en: Bench\n"
RULE = """
- code: {code}
  title: 压测
  title_en: Bench
  source: bench
  post: office_manager
  calendar: {{every: {every}, last: +2d}}
  rises: [{{after: 2d, to: general_manager}}]
  evidence: {{what: 记录}}
"""
# As many of each as make about 600 occurrences a month of 150 rules.
RHYTHMS = (("FREQ=DAILY", 10), ("FREQ=WEEKLY;BYDAY=TU", 50), ("FREQ=MONTHLY;BYMONTHDAY=10", 90))
COPIED = (
    "standing_id", "project_id", "post", "scheduled_on", "earliest_at", "target_at", "last_at", "subject_kind",
    "subject_key", "wanted", "step", "next_at", "done_by", "waived_by", "waived_because",
)  # fmt: skip


def main() -> int:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    now = timezone.localtime().replace(hour=3)
    first_data.enter(by=BY, at=now)
    missed = [*opened(now), *swept(now)]
    if missed:
        print("\n".join(["", "Missed:", *missed]), file=sys.stderr)
    return 0


def opened(now: dt.datetime) -> list[str]:
    """A pack of 150 rules stands in 200 projects; then the month after the days written ahead is opened."""
    projects = [
        estate.open_project(new=estate.NewProject(code=f"D{n}", name=f"压测{n}"), by=BY, at=now)
        for n in range(PROJECTS)
    ]
    rules = "".join(
        RULE.format(code=f"r{nth}-{every[5].lower()}", every=every)
        for every, count in RHYTHMS
        for nth in range(count)
    )
    pack = actions.take_pack(
        written=reading.read({"pack.yaml": HEAD, "rules.yaml": rules}), by=BY, at=now
    )
    actions.adopt(pack=pack, places=projects, from_on=now.date(), by=BY, at=now)
    later = now + dt.timedelta(days=31)
    began = time.perf_counter()
    count = actions.open_ahead(at=later)
    seconds = time.perf_counter() - began
    say("open a month", rows=count, seconds=round(seconds, 1), projects=PROJECTS, rules=150)
    return [f"open a month {seconds:.1f} s > {MOST_SECONDS}"] if seconds > MOST_SECONDS else []


def swept(now: dt.datetime) -> list[str]:
    """Of a million that stand a hundred fall due; several times."""
    columns = ", ".join(COPIED)
    nth = 0
    with connection.cursor() as cursor:
        while Occurrence.objects.count() < STANDING:
            nth += 1
            cursor.execute(
                f"INSERT INTO duty_occurrence ({columns}, key) SELECT {columns}, key || '/{nth}'"
                f" FROM duty_occurrence WHERE key NOT LIKE '%%/%%' LIMIT {STANDING - Occurrence.objects.count()}",
                [],
            )
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    far = now + dt.timedelta(days=365)
    Occurrence.objects.filter(next_at__lte=far).update(next_at=far)
    times, told, at = [], [], now
    chosen = list(Occurrence.objects.order_by("pk").values_list("pk", flat=True)[: DUE * TURNS])
    for turn in range(TURNS):
        due = chosen[turn * DUE : (turn + 1) * DUE]
        row = Occurrence.objects.filter(pk__in=due).order_by("-last_at").first()
        at = row.last_at + dt.timedelta(seconds=1)
        # What the turn before left for later is not of this one.
        actions.sweep(at=at)
        listen(at)
        Occurrence.objects.filter(pk__in=due).update(next_at=at)
        began = time.perf_counter()
        count = actions.sweep(at=at)
        times.append((time.perf_counter() - began) * 1000)
        assert count == DUE, count
        began = time.perf_counter()
        letters = listen(at)
        told.append(time.perf_counter() - began)
    median = statistics.median(times)
    say("sweep", rows=Occurrence.objects.count(), due=DUE, median_ms=round(median, 1),
        most_ms=round(max(times), 1), alarms=Alarm.objects.count())  # fmt: skip
    say("told", letters=letters, median_seconds=round(statistics.median(told), 2), most_seconds=round(max(told), 2))  # fmt: skip
    began = time.perf_counter()
    found = queries.audit(at=now)
    say("audit", rows=sum(found.present.values()), seconds=round(time.perf_counter() - began, 1))
    missed = [f"sweep {median:.0f} ms > {MOST_MS}"] if median > MOST_MS else []
    return [
        *missed,
        *([f"told after {max(told):.1f} s > {TOLD_WITHIN}"] if max(told) > TOLD_WITHIN else []),
    ]


def listen(at: dt.datetime) -> int:
    """One worker tells the listeners what was found, as it does when it has nothing else to do."""
    count = 0
    while told := news.deliver_waiting(now=at, limit=20):
        count += told
    return count


def say(name: str, **figures: object) -> None:
    print(json.dumps({"name": name, "database": connection.vendor, **figures}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
