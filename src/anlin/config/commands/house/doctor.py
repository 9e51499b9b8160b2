"""Look whether the installation is well: database, keys, worker, outbox, dead letters, audit.

Exit code 1 when something needs a person.
"""

import json
from argparse import ArgumentParser, Namespace

# It is asked what is the matter.
NEEDS_KEYS = False


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer with one line of JSON")


def run(options: Namespace) -> int:
    # Rooms need the settings, and --help must work without them.
    from anlin.config import health  # noqa: PLC0415

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
