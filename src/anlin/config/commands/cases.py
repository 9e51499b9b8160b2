"""List the newest cases: number, state, kind, when it was opened, title."""

import json
from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=20, help="how many at most (20)")
    parser.add_argument("--json", action="store_true", help="answer as one line of JSON each")


def run(options: Namespace) -> None:
    # Models need the settings, and `anlin --help` must work without them.
    from django.utils import timezone  # noqa: PLC0415

    from anlin.kernel.actors import system  # noqa: PLC0415
    from anlin.trades.cases import queries  # noqa: PLC0415

    newest = queries.visible_to(system("command_line")).order_by("-opened_at", "-pk")
    for case in newest[: max(options.limit, 0)]:
        line = {
            "number": case.number,
            "state": str(case.state),
            "kind": str(case.kind),
            "opened_at": timezone.localtime(case.opened_at).isoformat(timespec="minutes"),
            "title": case.title,
        }
        words = "\t".join(line.values())
        print(json.dumps(line, ensure_ascii=False) if options.json else words)
