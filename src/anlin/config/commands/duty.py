"""Duties: audit what stands, check and compare packs of rules, say why something is owed.

Exit code 1 when the auditor finds a difference, or a pack has faults.
"""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(metavar="DEED", dest="deed", required=True)
    audit = deeds.add_parser(
        "audit", help="reckon anew what should be owed and name each difference"
    )
    audit.add_argument("--json", action="store_true", help="answer with one line of JSON")
    pack = deeds.add_parser("pack", help="check, compare or take packs of rules")
    packs = pack.add_subparsers(metavar="DEED", dest="pack_deed", required=True)
    check = packs.add_parser("check", help="read a pack and name every fault with its line")
    check.add_argument("path", metavar="FILE", type=Path, help="a YAML file, or a folder of them")
    diff = packs.add_parser("diff", help="what differs between two packs, rule by rule")
    diff.add_argument("old", metavar="OLD", type=Path)
    diff.add_argument("new", metavar="NEW", type=Path)
    diff.add_argument("--json", action="store_true", help="answer with one line of JSON")
    take = packs.add_parser("take", help="take a pack into the house; it stands nowhere yet")
    take.add_argument("path", metavar="FILE", type=Path)
    simulate = deeds.add_parser("simulate", help="what a pack would ask of a project in a year")
    simulate.add_argument("--pack", required=True, metavar="CODE")
    simulate.add_argument("--project", required=True, metavar="CODE")
    simulate.add_argument("--year", required=True, type=int)
    simulate.add_argument("--json", action="store_true", help="answer with one line of JSON")
    why = deeds.add_parser("why", help="why something is owed and when exactly, line by line")
    why.add_argument("id", type=int)


def run(options: Namespace) -> int:
    if options.deed == "audit":
        return _audit(as_json=options.json)
    if options.deed == "simulate":
        return _simulate(options)
    if options.deed == "why":
        return _why(options.id)
    deeds = {"check": _check, "diff": _diff, "take": _take}
    return deeds[options.pack_deed](options)


def _audit(*, as_json: bool) -> int:
    from django.utils import timezone  # noqa: PLC0415  (tables need django.setup)

    from anlin.instruments.duty import queries  # noqa: PLC0415  (the same)

    found = queries.audit(at=timezone.now())
    expected, present = sum(found.expected.values()), sum(found.present.values())
    kinds = ("missing", "surplus", "moved", "not looked at")
    counts = {kind: sum(d.what == kind for d in found.differences) for kind in kinds}
    if as_json:
        by_rule = {
            code: {"expected": found.expected.get(code, 0), "present": found.present.get(code, 0)}
            for code in sorted({*found.expected, *found.present})
        }
        beat = found.beat_at.isoformat() if found.beat_at else None
        line = {
            "expected": expected,
            "present": present,
            **counts,
            "beat_at": beat,
            "rules": by_rule,
        }
        print(json.dumps(line))
    else:
        print(f"{expected} occurrences are expected, {present} are there.")
        for each in found.differences:
            print(
                f"{each.what}: {each.code}, project {each.project_id or '-'}, {each.key} {each.says}"
            )
    return 0 if found.is_whole else 1


def _check(options: Namespace) -> int:
    from anlin.instruments.duty.queries import packs  # noqa: PLC0415  (tables need django.setup)

    read = packs.read_path(options.path)
    for fault in read.faults:
        print(fault)
    if read.pack is not None:
        print(f"{read.pack.pack} {read.pack.version}: {len(read.pack.rules)} rules are sound.")
    return 1 if read.faults else 0


def _diff(options: Namespace) -> int:
    from anlin.instruments.duty.queries import packs  # noqa: PLC0415  (tables need django.setup)

    both = packs.read_path(options.old), packs.read_path(options.new)
    faults = [fault for read in both for fault in read.faults]
    if faults:
        print(*faults, sep="\n")
        return 1
    lines = packs.differences(*both)
    if options.json:
        print(json.dumps(lines, ensure_ascii=False))
    else:
        for line in lines:
            said = "; ".join(f"{p}: {a} → {b}" for p, (a, b) in line["figures"].items())
            print(f"{line['what']}: {line['rule']} {said}".rstrip())
    return 0


def _take(options: Namespace) -> int:
    from django.utils import timezone  # noqa: PLC0415  (tables need django.setup)

    from anlin.instruments.duty import actions  # noqa: PLC0415  (the same)
    from anlin.instruments.duty.queries import packs  # noqa: PLC0415  (the same)
    from anlin.kernel.actors import system  # noqa: PLC0415  (the same)

    written = packs.written(options.path)
    pack = actions.take_pack(written=written, by=system("command_line"), at=timezone.now())
    print(f"{pack} was taken: {pack.rules.count()} rules.")
    return 0


def _simulate(options: Namespace) -> int:
    from anlin.ground.estate import queries as estate  # noqa: PLC0415  (tables need django.setup)
    from anlin.instruments.duty import queries  # noqa: PLC0415  (the same)
    from anlin.instruments.duty.queries import simulating  # noqa: PLC0415  (the same)

    pack = queries.latest_pack(options.pack)
    project = estate.find_by_name_or_code(options.project)
    if pack is None or project is None:
        print("There is no such pack." if pack is None else "There is no such project.")
        return 1
    load = simulating.load(pack, project, options.year)
    if options.json:
        print(json.dumps({"rules": load.by_rule, "hours": load.hours_by_post, "left_out": load.left_out}))  # fmt: skip
        return 0
    for code, months in load.by_rule.items():
        print(f"{code}\t" + "\t".join(str(count) for count in months))
    for post, hours in load.hours_by_post.items():
        print(f"{post}: {hours:.1f} h")
    return 0


def _why(duty_id: int) -> int:
    from anlin.instruments.duty import queries  # noqa: PLC0415  (tables need django.setup)
    from anlin.instruments.duty.models import Occurrence  # noqa: PLC0415  (the same)

    found = Occurrence.objects.select_related("standing__rule").filter(pk=duty_id).first()
    if found is None:
        print("There is no such duty.")
        return 1
    print(*queries.why(found).lines, sep="\n")
    return 0
