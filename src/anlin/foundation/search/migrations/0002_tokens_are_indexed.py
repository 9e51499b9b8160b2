"""The index of the tokens, which the ORM cannot say: GIN on PostgreSQL, FTS5 on SQLite."""

from django.db import migrations

POSTGRESQL = [
    """
    ALTER TABLE search_doc ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED
    """,
    "CREATE INDEX search_doc_vector ON search_doc USING gin (vector)",
]

# The tokenizer `ascii` keeps every character beyond ASCII; `unicode61` would drop the Han it is too old to know.
# Altering the table later rebuilds it on SQLite and drops the triggers: make them again in that migration.
# An index on outside content must be told the old tokens when they go.
SQLITE = [
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        tokens, content='search_doc', content_rowid='id', detail=none, tokenize="ascii tokenchars '_'"
    )
    """,
    """
    CREATE TRIGGER search_doc_born AFTER INSERT ON search_doc BEGIN
        INSERT INTO search_index (rowid, tokens) VALUES (new.id, new.tokens);
    END
    """,
    """
    CREATE TRIGGER search_doc_gone AFTER DELETE ON search_doc BEGIN
        INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);
    END
    """,
    """
    CREATE TRIGGER search_doc_renewed AFTER UPDATE ON search_doc BEGIN
        INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);
        INSERT INTO search_index (rowid, tokens) VALUES (new.id, new.tokens);
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER search_doc_renewed",
    "DROP TRIGGER search_doc_gone",
    "DROP TRIGGER search_doc_born",
    "DROP TABLE search_index",
]


def index(apps, schema_editor):
    _run(schema_editor, POSTGRESQL, SQLITE)


def forget(apps, schema_editor):
    _run(schema_editor, ["ALTER TABLE search_doc DROP COLUMN vector"], SQLITE_BACK)


def _run(schema_editor, postgresql, sqlite):
    statements = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(index, forget)]
