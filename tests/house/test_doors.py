"""What import-linter cannot say: rooms are entered by their doors, and written to by themselves alone."""

import ast
from pathlib import Path

import grimp
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "anlin"
FLOORS = ("ground", "instruments", "trades", "bonds", "watch")
DOORS = {"actions", "queries", "events", "sockets", "choices", "errors", "models"}
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "delete"}
# Wiring introduces rooms to each other; tests of the house and the demo stand above everything.
WIRING = ("anlin.config",)


def room_of(module):
    parts = module.split(".")
    return tuple(parts[1:3]) if len(parts) > 3 and parts[1] in FLOORS else None


def door_of(module):
    parts = module.split(".")
    return parts[3] if len(parts) > 3 else None


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("anlin", exclude_type_checking_imports=False, cache_dir=None)


def test_rooms_are_entered_by_their_doors(graph):
    trespasses = [
        f"{importer} → {imported}"
        for importer in sorted(graph.modules)
        if not importer.startswith(WIRING)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if room_of(imported)
        and room_of(imported) != room_of(importer)
        and door_of(imported) not in DOORS
        and not _asks_permission_for_a_page(importer, imported)
    ]
    assert trespasses == []


def _asks_permission_for_a_page(importer, imported):
    # A face shows only what may be done, and asks the room's own questions for that; deeds ask again.
    return importer.startswith("anlin.faces.") and door_of(imported) == "permissions"


def test_only_a_room_writes_its_tables(graph):
    rooms = sorted(
        path.parent for path in SOURCE.glob("*/*/models*") if path.parent.parent.name in FLOORS
    )
    owner = {name: room for room in rooms for name in _models(room)}
    writers = [
        f"{path.relative_to(SOURCE)}: {name}.objects.{verb}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts and path.relative_to(SOURCE).parts[0] != "foundation"
        for name, verb in _writes(path)
        if name in owner and not path.is_relative_to(owner[name])
    ]
    assert writers == []


def _models(room):
    files = (
        [room / "models.py"]
        if (room / "models.py").exists()
        else sorted((room / "models").glob("*.py"))
    )
    for file in files:
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                yield node.name


def _writes(path):
    """(Model, verb) for every `Model.objects.….verb(…)` in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES
        ):
            chain = node.func.value
            while isinstance(chain, ast.Attribute | ast.Call):
                inner = chain.value if isinstance(chain, ast.Attribute) else chain.func
                if (
                    isinstance(chain, ast.Attribute)
                    and chain.attr == "objects"
                    and isinstance(inner, ast.Name)
                ):
                    yield inner.id, node.func.attr
                chain = inner
