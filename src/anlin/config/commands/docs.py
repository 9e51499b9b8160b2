"""Compare the generated pages of docs/ with the code, or write them anew.

Exit code 1 when a page differs; `--write` mends it.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

# The generated pages come from the code alone.
NEEDS_KEYS = False


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="write the pages that differ")


def run(options: Namespace) -> int:
    from anlin.config import reference  # noqa: PLC0415  (tables need django.setup)

    stale = {path: text for path, text in reference.pages().items() if _stored(path) != text}
    for path, text in stale.items():
        if options.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        print(
            f"{'wrote' if options.write else 'out of date (run make docs):'} {path}",
            file=sys.stderr,
        )
    return 1 if stale and not options.write else 0


def _stored(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None
