"""What the demo company is made of: its data files, and chance that falls the same way every time."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

SEED = "anlin"
HERE = Path(__file__).parent / "data"


@cache
def read(name: str) -> Any:
    """The content of `data/<name>.json`; read once, so nobody changes it."""
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))


def chance(*part: object) -> random.Random:
    """The dice of one part of the work, the same whenever that part is done again."""
    return random.Random("/".join(map(str, (SEED, *part))))
