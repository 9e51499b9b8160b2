"""Measure the machine that reads along against the labelled messages beside the project; prints JSON lines.

Shares stand with their 95 % intervals (Wilson). What misses its bar goes to stderr. Without the data it says so and ends.
"""

import csv
import json
import math
import os
import sys
import time
from collections import Counter
from datetime import datetime
from itertools import combinations
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlin.config.settings.test")
django.setup()

# Tables are known only from here on.
from anlin.instruments.reading import queries  # noqa: E402
from anlin.instruments.reading.choices import Example, Kind, Trade, Urgency  # noqa: E402
from anlin.instruments.reading.rules import teaching  # noqa: E402

DATA = Path(__file__).parents[2] / "shared" / "data" / "hotline"
BARS = {
    "trade": 0.75, "trade or second accepted": 0.85, "urgent recall": 0.90, "urgent precision": 0.40,
    "urgency macro-F1": 0.65, "duplicates precision": 0.95, "duplicates recall": 0.95,
    "hot core in place": 0.80, "hot purity": 0.90,
}  # fmt: skip
MOST_MS = 5.0
MANY, MOST_SECONDS = 100_000, 120.0
MISSED: list[str] = []


def main() -> int:
    if not DATA.is_dir():
        print("There are no labelled messages beside the project.", file=sys.stderr)
        return 0
    labelled()
    lessons()
    duplicates()
    hot()
    if MISSED:
        print("\n".join(["", "Missed:", *MISSED]), file=sys.stderr)
    return 0


def labelled() -> None:
    gold = read("labelled_150.csv")
    began = time.perf_counter()
    proposed = [queries.read(line["title"], line["body"]) for line in gold]
    ms = (time.perf_counter() - began) / len(gold) * 1000
    say("price", ms_a_message=round(ms, 2))
    if ms > MOST_MS:
        MISSED.append(f"price {ms:.1f} ms > {MOST_MS}")
    pairs = list(zip(gold, proposed, strict=True))
    share("trade", sum(p.trade == g["trade"] for g, p in pairs), len(pairs))
    share(
        "trade or second accepted",
        sum(p.trade in (g["trade"], g["trade2"]) for g, p in pairs),
        len(pairs),
    )
    per_class("trade", Trade, [(g["trade"], str(p.trade)) for g, p in pairs])
    per_class("kind", Kind, [(g["kind"], str(p.kind)) for g, p in pairs])
    urgencies = [(g["urgency"], str(p.urgency)) for g, p in pairs]
    f1 = per_class("urgency", Urgency, urgencies)
    told = Counter(urgencies)
    urgent = str(Urgency.URGENT)
    share("urgent recall", told[urgent, urgent], sum(g == urgent for g, _p in urgencies))
    share("urgent precision", told[urgent, urgent], sum(p == urgent for _g, p in urgencies))
    figure("urgency macro-F1", sum(f1) / len(f1))


def lessons() -> None:
    """What learning from four fifths of the labelled messages alone changes on the last fifth, each in turn."""
    gold = [
        Example(g["title"], g["body"], g["trade"], str(queries.read(g["title"], g["body"]).trade), g["msg_id"], datetime.min)
        for g in read("labelled_150.csv")
    ]  # fmt: skip
    right = before = only_new = only_before = 0
    for fold in range(5):
        weights = teaching.teach([one for nth, one in enumerate(gold) if nth % 5 != fold])
        compared = teaching.compare(weights, None, gold[fold::5])
        right, before = right + compared.right, before + compared.right_before
        only_new, only_before = only_new + compared.only_new, only_before + compared.only_before
    say(
        "lessons",
        right=right,
        before=before,
        of=len(gold),
        only_new=only_new,
        only_before=only_before,
    )


def duplicates() -> None:
    messages = read("hotline_messages_gold.csv")
    began = time.perf_counter()
    found = queries.alike([line["body"] or line["title"] for line in messages])
    seconds = time.perf_counter() - began
    groups: dict[str, list[int]] = {}
    for place, line in enumerate(messages):
        groups.setdefault(line["dup_group"], []).append(place)
    gold = {pair for group in groups.values() for pair in combinations(group, 2)}
    ours = {pair for group in found for pair in combinations(group, 2)}
    say("duplicates", messages=len(messages), seconds=round(seconds, 1), pairs=len(ours))
    share("duplicates precision", len(gold & ours), len(ours))
    share("duplicates recall", len(gold & ours), len(gold))


def hot() -> None:
    messages = read("hotline_messages_gold.csv")
    began = time.perf_counter()
    issues = issues_of(messages)
    say(
        "hot",
        messages=len(messages),
        issues=len(issues),
        seconds=round(time.perf_counter() - began, 1),
    )
    in_issue = {voice.key: nth for nth, issue in enumerate(issues) for voice in issue.voices}
    gold: dict[str, list[dict[str, str]]] = {}
    for line in messages:
        if line["hot_issue_id"]:
            gold.setdefault(line["hot_issue_id"], []).append(line)
    right = whole = 0
    for lines in gold.values():
        core = [
            in_issue.get(line["msg_id"]) for line in lines if line["hot_issue_strength"] == "core"
        ]
        met = Counter(nth for nth in core if nth is not None)
        right += met.most_common(1)[0][1] if met else 0
        whole += len(core)
    share("hot core in place", right, whole)
    marked: dict[int, Counter[str]] = {}
    for name, lines in gold.items():
        for line in lines:
            if (nth := in_issue.get(line["msg_id"])) is not None:
                marked.setdefault(nth, Counter())[name] += 1
    share(
        "hot purity",
        sum(max(one.values()) for one in marked.values()),
        sum(map(Counter.total, marked.values())),
    )
    say(
        "hottest",
        five=[[issue.heat, issue.people, len(issue.voices), issue.place] for issue in issues[:5]],
    )
    if any(issue.people == 1 for issue in issues[:5]):
        MISSED.append("one person alone among the five hottest")
    times = math.ceil(MANY / len(messages))
    many = [
        line | {"msg_id": f"{nth}-{line['msg_id']}", "user_id": f"{nth}-{line['user_id']}"}
        for nth in range(times)
        for line in messages
    ]
    began = time.perf_counter()
    issues_of(many[:MANY])
    seconds = time.perf_counter() - began
    say("hot many", messages=MANY, seconds=round(seconds, 1), bar=MOST_SECONDS)
    if seconds > MOST_SECONDS:
        MISSED.append(f"hot many {seconds:.0f} s > {MOST_SECONDS:.0f}")


def issues_of(lines: list[dict[str, str]]) -> list[queries.HotIssue]:
    voices = [
        queries.Voice(
            line["msg_id"],
            line["user_id"],
            line["title"],
            line["body"],
            datetime.fromisoformat(line["created_at"]),
        )
        for line in lines
    ]
    return queries.hot(voices, max(voice.at for voice in voices))


def per_class(name: str, classes, pairs) -> list[float]:
    """Precision and recall of each class with their intervals; the F1 of each."""
    told, found = Counter(pairs), []
    for each in map(str, classes):
        right = told[each, each]
        there, said = sum(g == each for g, _p in pairs), sum(p == each for _g, p in pairs)
        if there == said == 0:
            continue
        precision, recall = right / said if said else 0.0, right / there if there else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        found.append(f1)
        say(
            name, of=each, messages=there, precision=round(precision, 3), precision_between=wilson(right, said),
            recall=round(recall, 3), recall_between=wilson(right, there), f1=round(f1, 3),
        )  # fmt: skip
    return found


def share(name: str, count: int, whole: int) -> None:
    figure(name, count / whole, of=whole, between=wilson(count, whole))


def figure(name: str, value: float, **more: object) -> None:
    say(name, value=round(value, 3), bar=BARS[name], **more)
    if value < BARS[name]:
        MISSED.append(f"{name} {value:.3f} < {BARS[name]}")


def wilson(count: int, whole: int) -> list[float]:
    if not whole:
        return [0.0, 1.0]
    z, p = 1.96, count / whole
    middle, wide = (
        p + z * z / (2 * whole),
        z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole**2)),
    )
    return [round((middle + sign * wide) / (1 + z * z / whole), 3) for sign in (-1, 1)]


def read(name: str) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def say(name: str, **figures: object) -> None:
    print(json.dumps({"name": name, **figures}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
