"""Foreign keys, and so migrations, point down only; and people go on working while tables change."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

SOURCE = Path(__file__).resolve().parents[2] / "src" / "anlin"
FLOORS = ["foundation", "ground", "instruments", "trades", "bonds", "watch"]
DEPENDENCY = re.compile(r"""\(["']([a-z_]+)["'], ["']\d{4}_""")

# The tables as they were before anybody's house had to stay open: not looked at below.
FIRST = {
    "accounts": 3,
    "audit": 2,
    "cases": 4,
    "correspondence": 1,
    "documents": 2,
    "estate": 3,
    "intake": 2,
    "jobs": 1,
    "news": 1,
    "numbering": 1,
    "people": 3,
    "search": 2,
    "tenure": 3,
    "upkeep": 2,
    "workforce": 3,
    "workorders": 3,
}
EXPANDS = (
    migrations.CreateModel,
    migrations.AddField,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    migrations.RunPython,
    migrations.SeparateDatabaseAndState,
)
MARK = re.compile(r"^# (contracts|blocks): \S.{15,}", re.MULTILINE)


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


def risks(operations):
    """What in these operations breaks the version that still runs, or makes people wait (docs/how-to/change-a-table.md)."""
    made = {op.name.lower() for op in operations if isinstance(op, migrations.CreateModel)}
    kinds = {type(op) for op in operations}
    if migrations.RunPython in kinds and kinds & {migrations.AddField, migrations.AlterField}:
        yield "a table is held while rows are filled"
    for op in operations:
        if getattr(op, "model_name", "").lower() in made:
            continue
        if not isinstance(op, EXPANDS):
            yield type(op).__name__
        if isinstance(op, migrations.AddField) and not may_be_left_out(op.field):
            yield f"{op.name} must be filled"


def may_be_left_out(field):
    """Whether a program that has never heard of the column may still add rows."""
    return field.many_to_many or field.null or field.db_default is not models.NOT_PROVIDED


def test_new_migrations_expand_or_say_why_they_may_contract():
    refused = {}
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        path = Path(apps.get_app_config(app).path) / "migrations" / f"{name}.py"
        if SOURCE not in path.parents or int(name[:4]) <= FIRST.get(app, 0):
            continue
        found = list(risks(migration.operations))
        if found and not MARK.search(path.read_text("utf-8")):
            refused[f"{app}.{name}"] = found
    assert refused == {}, "docs/how-to/change-a-table.md says how to do it in two steps."


TEXT = models.TextField()
NEW = migrations.CreateModel("Leaf", [("id", models.BigAutoField(primary_key=True))])


@pytest.mark.parametrize(
    ("operations", "found"),
    [
        ([NEW, migrations.AddIndex("leaf", models.Index(fields=["id"], name="x"))], []),
        ([migrations.AddIndex("tree", models.Index(fields=["id"], name="x"))], ["AddIndex"]),
        ([migrations.AddField("tree", "bark", models.TextField(null=True))], []),
        ([migrations.AddField("tree", "bark", models.TextField(db_default=""))], []),
        ([migrations.AddField("tree", "bark", TEXT)], ["bark must be filled"]),
        ([migrations.RenameField("tree", "bark", "rind")], ["RenameField"]),
        ([migrations.RemoveField("tree", "bark"), migrations.DeleteModel("tree")], ["RemoveField", "DeleteModel"]),
        ([migrations.AlterField("tree", "bark", TEXT)], ["AlterField"]),
    ],
)  # fmt: skip
def test_what_is_a_risk(operations, found):
    assert list(risks(operations)) == found
