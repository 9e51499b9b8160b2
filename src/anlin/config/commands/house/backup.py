"""Write database and stored files of one moment into FILE, while the house goes on.

The keys are not in it: --keys writes them into a file of their own. Nothing is overwritten.
"""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--keys", type=Path, metavar="KEYFILE", help="write the keys here; keep it elsewhere"
    )
    parser.add_argument("--json", action="store_true", help="answer with one line of JSON")


def run(options: Namespace) -> None:
    # Rooms need the settings, and --help must work without them.
    from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415

    began = time.monotonic()
    report = upkeep.backup(options.file, keys=options.keys, at=timezone.localtime(), say=say)
    figures = asdict(report) | {"seconds": round(time.monotonic() - began, 2)}
    if options.json:
        print(json.dumps({"file": str(options.file), **figures}, ensure_ascii=False))
        return
    print(
        _("The backup is written: %(rows)s rows, %(files)s files, %(size)s bytes, %(seconds)s s.")
        % figures
    )
    if not report.keys:
        print(
            _("The keys are not in it. Keep a copy of them elsewhere: --keys KEYFILE writes one.")
        )


def say(part: str, files: int, size: int) -> None:
    """How far a long work has come, for whoever watches."""
    print(f"{part}: {files or ''} {size // 1_000_000} MB", file=sys.stderr, flush=True)
