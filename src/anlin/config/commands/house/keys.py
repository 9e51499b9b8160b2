"""Change the keys that personal data are sealed with, while everybody works, or list them.

A change that was interrupted goes on where it was. Exit code 1 when something still needs an old key.
"""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.kernel.actors import system

BY = system("command_line")


def arguments(parser: ArgumentParser) -> None:
    deeds = parser.add_subparsers(metavar="DEED", dest="deed", required=True)
    rotate = deeds.add_parser("rotate", help="write everything under a new key, drop the old ones")
    rotate.add_argument(
        "--keep-old",
        action="store_true",
        help="drop none: for copying the key file to other machines first",
    )
    listing = deeds.add_parser("list", help="the keys and how many values were made with each")
    for deed in (rotate, listing):
        deed.add_argument("--json", action="store_true", help="answer with one line of JSON")


def run(options: Namespace) -> int:
    return _rotate(options) if options.deed == "rotate" else _list(options)


def _rotate(options: Namespace) -> int:
    # The audit has tables, and tables need django.setup.
    from anlin.foundation.vault import api as vault  # noqa: PLC0415

    started = time.monotonic()
    done = vault.rotate(tell=_told, keep_old=options.keep_old)
    _record(
        "keys.rotated",
        done.key,
        rows=done.rows.total(),
        dropped=list(done.dropped),
        left=sum(done.left.values()),
    )
    report: dict[str, Any] = {
        "key": done.key,
        "rows": dict(done.rows),
        "dropped": list(done.dropped),
        "left": dict(done.left),
        "seconds": round(time.monotonic() - started, 1),
    }
    if options.json:
        print(json.dumps(report))
    else:
        print(_("Key %(key)s is in use; %(rows)s rows were written anew in %(seconds)s s.")
              % (report | {"rows": done.rows.total()}))  # fmt: skip
        for place, count in done.left.items():
            print(_("%(place)s: %(count)s values still need an old key.")
                  % {"place": place, "count": count})  # fmt: skip
    return 1 if done.left else 0


def _told(step: Any) -> None:
    if step.what == "began":
        _record("keys.rotation_began", step.key, old=list(step.old))
    elif step.what == "dropping":
        _record("keys.dropping", step.key, old=list(step.old))
    else:
        print(f"{step.place} {step.rows}", file=sys.stderr)


def _record(deed: str, key: int, **details: Any) -> None:
    from anlin.foundation.audit import api as audit  # noqa: PLC0415  (the same)
    from anlin.kernel.subjects import Subject  # noqa: PLC0415  (the same)

    audit.record(deed, Subject("key", str(key)), by=BY, at=timezone.now(), **details)


def _list(options: Namespace) -> int:
    from anlin.foundation.vault import api as vault  # noqa: PLC0415  (the same)

    current, held = vault.in_ring()
    used = vault.uses()
    # One that is used and not there is the worst that can be: nobody opens it.
    ids = sorted({*held, *(key for counted in used.values() for key in counted)})
    lines = [
        {
            "key": key,
            "current": key == current,
            "in_ring": key in held,
            "values": sum(counted[key] for counted in used.values()),
            "places": {place: counted[key] for place, counted in used.items() if counted[key]},
        }
        for key in ids
    ]
    for line in lines:
        if options.json:
            print(json.dumps(line))
        else:
            word = _("current") if line["current"] else _("old")
            print(f"{line['key']}\t{word if line['in_ring'] else _('missing')}\t{line['values']}")
    return 0 if all(line["in_ring"] for line in lines) else 1
