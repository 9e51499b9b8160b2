"""Put a backup back into an empty database and an empty ANLIN_HOME, then look whether all is well.

All of FILE is read and compared before anything is written. Exit code 1 when it was refused or
something needs a person.
"""

import json
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _

from anlin.config.commands.house.backup import say

# It brings them.
NEEDS_KEYS = False


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--keys", type=Path, metavar="KEYFILE", help="what `anlin backup --keys` wrote"
    )
    parser.add_argument(
        "--again", action="store_true", help="first clear away what an unfinished restore left"
    )
    parser.add_argument("--json", action="store_true", help="answer with one line of JSON")


def run(options: Namespace) -> int:
    # Rooms need the settings, and --help must work without them.
    from anlin.config import health  # noqa: PLC0415
    from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415

    began = time.monotonic()
    restored = upkeep.restore(options.file, keys=options.keys, again=options.again, say=say)
    findings = [*_compared(restored), *health.examine()]
    figures = asdict(restored) | {"seconds": round(time.monotonic() - began, 2)}
    if options.json:
        said = {f.name: {"well": f.is_well, "says": f.says} for f in findings}
        print(json.dumps(figures | {"findings": said}, ensure_ascii=False))
    else:
        print(
            _("Restored as of %(taken_at)s: %(rows)s rows, %(files)s files, %(seconds)s s.")
            % figures
        )
        for finding in findings:
            print(f"{'✓' if finding.is_well else '✗'} {finding.name}: {finding.says}")
        if not restored.has_secret:
            print(_("The secret of the web is another one: everybody has to sign in again."))
    return 0 if all(finding.is_well for finding in findings) else 1


def _compared(restored) -> Iterator:
    """What only a restore can say: the rows as they were counted, the files that rows name, the chain's end."""
    from anlin.config.health import Finding  # noqa: PLC0415  (the same)
    from anlin.foundation.audit import api as audit  # noqa: PLC0415  (the same)
    from anlin.instruments.documents import queries as documents  # noqa: PLC0415  (the same)

    differences = ", ".join(restored.differences)
    yield Finding("rows", not differences, differences or _("as they were counted"))
    missing = sum(1 for _file in documents.missing())
    said = _("%s files that rows name are missing") % missing if missing else _("all there")
    yield Finding("files", not missing, said)
    head = audit.verify().head_hash
    yield Finding("audit head", head == restored.audit_head, head)
