import anlin.foundation.vault.api
import anlin.kernel.ids
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('estate', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('source', models.CharField(max_length=200)),
                ('stamp', models.CharField(default=anlin.kernel.ids.public_ref, max_length=16)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=40)),
                ('name_en', models.CharField(max_length=60)),
                ('description', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('works', models.BooleanField()),
                ('name', models.CharField(blank=True, max_length=40)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='workforce.calendaryear')),
            ],
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('company', 'Company'), ('branch', 'Branch'), ('office', 'Management office'), ('service_centre', 'Service centre'), ('department', 'Department')], max_length=16)),
                ('code', models.CharField(max_length=32, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('aliases', models.CharField(blank=True, max_length=300)),
                ('information_part', models.CharField(choices=[('collects', 'Collects information'), ('in_charge', 'In charge of information'), ('executes', 'Executes and reports back')], default='executes', max_length=16)),
                ('opened_at', models.DateTimeField()),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='workforce.department')),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='departments', to='estate.project')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='department_not_its_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='workforce.department')),
                ('role', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='workforce.role')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('department', 'name'), name='post_once')],
            },
        ),
        migrations.CreateModel(
            name='RoleRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('right', models.CharField(max_length=64)),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights', to='workforce.role')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('role', 'right'), name='role_right_once')],
            },
        ),
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(db_index=True, max_length=40)),
                ('number', models.CharField(max_length=32, unique=True)),
                ('phone', anlin.foundation.vault.api.SealedTextField(null=True)),
                ('phone_index', models.CharField(blank=True, db_index=True, max_length=40)),
                ('phone_tail_index', models.CharField(blank=True, db_index=True, max_length=40)),
                ('skills', models.CharField(blank=True, max_length=300)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(null=True)),
                ('account', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'staff',
                'constraints': [models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gt', models.F('joined_on')), _connector='OR'), name='staff_leave_after_joining')],
            },
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holds_from', models.DateField()),
                ('holds_until', models.DateField(null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='workforce.post')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='workforce.staff')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('holds_until', None), ('holds_until__gt', models.F('holds_from')), _connector='OR'), name='holding_for_a_day_at_least'), models.UniqueConstraint(condition=models.Q(('holds_until', None)), fields=('staff', 'post'), name='holding_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('granted_at', models.DateTimeField()),
                ('granted_by', models.CharField(max_length=64)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_by', models.CharField(blank=True, max_length=64)),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.project')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='workforce.role')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='workforce.staff')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('project__isnull', False), ('revoked_at', None)), fields=('staff', 'role', 'project'), name='grant_once_in_a_project'), models.UniqueConstraint(condition=models.Q(('project', None), ('revoked_at', None)), fields=('staff', 'role'), name='grant_once_everywhere'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', '')), models.Q(('revoked_at__isnull', False), models.Q(('revoked_by', ''), _negated=True)), _connector='OR'), name='grant_revoked_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='StandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stand_ins', to='workforce.post')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to='workforce.staff')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'rank'), name='stand_in_rank_once'), models.UniqueConstraint(fields=('post', 'staff'), name='stand_in_once')],
            },
        ),
    ]
