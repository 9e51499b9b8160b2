"""Read in what an office has: a roster of owners, messages of residents, listings of projects.

A file that was read in before changes nothing. Exit code 1 when rows were refused.
"""

import gc
import json
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.kernel.actors import system
from anlin.kernel.errors import Invalid

Report = dict[str, Any]
BY = system("command_line")
SHOWN = 20


def arguments(parser: ArgumentParser) -> None:
    kinds = parser.add_subparsers(metavar="KIND", dest="kind", required=True)
    roster = _kind(kinds, "roster", "units, owners and who else lives there, from a workbook")
    roster.add_argument("file", type=Path, metavar="FILE")
    roster.add_argument("--project", required=True, metavar="CODE")
    roster.add_argument(
        "--good-rows", action="store_true", help="take the good rows although others are refused"
    )
    messages = _kind(kinds, "messages", "messages with their own dates, from a workbook")
    messages.add_argument("file", type=Path, metavar="FILE")
    messages.add_argument("--channel", required=True, metavar="CODE")
    messages.add_argument("--project", metavar="CODE", help="not needed when there is only one")
    projects = _kind(kinds, "projects", "projects of a city, from one or more listings (JSON)")
    projects.add_argument("files", type=Path, nargs="+", metavar="FILE")
    projects.add_argument("--city", default="", help="the city; else read from the files' names")


def run(options: Namespace) -> int:
    started = time.monotonic()
    # Millions of small things are made and nearly all are kept to the end: looking for rings among
    # them again and again costs a fifth of the time and finds nothing.
    gc.disable()
    readers: Mapping[str, Callable[[Namespace], Report]] = {
        "roster": _roster,
        "messages": _messages,
        "projects": _projects,
    }
    report = readers[options.kind](options)
    report["seconds"] = round(time.monotonic() - started, 2)
    if options.json:
        print(json.dumps(report, ensure_ascii=False, default=str))
    else:
        _say(report)
    return 1 if report["refused"] else 0


def _kind(kinds: Any, name: str, does: str) -> ArgumentParser:
    parser: ArgumentParser = kinds.add_parser(name, help=does)
    parser.add_argument("--dry-run", action="store_true", help="say what would be, write nothing")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    return parser


def _roster(options: Namespace) -> Report:
    # Models need the settings, and `anlin --help` must work without them.
    from anlin.ground.tenure import actions  # noqa: PLC0415
    from anlin.ground.tenure.errors import RowsRefused  # noqa: PLC0415

    project, data, name = _project(options.project), _content(options.file), options.file.name
    if options.dry_run:
        planned = actions.check_roster(data=data, file_name=name, project=project, by=BY)
        return _counted((row.row_number, row.outcome, row.reason) for row in planned)
    at = timezone.now()
    try:
        batch = (
            actions.preview_roster(data=data, file_name=name, project=project, by=BY, at=at)
            if options.good_rows
            else actions.take_roster(data=data, file_name=name, project=project, by=BY, at=at)
        )
    except RowsRefused as refusal:
        rows = [(row.row_number, row.outcome, row.reason) for row in refusal.subject]
        # Nothing was written, whatever the good rows would have made.
        return {**_counted(rows), "created": 0, "updated": 0}
    if options.good_rows:
        actions.apply_roster(batch=batch, only_good=True, by=BY, at=at)
    told = batch.rows.order_by("row_number").only(
        "batch", "seal", "row_number", "outcome", "reason"
    )
    counted = _counted((row.row_number, row.outcome, row.reason or "") for row in told)
    return {**counted, "batch": batch.pk}


def _messages(options: Namespace) -> Report:
    from anlin.trades.cases import actions  # noqa: PLC0415  (the same)

    return actions.import_messages(
        data=_content(options.file),
        file_name=options.file.name,
        project=_project(options.project),
        channel=_channel(options.channel),
        dry_run=options.dry_run,
        by=BY,
        at=timezone.now(),
    ).as_dict()


def _channel(code: str) -> Any:
    from anlin.trades.cases import queries  # noqa: PLC0415  (the same)

    return queries.channel_by_code(code)


def _projects(options: Namespace) -> Report:
    from anlin.ground.estate import actions  # noqa: PLC0415  (the same)

    return actions.import_projects(
        listings={path.stem: _content(path) for path in options.files},
        city=options.city,
        dry_run=options.dry_run,
        by=BY,
        at=timezone.now(),
    ).as_dict()


def _project(code: str | None) -> Any:
    from anlin.ground.estate.models import Project  # noqa: PLC0415  (the same)

    if code is None:
        if Project.objects.count() != 1:
            raise Invalid(_("Say with --project which project this belongs to."))
        return Project.objects.get()
    project = Project.objects.filter(code=code).first()
    if project is None:
        raise Invalid(_("There is no project “%(code)s”."), code=code)
    return project


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Invalid(_("The file “%(path)s” cannot be read."), path=path) from error


def _counted(rows: Iterable[tuple[int, str, str]]) -> Report:
    told = list(rows)
    counts = Counter(str(outcome) for _row, outcome, _reason in told)
    return {
        "rows": len(told),
        **{name: counts[name] for name in ("created", "updated", "unchanged")},
        "refused": [
            {"row": row, "reason": str(reason)}
            for row, outcome, reason in told
            if outcome == "refused"
        ],
    }


def _say(report: Report) -> None:
    for name, value in report.items():
        if not isinstance(value, Sequence) or isinstance(value, str):
            print(f"{name}: {value}")
            continue
        print(f"{name}: {len(value)}")
        for line in value[:SHOWN]:
            print("  " + " · ".join(f"{key} {text}" for key, text in line.items()))
