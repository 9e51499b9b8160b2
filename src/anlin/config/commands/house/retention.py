"""Let go what is over its term, as the worker does every night; or tell what the next night would let go.

How long each kind of data is kept is set on the page "Settings" and is listed there.
"""

import json
from argparse import ArgumentParser, Namespace

from django.utils import timezone
from django.utils.translation import gettext as _


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="change nothing, only tell")
    parser.add_argument("--json", action="store_true", help="answer with one line of JSON")


def run(options: Namespace) -> None:
    # Rooms need the settings, and --help must work without them.
    from anlin.foundation.upkeep import api as upkeep  # noqa: PLC0415

    now = timezone.localtime()
    lines = upkeep.lines(now)
    gone = {} if options.dry_run else upkeep.let_go(now=now)
    if options.json:
        told = {
            line.keeping.code: {
                "days": line.days,
                "overdue": line.overdue,
                "let_go": gone.get(line.keeping.code, 0),
            }
            for line in lines
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    for line in lines:
        said = _("%(what)s: kept %(days)s days, %(overdue)s over the term, %(gone)s let go")
        print(
            said
            % {
                "what": line.keeping.what,
                "days": line.days,
                "overdue": line.overdue,
                "gone": gone.get(line.keeping.code, 0),
            }
        )
