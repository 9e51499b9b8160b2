import uuid

from django.db import migrations, models

from anlin.foundation.vault import api as vault


def seal_reasons(apps, schema_editor):
    rows = apps.get_model("intake", "BatchRow")
    for row in rows.objects.filter(seal=None).iterator():
        row.seal = uuid.uuid4()
        row.reason = row.plain_reason or None
        row.save(update_fields=["seal", "reason"])


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="batchrow", name="batch_row_refused_with_reason"),
        migrations.RenameField(model_name="batchrow", old_name="reason", new_name="plain_reason"),
        migrations.AddField(
            model_name="batchrow", name="seal", field=models.UUIDField(null=True, editable=False)
        ),
        migrations.AddField(
            model_name="batchrow", name="reason", field=vault.SealedTextField(null=True)
        ),
        migrations.RunPython(seal_reasons, migrations.RunPython.noop),
        migrations.RemoveField(model_name="batchrow", name="plain_reason"),
        migrations.AlterField(
            model_name="batchrow",
            name="seal",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", "refused"), _negated=True)
                | models.Q(("reason__isnull", False)),
                name="batch_row_refused_with_reason",
            ),
        ),
    ]
