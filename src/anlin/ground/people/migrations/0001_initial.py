import anlin.foundation.vault.api
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('human', 'person'), ('company', 'company'), ('developer', 'developer'), ('sales_department', 'sales department'), ('project_team', 'project team of the developer'), ('design_institute', 'design institute'), ('builder', 'builder or contractor'), ('owners_committee', "owners' committee"), ('authority', 'authority'), ('residents_committee', "residents' committee"), ('street_office', 'sub-district office'), ('fire_service', 'fire service'), ('police', 'police or rescue team'), ('utility', 'utility'), ('insurer', 'insurer'), ('professional_body', 'professional or community body'), ('supplier', 'supplier or repair firm'), ('media', 'media')], default='human', max_length=20)),
                ('name', anlin.foundation.vault.api.SealedTextField()),
                ('name_index', models.CharField(db_index=True, max_length=40)),
                ('sex', models.CharField(blank=True, choices=[('m', 'Mr'), ('f', 'Ms')], max_length=1)),
                ('identity_number', anlin.foundation.vault.api.SealedTextField(null=True)),
                ('identity_index', models.CharField(blank=True, db_index=True, max_length=40)),
                ('registered_at', models.DateTimeField()),
                ('registered_by', models.CharField(max_length=80)),
                ('account', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='person_not_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200)),
                ('merged_at', models.DateTimeField()),
                ('merged_by', models.CharField(max_length=80)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', models.CharField(blank=True, max_length=80)),
                ('absorbed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('mobile', 'mobile phone'), ('landline', 'landline'), ('wechat', 'WeChat'), ('email', 'e-mail'), ('address', 'postal address')], max_length=10)),
                ('value', anlin.foundation.vault.api.SealedTextField()),
                ('full_index', models.CharField(db_index=True, max_length=40)),
                ('tail_index', models.CharField(blank=True, db_index=True, max_length=40)),
                ('is_preferred', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('retired_because', models.CharField(blank=True, choices=[('changed', 'they have a new one'), ('not_me', 'whoever answers says: not me any more'), ('unreachable', 'nobody answers there')], max_length=12)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_points', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('person', 'full_index'), name='contact_point_once_per_person'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at', None), ('retired_because', '')), models.Q(('retired_at__isnull', False), models.Q(('retired_because', ''), _negated=True)), _connector='OR'), name='contact_point_retired_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('service', 'serving this household'), ('service_design', 'designing services and events'), ('care', 'special care and visits'), ('arrears', 'finding help with arrears'), ('marketing', 'offers of paid services')], max_length=16)),
                ('how', models.CharField(max_length=200)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person', 'purpose'), name='consent_once')],
            },
        ),
        migrations.CreateModel(
            name='CareMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('important', 'important client'), ('elderly', 'elderly'), ('living_alone', 'lives alone'), ('disabled', 'disabled'), ('infant', 'small children'), ('illness', 'illness'), ('hardship', 'hardship'), ('laid_off', 'laid off')], max_length=12)),
                ('marked_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_marks', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('person', 'kind'), name='care_mark_once')],
            },
        ),
        migrations.CreateModel(
            name='SensitiveNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('age_structure', 'age structure'), ('education', 'education'), ('interests', 'interests'), ('service_needs', 'service needs'), ('temperament', 'how to talk with them'), ('family', 'family circumstances'), ('economics', 'household economy')], max_length=16)),
                ('purpose', models.CharField(choices=[('service', 'serving this household'), ('service_design', 'designing services and events'), ('care', 'special care and visits'), ('arrears', 'finding help with arrears'), ('marketing', 'offers of paid services')], max_length=16)),
                ('text', anlin.foundation.vault.api.SealedTextField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.CharField(max_length=80)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='people.person')),
            ],
        ),
    ]
