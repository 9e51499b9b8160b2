"""Bring the database to the tables of this version, and the served files to their place."""

from argparse import ArgumentParser, Namespace

from django.conf import settings
from django.core.management import call_command

# Looks itself, by a check, and must work before there are tables.
NEEDS_KEYS = False


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--plan", action="store_true", help="say what would be done, and do nothing"
    )


def run(options: Namespace) -> None:
    call_command("migrate", plan=options.plan, verbosity=1, interactive=False)
    if not options.plan:
        call_command("createcachetable", verbosity=0)
        # In production they are named by their content, and lie ready compressed.
        if settings.STATIC_ROOT is not None:
            call_command("collectstatic", verbosity=0, interactive=False)
