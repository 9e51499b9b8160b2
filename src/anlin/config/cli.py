"""The `anlin` command: one word per deed of an administrator."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code: 0 done, 1 refused or failed, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlin.config.settings.local")
    parser = argparse.ArgumentParser(prog="anlin", description="Anlin 安邻, from the command line.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    given = list(sys.argv[1:] if arguments is None else arguments)
    known = {name.rstrip("_").replace("_", "-"): place for name, place in sorted(_commands())}
    # The modules of all are read for the overview only: each process would pay for them.
    wanted = {given[0]: known[given[0]]} if given and given[0] in known else known
    for name, place in wanted.items():
        module = importlib.import_module(place)
        command = commands.add_parser(
            name, help=(module.__doc__ or "").split("\n")[0], description=module.__doc__
        )
        module.arguments(command)
        command.set_defaults(run=module.run, needs_keys=getattr(module, "NEEDS_KEYS", True))
    options = parser.parse_args(given)

    import django  # noqa: PLC0415  (settings are read here, and --help must not need them)
    from django.db import DatabaseError, InterfaceError  # noqa: PLC0415  (the same)

    django.setup()
    from anlin.faces.kit.frame import trouble  # noqa: PLC0415  (the same)
    from anlin.foundation.vault import api as vault  # noqa: PLC0415  (the same)
    from anlin.kernel.errors import Refusal  # noqa: PLC0415  (the same)

    try:
        if options.needs_keys:
            vault.require_keys()
        sys.exit(options.run(options) or 0)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    except (DatabaseError, InterfaceError, OSError) as error:
        told = trouble.known(error)
        if told is None:
            raise
        print(f"{told.sentence} ({error})", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _commands() -> Iterator[tuple[str, str]]:
    """(name, module) of every command, those in folders among them."""
    folder = Path(__file__).parent / "commands"
    for module in pkgutil.walk_packages([str(folder)], "anlin.config.commands."):
        if not module.ispkg:
            yield module.name.rpartition(".")[2], module.name


if __name__ == "__main__":
    main()
