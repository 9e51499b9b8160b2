# ruff: noqa: ARG005, E402, SLF001
"""Fill a database with matters and measure the pages of the console in this process, one JSON line each."""

import argparse
import base64
import gc
import json
import os
import statistics
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlin.config.settings.local")
django.setup()

import bench_opening
from bench_fill import fill
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anlin.config import first_data
from anlin.demo import loading, matters
from anlin.foundation.accounts.models import Account
from anlin.ground.estate.models import Project
from anlin.kernel.actors import system
from anlin.trades.cases.models import Case

REQUESTS = 200
MOST_QUERIES, MOST_BYTES = 12, 150_000
# Page → (median, 95th percentile) in ms at 100 000 matters on PostgreSQL.
BARS = {
    "open list": (60, 150), "all list": (60, 150), "half depth": (60, 150), "record": (60, 150),
    "home": (120, 300), "search one project": (100, 250), "search initials": (100, 250), "search all": (100, 250),
}  # fmt: skip
QUERIES = (
    (
        "漏水 堵了 电梯 门禁 跳闸 暖气 渗水 异响 插座 马桶 停电 空调 车位 噪音 楼上 装修 垃圾 发票 物业 老人 "  # frequent
        "坠落 昏倒 钱包 喷淋 栏杆 舞蹈 摄像 书架 "  # rare
        "鲸鱼 火箭 雪崩 沙漠 "  # absent
        "水槽下面的水管 电梯门反复开关 地下车库喷淋 中午也在打钻 充电桩 消火栓箱 马桶堵了 闪个不停"  # phrases
    ).split()
)
# Words of the trade by the initials of their pinyin.
INITIALS = "dt ls ty wyf ljt mj tc zx".split()
# The size of an answer that was none: the page failed.
BROKEN = -1
# How much slower a page may be at the largest size than at the smallest, a hundred times as small.
GROWTH = 1.5
# Page → its median and what it cost the processor at each size, in ms.
MEDIANS: dict[str, list[tuple[float, float]]] = {}


def main() -> int:
    options = arguments()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    now = timezone.localtime()
    enter = lambda at: first_data.enter(by=system("bench"), at=at)  # noqa: E731
    loading.load(now=now, enter=enter, units=600, cases=120, say=lambda part: None)
    missed: list[str] = []
    for rows in sorted(int(number) for number in options.rows.split(",")):
        began = time.perf_counter()
        fill(rows, now=now)
        seconds = round(time.perf_counter() - began, 1)
        line = {"name": "fill", "database": connection.vendor, "rows": rows, "seconds": seconds}
        print(json.dumps(line), flush=True)
        # What filling left in memory is no server's burden.
        gc.collect()
        gc.freeze()
        for name, asked in pages(now).items():
            if options.only in name:
                missed += measured(name, asked, rows=rows, requests=options.requests)
        if connection.vendor == "postgresql" and options.only in "open by API":
            missed += bench_opening.measure(rows=rows, seconds=options.seconds)
    missed += grown()
    if missed:
        print("\n".join(["", "Missed:", *missed]), file=sys.stderr)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="10000,100000", help="sizes, the smallest first")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--seconds", type=int, default=20, help="of opening matters by API")
    parser.add_argument("--database", choices=["postgresql", "sqlite"], help="for bench.sh")
    return parser.parse_args()


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
        "search initials": lambda nth: get(f"{find}?q={INITIALS[nth % len(INITIALS)]}"),
        "search all": lambda nth: get(f"{find}?all=1&q={QUERIES[nth % len(QUERIES)]}", sees_all),
    }


def measured(name, ask, *, rows, requests) -> list[str]:
    """Print the line of one page; return what misses its bar."""
    for nth in range(5):
        ask(nth)
    taken, sizes = [], []
    burned = processor_seconds()
    for nth in range(requests):
        began = time.perf_counter()
        sizes.append(ask(nth))
        taken.append((time.perf_counter() - began) * 1000)
    burned = processor_seconds() - burned
    with CaptureQueriesContext(connection) as queries:
        ask(0)
    line = {
        "name": name, "database": connection.vendor, "rows": rows,
        "median_ms": round(statistics.median(taken), 1),
        "p95_ms": round(statistics.quantiles(taken, n=20)[18], 1),
        "cpu_ms": round(burned / requests * 1000, 1), "queries": len(queries), "bytes": max(sizes),
        "failed": sizes.count(BROKEN),
    }  # fmt: skip
    print(json.dumps(line), flush=True)
    MEDIANS.setdefault(name, []).append((line["median_ms"], line["cpu_ms"]))
    return misses(line)


def processor_seconds() -> float:
    """What this process and its connection's on the server have used: other programs do not count, as they do for the clock."""
    used = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            fields = (
                Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
            )
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def grown() -> list[str]:
    """Pages that grew with the matters, by the clock and by the processor, which a busy machine does not deceive."""
    return [
        f"{connection.vendor:<11}          {name:<20}grew from {first} to {last} ms (median, processor)"
        for name, (first, *_between, last) in ((n, [*m, m[-1]]) for n, m in MEDIANS.items())
        if connection.vendor == "postgresql"
        and all(after > GROWTH * before for before, after in zip(first, last, strict=True))
    ]


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
