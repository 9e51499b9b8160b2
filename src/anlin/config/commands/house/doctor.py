"""Look whether the installation is well: database, keys, worker, outbox, dead letters, audit.

Exit code 1 when something needs a person. With --bundle it also writes a zip for whoever helps:
versions, counts and names of jobs, and nothing about anybody.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.translation import gettext as _

# It is asked what is the matter.
NEEDS_KEYS = False


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer with one line of JSON")
    parser.add_argument("--bundle", type=Path, metavar="FILE", help="write a zip for support, too")


def run(options: Namespace) -> int:
    # Rooms need the settings, and --help must work without them.
    from django.utils import timezone  # noqa: PLC0415

    from anlin.config import bundle, health  # noqa: PLC0415

    if options.bundle:
        try:
            bundle.write(options.bundle, at=timezone.localtime())
        except OSError as error:
            said = _("The bundle cannot be written to %(file)s: %(error)s")
            print(said % {"file": options.bundle, "error": error.strerror}, file=sys.stderr)
            return 1
    findings = health.examine()
    if options.json:
        print(
            json.dumps(
                {f.name: {"well": f.is_well, "says": f.says} for f in findings}, ensure_ascii=False
            )
        )
    else:
        for finding in findings:
            print(f"{'✓' if finding.is_well else '✗'} {finding.name}: {finding.says}")
    return 0 if all(finding.is_well for finding in findings) else 1
