"""Where the processes of one machine keep their counts, so that one of them can tell those of all."""

import os
import re
from pathlib import Path

from django.conf import settings

# Read by prometheus_client while it is imported: set before, never after.
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_OF_A_PROCESS = re.compile(r"\w+_(\d+)\.db")


def gather() -> None:
    """Let this process and those it starts count into one folder of the installation.

    What ended processes left there is removed; a counter that begins anew is nothing to Prometheus.
    """
    folder = Path(settings.HOME) / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        named = _OF_A_PROCESS.fullmatch(left.name)
        if named and not Path(f"/proc/{named[1]}").exists():
            left.unlink(missing_ok=True)
    os.environ[VARIABLE] = str(folder)
