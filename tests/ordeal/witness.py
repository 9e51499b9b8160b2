"""`python -m ordeal.witness`: makes the scene and prints it, then answers each line it is given with what is wrong
in the house, as one line of JSON.

"now" asks what must hold at every moment, whoever was killed; "settled" asks for more: that
everything queued was done, once.
"""

import json
import sys
import time
from collections import Counter

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  (tables are known only now)
from django.utils import timezone  # noqa: E402

from anlin.foundation.accounts.models import Account  # noqa: E402
from anlin.foundation.audit import api as audit  # noqa: E402
from anlin.foundation.audit.models import Entry  # noqa: E402
from anlin.foundation.jobs import api as jobs  # noqa: E402
from anlin.foundation.jobs.models import JobReceipt  # noqa: E402
from anlin.foundation.news import api as news  # noqa: E402
from anlin.foundation.news.models import Letter  # noqa: E402
from anlin.foundation.numbering.models import Counter as Numbering  # noqa: E402
from anlin.foundation.search.models import Doc  # noqa: E402
from anlin.instruments.correspondence.models import Message  # noqa: E402
from anlin.trades.cases.models import Answer, Case, Passing, Report  # noqa: E402
from anlin.trades.workorders.models import WorkOrder  # noqa: E402
from ordeal import scene  # noqa: E402


def main():
    print(json.dumps(scene.made()), flush=True)
    for asked in sys.stdin:
        faults = [fault for look in LOOKS[asked.strip()] for fault in look()]
        counts = {"cases": Case.objects.count(), "entries": Entry.objects.count()}
        print(json.dumps({"faults": faults, **counts}), flush=True)


def at_one_moment():
    """Others go on while we read; what we read must be of one moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for look in (numbers, trails, letters, marks, finds):
            yield from look()


def numbers():
    """Given one after the other, without a gap: what is undone gives its number back."""
    given = [*Case.objects.values_list("project_id", "number")]
    given += WorkOrder.objects.values_list("project_id", "number")
    found = {}
    for project, number in given:
        series, year, place = number.split("-")
        found.setdefault((project, series, int(year)), []).append(int(place))
    last = {(c.project_id, c.series, c.year): c.last for c in Numbering.objects.all()}
    for series in found.keys() | last.keys():
        if sorted(found.get(series, [])) != list(range(1, last.get(series, 0) + 1)):
            yield f"numbers of {series}: {sorted(found.get(series, []))} up to {last.get(series)}"


def trails():
    """Every deed has its entry in the audit, and every entry its deed."""
    done = {
        "cases.opened": Report.objects.values_list("case_id"),
        "cases.sorted": Case.objects.exclude(urgency="").values_list("pk"),
        "cases.answered": Answer.objects.filter(is_interim=False).values_list("case_id"),
        "cases.passed_on": Passing.objects.values_list("case_id"),
        "workorders.raised": WorkOrder.objects.values_list("pk"),
        "workorders.finished": WorkOrder.objects.exclude(finished_at=None).values_list("pk"),
    }
    entries = {deed: Counter() for deed in done}
    for deed, key in Entry.objects.filter(deed__in=done).values_list("deed", "subject_key"):
        entries[deed][key] += 1
    for deed, keys in done.items():
        expected = Counter(str(key) for (key,) in keys)
        if deed == "cases.sorted":
            # May be done again; only the last one shows in the matter.
            entries[deed] = Counter(entries[deed].keys())
        if expected != entries[deed]:
            yield f"{deed}: {dict(expected - entries[deed])} without entry, {dict(entries[deed] - expected)} without deed"


def letters():
    """One letter for every matter, and told no oftener than it is marked delivered."""
    posted = Counter()
    delivered = set()
    for letter in Letter.objects.filter(listener__endswith="ordeal.house.tell"):
        posted[letter.payload["case_id"]] += 1
        if letter.state == "delivered":
            delivered.add(letter.payload["case_id"])
    if posted != Counter(_cases()):
        yield f"letters: {posted - Counter(_cases())} too many, {Counter(_cases()) - posted} missing"
    if delivered != _traces("told"):
        yield f"told {sorted(_traces('told'))}, delivered {sorted(delivered)}"


def marks():
    """What a job did and its receipt are there together."""
    receipts = _receipts()
    if receipts != _traces("marked"):
        yield f"marked {sorted(_traces('marked'))}, receipts {sorted(receipts)}"


def finds():
    found = Counter(Doc.objects.filter(kind="case").values_list("key", flat=True))
    if found != Counter(map(str, _cases())):
        yield "search: not each matter once"


def all_done():
    """After a worker had its time: everything was told and done, and the chain is sound."""
    if _receipts() != _cases():
        yield f"jobs not done: {sorted(_cases() - _receipts())}"
    if _traces("told") != _cases():
        yield f"not told: {sorted(_cases() - _traces('told'))}"
    for what, left in (
        ("dead letters", news.dead_letters().count()),
        ("dead jobs", len(jobs.dead_jobs())),
        ("letters waiting", news.backlog().waiting),
    ):
        if left:
            yield f"{what}: {left}"
    told = Counter(
        Message.objects.filter(subject_kind="case").values_list("subject_key", flat=True)
    )
    answered = Counter(
        map(str, Answer.objects.filter(is_interim=False).values_list("case_id", flat=True))
    )
    if told != answered:
        yield f"answers not in the portal once: {answered - told}, {told - answered}"


def chain():
    end = time.monotonic() + 20
    verdict = seal_and_verify()
    while verdict.unsealed and not verdict.first_fault and time.monotonic() < end:
        time.sleep(0.1)
        verdict = seal_and_verify()
    if verdict.first_fault or (verdict.unsealed and not is_held_up()):
        yield f"audit: {verdict}"


def seal_and_verify():
    # The first tick of two takes the mark that the second seals up to; none sealed in both is the end.
    last_two = (1, 1)
    while any(last_two):
        last_two = (last_two[1], audit.seal(now=timezone.now()))
    return audit.verify()


def is_held_up():
    """Whether a long transaction runs, in whatever database of the server: the sealer stays behind it."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
            " AND xact_start < clock_timestamp() - interval '5 seconds'"
        )
        return cursor.fetchone()[0] > 0


def is_quiet():
    if news.backlog().waiting or _receipts() != _cases():
        yield "not yet"


def _cases():
    return set(Case.objects.values_list("pk", flat=True))


def _traces(what):
    names = Account.objects.filter(username__startswith=f"{what} ").values_list(
        "username", flat=True
    )
    return {int(name.split()[1]) for name in names}


def _receipts():
    keys = JobReceipt.objects.filter(job="ordeal.mark").values_list("key", flat=True)
    return {int(key.rpartition("/")[2]) for key in keys}


LOOKS = {
    "now": [at_one_moment],
    "quiet": [is_quiet],
    "settled": [at_one_moment, all_done, chain],
}

if __name__ == "__main__":
    main()
