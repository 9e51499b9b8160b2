"""Data files that an installation begins with; read without Django."""

import json
from pathlib import Path
from typing import Any


def read(name: str) -> Any:
    """The content of `<name>.json`."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text("utf-8"))
