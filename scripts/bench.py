# ruff: noqa: ARG005, E402, PLR0917, SLF001
"""Fill a database with matters and measure the pages of the console in this process, one JSON line each."""

import argparse
import base64
import gc
import json
import os
import statistics
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlin.config.settings.local")
django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anlin.config import first_data
from anlin.demo import loading, matters
from anlin.demo.sources import chance, read
from anlin.foundation.accounts.models import Account
from anlin.foundation.search import api as search
from anlin.ground.estate.models import Project
from anlin.kernel.actors import system
from anlin.trades.cases.models import Case, Category, Channel, Report

REQUESTS = 200
MOST_QUERIES, MOST_BYTES = 12, 150_000
# Page → (median, 95th percentile) in ms at 100 000 matters on PostgreSQL.
BARS = {
    "open list": (60, 150), "all list": (60, 150), "half depth": (60, 150), "record": (60, 150),
    "home": (120, 300), "search one project": (100, 250), "search all": (100, 250),
}  # fmt: skip
QUERIES = (
    (
        "漏水 堵了 电梯 门禁 跳闸 暖气 渗水 异响 插座 马桶 停电 空调 车位 噪音 楼上 装修 垃圾 发票 物业 老人 "  # frequent
        "坠落 昏倒 钱包 喷淋 栏杆 舞蹈 摄像 书架 "  # rare
        "鲸鱼 火箭 雪崩 沙漠 "  # absent
        "水槽下面的水管 电梯门反复开关 地下车库喷淋 中午也在打钻 充电桩 消火栓箱 马桶堵了 闪个不停"  # phrases
    ).split()
)
CHUNK = 5000
# The size of an answer that was none: the page failed.
BROKEN = -1


def main() -> int:
    options = arguments()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    now = timezone.localtime()
    enter = lambda at: first_data.enter(by=system("bench"), at=at)  # noqa: E731
    loading.load(now=now, enter=enter, units=600, cases=120, say=lambda part: None)
    missed: list[str] = []
    for rows in sorted(int(number) for number in options.rows.split(",")):
        fill(rows, now=now)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        # What filling left in memory is no server's burden.
        gc.collect()
        gc.freeze()
        for name, asked in pages(now).items():
            if options.only in name:
                missed += measured(name, asked, rows=rows, requests=options.requests)
    if missed:
        print("\n".join(["", "Missed:", *missed]), file=sys.stderr)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,100000", help="sizes, the smallest first")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--database", choices=["postgresql", "sqlite"], help="for bench.sh")
    return parser.parse_args()


def fill(rows: int, *, now) -> None:
    """Up to so many matters, four fifths in the first project; straight into the tables."""
    shape = list(Case.objects.filter(reporter__isnull=False).select_related("unit")[:60])
    channels, projects = list(Channel.objects.all()[:8]), list(Project.objects.order_by("id"))
    trades = list(Category.objects.filter(axis="trade"))
    have = Case.objects.count()
    while have < rows:
        dice = chance("bench", have)
        size = min(CHUNK, rows - have)
        cases = [one(dice, have + n, shape, channels, projects, trades, now) for n in range(size)]
        Case.objects.bulk_create(cases, batch_size=500)
        Report.objects.bulk_create(
            [
                Report(
                    case=c, channel=c.channel, words=c.title, reported_at=c.opened_at, taken_by="b"
                )
                for c in cases
            ],
            batch_size=500,
        )
        search.put_many(
            search.Findable(
                subject=c.subject, project_id=c.project_id, at=c.opened_at,
                text=f"{c.title} {c.place}", exact=(c.number,),
            )
            for c in cases
        )  # fmt: skip
        have += size


def one(dice, number, shape, channels, projects, trades, now) -> Case:
    like = dice.choice(shape)
    project = projects[0] if dice.random() < 0.8 else dice.choice(projects[1:])
    theme = dice.choice(read("matters")["themes"])
    said = dice.choice(theme["says"]).format(place=f"{dice.randrange(1, 30)}栋大堂")
    opened = now - timedelta(minutes=dice.randrange(10, 60 * 24 * 365 * 5))
    is_open = dice.random() < 0.02
    return Case(
        project=project, number=f"CS-{opened.year}-{number:06d}", kind=theme["kind"],
        title=f"{said}{dice.choice(theme['more'])}"[:120], words=said,
        channel=dice.choice(channels), reporter_id=like.reporter_id, unit=like.unit,
        place=like.place, trade=dice.choice(trades), service_nature="routine",
        urgency=dice.choice(["ordinary", "ordinary", "fairly_urgent", "urgent"]),
        state="sorted" if is_open else "closed", sorted_at=opened, opened_at=opened,
        recorded_at=opened, recorded_by="system:bench", is_satisfied=None if is_open else True,
        answered_at=None if is_open else opened, closed_at=None if is_open else opened,
    )  # fmt: skip


def pages(now):
    """Name → a function that makes the n-th request and returns the answer's size in bytes."""
    client, sees_all = Client(raise_request_exception=False), Client(raise_request_exception=False)
    client.force_login(Account.objects.get(username="linguodong"))
    sees_all.force_login(Account.objects.get(username="zhoumingyuan"))
    here = Project.objects.order_by("id").first()
    own = Case.objects.filter(project=here).order_by("-opened_at", "-id")
    middle = own[own.count() // 2]
    stamp = Case._meta.get_field("opened_at").value_to_string(middle)
    after = base64.urlsafe_b64encode(json.dumps([stamp, middle.pk]).encode()).decode().rstrip("=")
    told = list(
        own.filter(reports__source_key__startswith=matters.PREFIX).values_list("pk", flat=True)
    )
    cases, find = reverse("console:cases"), reverse("console:find")

    def get(address, who=client):
        answer = who.get(address)
        return len(answer.content) if answer.status_code in {200, 302} else BROKEN

    return {
        "open list": lambda nth: get(f"{cases}?view=open"),
        "all list": lambda nth: get(f"{cases}?view=all"),
        "half depth": lambda nth: get(f"{cases}?view=all&after={after}"),
        "record": lambda nth: get(reverse("console:case", args=[told[nth % len(told)]])),
        "home": lambda nth: get(reverse("console:home")),
        "search one project": lambda nth: get(f"{find}?q={QUERIES[nth % len(QUERIES)]}"),
        "search all": lambda nth: get(f"{find}?all=1&q={QUERIES[nth % len(QUERIES)]}", sees_all),
    }


def measured(name, ask, *, rows, requests) -> list[str]:
    """Print the line of one page; return what misses its bar."""
    for nth in range(5):
        ask(nth)
    taken, sizes = [], []
    for nth in range(requests):
        began = time.perf_counter()
        sizes.append(ask(nth))
        taken.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        ask(0)
    line = {
        "name": name, "database": connection.vendor, "rows": rows,
        "median_ms": round(statistics.median(taken), 1),
        "p95_ms": round(statistics.quantiles(taken, n=20)[18], 1),
        "queries": len(queries), "bytes": max(sizes),
        "failed": sizes.count(BROKEN),
    }  # fmt: skip
    print(json.dumps(line), flush=True)
    return misses(line)


def misses(line) -> list[str]:
    median, slowest = BARS[line["name"]]
    bars = {"queries": MOST_QUERIES, "bytes": MOST_BYTES, "failed": 0}
    if line["database"] == "postgresql" and line["rows"] >= 100_000:
        bars |= {"median_ms": median, "p95_ms": slowest}
    where = f"{line['database']:<11}{line['rows']:>8}  {line['name']:<20}"
    return [
        f"{where}{what:<10}{line[what]:>10} > {bar}"
        for what, bar in bars.items()
        if line[what] > bar
    ]


if __name__ == "__main__":
    sys.exit(main())
