"""Triggers: what was missed is never taken back, moved or deleted (H25)."""

from django.db import migrations

TABLE = "duty_occurrence"
POSTGRESQL = [
    """
    CREATE FUNCTION duty_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'what was missed stays missed: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER {TABLE}_changed_append_only BEFORE UPDATE ON {TABLE} FOR EACH ROW
    WHEN (OLD.missed_at IS NOT NULL AND (
        NEW.missed_at IS DISTINCT FROM OLD.missed_at OR NEW.last_at <> OLD.last_at
        OR NEW.withdrawn_at IS NOT NULL OR NEW.standing_id <> OLD.standing_id OR NEW.key <> OLD.key))
    EXECUTE FUNCTION duty_refuse()
    """,
    f"""
    CREATE TRIGGER {TABLE}_deleted_append_only BEFORE DELETE ON {TABLE} FOR EACH ROW
    WHEN (OLD.missed_at IS NOT NULL) EXECUTE FUNCTION duty_refuse()
    """,
]
POSTGRESQL_BACK = [
    f"DROP TRIGGER {TABLE}_deleted_append_only ON {TABLE}",
    f"DROP TRIGGER {TABLE}_changed_append_only ON {TABLE}",
    "DROP FUNCTION duty_refuse()",
]
# Altering the table later rebuilds it on SQLite and drops its triggers: make them again in that migration.
SQLITE = [
    f"""
    CREATE TRIGGER {TABLE}_changed_append_only BEFORE UPDATE ON {TABLE}
    WHEN OLD.missed_at IS NOT NULL AND (
        NEW.missed_at IS NOT OLD.missed_at OR NEW.last_at <> OLD.last_at
        OR NEW.withdrawn_at IS NOT NULL OR NEW.standing_id <> OLD.standing_id OR NEW.key <> OLD.key)
    BEGIN SELECT RAISE(ABORT, 'what was missed stays missed: a change is refused'); END
    """,
    f"""
    CREATE TRIGGER {TABLE}_deleted_append_only BEFORE DELETE ON {TABLE}
    WHEN OLD.missed_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'what was missed stays missed: deleting is refused'); END
    """,
]
SQLITE_BACK = [
    f"DROP TRIGGER {TABLE}_deleted_append_only",
    f"DROP TRIGGER {TABLE}_changed_append_only",
]


def put_up(_apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def take_down(_apps, schema_editor):
    back = POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK
    for statement in back:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("duty", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
