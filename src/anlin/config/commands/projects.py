"""List the projects: number, code, name, and how many units each has."""

import json
from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer as one line of JSON each")


def run(options: Namespace) -> None:
    # Models need the settings, and `anlin --help` must work without them.
    from django.db.models import Count  # noqa: PLC0415

    from anlin.ground.estate import queries  # noqa: PLC0415
    from anlin.kernel.actors import system  # noqa: PLC0415

    for project in queries.visible_to(system("command_line")).annotate(unit_count=Count("units")):
        line = {
            "id": project.pk,
            "code": project.code,
            "name": project.name,
            "units": project.unit_count,
        }
        words = "\t".join(str(value) for value in line.values())
        print(json.dumps(line, ensure_ascii=False) if options.json else words)
