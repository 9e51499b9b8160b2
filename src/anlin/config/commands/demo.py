"""Load the demo company, and serve it with --serve.

What is there already is not made again; interrupted, the next call goes on.
"""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _

from anlin.config.commands import serve
from anlin.kernel.actors import system


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--serve", action="store_true", help="serve pages and run the worker")
    parser.add_argument("--full", action="store_true", help="make a longer life, see --months")
    parser.add_argument("--months", type=int, default=36, help="how long a life --full makes (36)")
    parser.add_argument("--units", type=int, default=2600, help="units of a new company (2600)")
    parser.add_argument("--cases", type=int, default=1200, help="matters of a new company (1200)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    serve.arguments(parser)


def run(options: Namespace) -> None:
    if options.serve:
        serve.require_free(options.host, options.port)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    began = time.monotonic()
    _load(options)
    _tell(options, seconds=time.monotonic() - began)
    if options.serve:
        serve.run(options)


def _load(options: Namespace) -> None:
    # Rooms can be imported only now: --help works without their tables.
    from anlin.config import first_data  # noqa: PLC0415
    from anlin.demo import jobs as demo_jobs  # noqa: PLC0415
    from anlin.demo import loading  # noqa: PLC0415

    if not loading.is_there():
        loading.load(
            now=timezone.localtime(),
            enter=lambda at: first_data.enter(by=system("demo"), at=at),
            units=options.units,
            cases=options.cases,
            say=lambda part: print(part, file=sys.stderr, flush=True),
        )
    if options.full:
        demo_jobs.ask_for_life(months=options.months)


def _tell(options: Namespace, *, seconds: float) -> None:
    from anlin.demo import company, loading  # noqa: PLC0415  (the same)

    accounts = company.accounts_table()
    address = f"http://{options.host}:{options.port}/"
    counts = asdict(loading.inventory())
    if options.json:
        answer = {"address": address, "password": company.PASSWORD, "accounts": accounts}
        print(json.dumps({**answer, **counts, "seconds": round(seconds, 1)}, ensure_ascii=False))
        sys.stdout.flush()
        return
    print(
        _("The demo company is there: %(units)s units, %(people)s people, %(cases)s matters.")
        % counts
    )
    print(_("Everybody signs in with the password %(password)s.") % {"password": company.PASSWORD})
    for account in accounts:
        print(f"  {account['username']:<14} {account['name']}\t{account['kind']}")
    if options.serve:
        print(_("Open %(address)s") % {"address": address})
    sys.stdout.flush()
