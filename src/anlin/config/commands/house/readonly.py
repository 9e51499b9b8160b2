"""Close the house to changes, as for an upgrade, or open it again: pages can be read, deeds are refused.

Web processes and workers on every machine hear of it at once, because it stands in the database.
What is under way is done; no job is begun.
"""

import json
from argparse import ArgumentParser, Namespace
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.kernel.actors import system


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("deed", choices=["on", "off", "status"], metavar="on|off|status")
    parser.add_argument("--reason", default="", help="shown to everybody, as you write it")
    parser.add_argument("--minutes", type=int, help="how long it is expected to take; shown, too")
    parser.add_argument("--json", action="store_true", help="answer with one line of JSON")


def run(options: Namespace) -> None:
    # Rooms need the settings, and --help must work without them.
    from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415

    by, at = system("command_line"), timezone.localtime()
    if options.deed == "on":
        opens_at = at + timedelta(minutes=options.minutes) if options.minutes else None
        upkeep.close(reason=options.reason, opens_at=opens_at, by=by, at=at)
    elif options.deed == "off":
        upkeep.reopen(by=by, at=at)
    closure = upkeep.closure()
    if options.json:
        print(json.dumps(_facts(closure), ensure_ascii=False))
    else:
        print(upkeep.said_of(closure) if closure else _("Anlin takes changes."))


def _facts(closure) -> dict[str, object]:
    if closure is None:
        return {"readonly": False}
    moments = {"since": closure.closed_at, "until": closure.opens_at}
    said = {
        name: moment and timezone.localtime(moment).isoformat(timespec="seconds")
        for name, moment in moments.items()
    }
    return {"readonly": True, "reason": closure.reason, **said}
