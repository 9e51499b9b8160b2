import anlin.foundation.vault.api
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('estate', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FirstInspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspected_on', models.DateField()),
                ('is_accepted', models.BooleanField()),
                ('findings', models.TextField(blank=True)),
                ('noted_by', models.CharField(max_length=80)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_inspections', to='estate.unit')),
            ],
        ),
        migrations.CreateModel(
            name='HouseholdNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=16)),
                ('text', anlin.foundation.vault.api.SealedTextField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.CharField(max_length=80)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='household_notes', to='estate.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'owner'), ('tenant', 'tenant'), ('property_user', 'property user'), ('household_member', 'household member'), ('payer', 'payer'), ('client_representative', "owners' representative"), ('prospective_owner', 'prospective owner')], max_length=24)),
                ('share_numerator', models.PositiveIntegerField(default=1)),
                ('share_denominator', models.PositiveIntegerField(default=1)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('ended_because', models.CharField(blank=True, choices=[('transfer', 'transfer of the unit'), ('moved_out', 'moved out'), ('lease_ended', 'the lease ended'), ('mistake', 'entered by mistake'), ('death', 'death')], max_length=12)),
                ('recorded_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='people.person')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='estate.project')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='estate.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['project', 'person'], name='tenure_by_project_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('unit', 'person', 'role'), name='tenure_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_because', ''), ('ends_on', None)), models.Q(('ends_on__gt', models.F('begins_on')), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='tenure_lasts_a_day_and_ends_for_a_reason'), models.CheckConstraint(condition=models.Q(('share_denominator__gte', models.F('share_numerator')), ('share_numerator__gte', 1)), name='tenure_share_of_one'), models.CheckConstraint(condition=models.Q(('unit__isnull', False), ('role__in', ('client_representative', 'prospective_owner')), _connector='OR'), name='tenure_has_unit')],
            },
        ),
        migrations.CreateModel(
            name='RulesReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=40)),
                ('received_on', models.DateField()),
                ('noted_by', models.CharField(max_length=80)),
                ('tenure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules_receipts', to='tenure.tenure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenure', 'version'), name='rules_receipt_once')],
            },
        ),
        migrations.CreateModel(
            name='Formality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('lease_copy', 'copy of the lease'), ('identity_check', 'identity of the tenant seen'), ('police_registration', 'registration with the police'), ('letting_record', 'letting filed with the housing authority'), ('safety_pledge', 'fire and safety pledge')], max_length=24)),
                ('done_on', models.DateField()),
                ('noted_by', models.CharField(max_length=80)),
                ('tenure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='formalities', to='tenure.tenure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenure', 'kind'), name='formality_once')],
            },
        ),
    ]
