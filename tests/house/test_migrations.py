"""Foreign keys, and so migrations, point down only."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "anlin"
FLOORS = ["foundation", "ground", "instruments", "trades", "bonds", "watch"]
DEPENDENCY = re.compile(r"""\(["']([a-z_]+)["'], ["']\d{4}_""")


def test_migrations_depend_on_their_own_floor_or_a_lower_one():
    floor_of = {
        folder.parent.name: FLOORS.index(folder.parent.parent.name)
        for folder in SOURCE.glob("*/*/migrations")
    }
    upward = [
        f"{path.relative_to(SOURCE)} → {app}"
        for path in sorted(SOURCE.glob("*/*/migrations/0*.py"))
        for app in DEPENDENCY.findall(path.read_text("utf-8"))
        if floor_of.get(app, -1) > floor_of[path.parent.parent.name]
    ]
    assert floor_of
    assert upward == []
