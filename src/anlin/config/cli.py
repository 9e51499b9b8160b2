"""The `anlin` command: one word per deed of an administrator."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code: 0 done, 1 refused or failed, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlin.config.settings.local")
    parser = argparse.ArgumentParser(prog="anlin", description="Anlin 安邻, from the command line.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in _command_names():
        module = importlib.import_module(f"anlin.config.commands.{name}")
        command = commands.add_parser(
            name.rstrip("_").replace("_", "-"),
            help=(module.__doc__ or "").split("\n")[0],
            description=module.__doc__,
        )
        module.arguments(command)
        command.set_defaults(run=module.run, needs_keys=getattr(module, "NEEDS_KEYS", True))
    options = parser.parse_args(arguments)

    import django  # noqa: PLC0415  (settings are read here, and --help must not need them)

    django.setup()
    from anlin.foundation.vault import api as vault  # noqa: PLC0415  (the same)
    from anlin.kernel.errors import Refusal  # noqa: PLC0415  (the same)

    try:
        if options.needs_keys:
            vault.require_keys()
        sys.exit(options.run(options) or 0)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _command_names() -> list[str]:
    folder = Path(__file__).parent / "commands"
    return sorted(module.name for module in pkgutil.iter_modules([str(folder)]))


if __name__ == "__main__":
    main()
