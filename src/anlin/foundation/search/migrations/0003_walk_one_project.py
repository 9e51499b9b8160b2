"""One project's newest by an index of its own, built while people go on searching and writing."""

from django.db import migrations, models

INDEX = models.Index(
    fields=["project_id", "-at", "-kind", "-key"], name="search_doc_of_project"
)


def add(apps, schema_editor):
    model = apps.get_model("search", "Doc")
    if schema_editor.connection.vendor == "postgresql":
        # One that was broken off is left invalid under this name.
        schema_editor.execute("DROP INDEX IF EXISTS search_doc_of_project")
        schema_editor.add_index(model, INDEX, concurrently=True)
    else:
        schema_editor.add_index(model, INDEX)


def remove(apps, schema_editor):
    schema_editor.remove_index(apps.get_model("search", "Doc"), INDEX)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('search', '0002_tokens_are_indexed'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AddIndex(model_name='doc', index=INDEX)],
            database_operations=[migrations.RunPython(add, remove)],
        ),
    ]
