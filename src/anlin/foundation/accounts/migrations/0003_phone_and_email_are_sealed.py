"""Phone and e-mail address are kept sealed; addresses leave the table of the sign-in library, where they stood plain."""

import uuid

from django.db import migrations, models

from anlin.foundation.vault import api as vault


def give_seals(apps, schema_editor):
    account = apps.get_model("accounts", "Account")
    for pk in account.objects.filter(seal=None).values_list("pk", flat=True):
        account.objects.filter(pk=pk).update(seal=uuid.uuid4())


def take_over_addresses(apps, schema_editor):
    account = apps.get_model("accounts", "Account")
    for address in apps.get_model("account", "EmailAddress").objects.order_by("primary", "pk"):
        holder = account.objects.get(pk=address.user_id)
        email = address.email.strip().lower()
        index = vault.blind_index(email, purpose="accounts.email")
        # The library let two accounts have one address while it was not confirmed; the first keeps it.
        if not account.objects.filter(email_index=index).exclude(pk=holder.pk).exists():
            holder.email, holder.email_index = email, index
            holder.save(update_fields=["email", "email_index"])
        address.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_idempotent_request"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField("account", "seal", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_seals, migrations.RunPython.noop),
        migrations.AlterField(
            "account", "seal", models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
        ),
        migrations.AddField("account", "phone", vault.SealedTextField(null=True)),
        migrations.AddField("account", "email", vault.SealedTextField(null=True)),
        migrations.AddField(
            "account", "email_index", models.CharField(max_length=64, blank=True, default="")
        ),
        migrations.AddConstraint(
            "account",
            models.UniqueConstraint(
                fields=["email_index"],
                condition=~models.Q(email_index=""),
                name="account_one_for_each_email",
            ),
        ),
        migrations.RunPython(take_over_addresses, migrations.RunPython.noop),
    ]
