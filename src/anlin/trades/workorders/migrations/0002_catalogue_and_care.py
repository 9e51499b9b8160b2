import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('estate', '0003_bicycle_sheds'),
        ('workforce', '0001_initial'),
        ('workorders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('radio', 'radio'), ('phone', 'telephone'), ('person', 'in person')], max_length=8)),
                ('words', models.CharField(max_length=400)),
                ('said_at', models.DateTimeField()),
                ('said_by', models.CharField(max_length=80)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='workorders.workorder')),
            ],
        ),
        migrations.CreateModel(
            name='Damage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=400)),
                ('insurer', models.CharField(blank=True, max_length=80)),
                ('claim_number', models.CharField(blank=True, max_length=60)),
                ('reported_at', models.DateTimeField()),
                ('reported_by', models.CharField(max_length=80)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='damages', to='workorders.workorder')),
            ],
        ),
        migrations.CreateModel(
            name='Fault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('fault', 'typical fault'), ('upkeep', 'regular upkeep')], default='fault', max_length=8)),
                ('name', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=80)),
                ('trade', models.CharField(blank=True, max_length=40)),
                ('skill', models.CharField(blank=True, max_length=40)),
                ('repair_class', models.CharField(choices=[('utilities', 'water, power or lift'), ('civil', 'civil works'), ('minor', 'minor repair'), ('major_defect', 'major defect of the building')], max_length=16)),
                ('part_kind', models.CharField(blank=True, choices=[('in_home', 'inside a home'), ('shared_part', 'shared part of the building'), ('equipment', 'machinery and electrical equipment'), ('facility', 'supporting facility')], max_length=12)),
                ('urgency', models.CharField(choices=[('urgent', 'urgent'), ('fairly_urgent', 'fairly urgent'), ('ordinary', 'ordinary')], default='ordinary', max_length=16)),
                ('response', models.TextField(blank=True)),
                ('procedure', models.TextField(blank=True)),
                ('standard', models.CharField(blank=True, max_length=120)),
                ('season_from', models.PositiveSmallIntegerField(null=True)),
                ('season_until', models.PositiveSmallIntegerField(null=True)),
                ('rank', models.PositiveSmallIntegerField(default=100)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('season_from', None), ('season_until', None)), models.Q(('season_from__range', (1, 12)), ('season_until__range', (1, 12))), _connector='OR'), name='fault_season_of_months')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('special', 'special visit'), ('watch', 'watching the effect')], max_length=8)),
                ('effect', models.CharField(max_length=400)),
                ('is_holding', models.BooleanField()),
                ('visited_at', models.DateTimeField()),
                ('noted_by', models.CharField(max_length=80)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='workorders.workorder')),
                ('visitor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staff')),
            ],
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('is_passed', models.BooleanField()),
                ('grade', models.PositiveSmallIntegerField(choices=[(5, 'very satisfied'), (4, 'satisfied'), (3, 'fair'), (2, 'dissatisfied'), (1, 'very dissatisfied')], null=True)),
                ('quality', models.PositiveSmallIntegerField(null=True)),
                ('time', models.PositiveSmallIntegerField(null=True)),
                ('cost', models.PositiveSmallIntegerField(null=True)),
                ('environment', models.PositiveSmallIntegerField(null=True)),
                ('words', models.TextField(blank=True)),
                ('checked_at', models.DateTimeField()),
                ('checked_by', models.CharField(max_length=80)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='workorders.workorder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('order', 'round'), name='order_check_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='FirstCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField()),
                ('sent_by', models.CharField(max_length=80)),
                ('examined_at', models.DateTimeField(null=True)),
                ('spot', models.CharField(blank=True, max_length=120)),
                ('found', models.CharField(blank=True, max_length=400)),
                ('desk_held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staff')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_calls', to='workorders.workorder')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staff')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('examined_at', None)), fields=('order',), name='first_call_one_under_way')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('utilities', 'water, power or lift'), ('civil', 'civil works'), ('minor', 'minor repair'), ('major_defect', 'major defect of the building'), ('equipment', 'water and power equipment'), ('shared_parts', 'shared parts and facilities'), ('car_parks', 'car parks'), ('bicycle_sheds', 'bicycle sheds')], max_length=16)),
                ('respond_minutes', models.PositiveIntegerField(null=True)),
                ('begin_minutes', models.PositiveIntegerField(null=True)),
                ('finish_minutes', models.PositiveIntegerField(null=True)),
                ('finish_days', models.PositiveIntegerField(null=True)),
                ('timely_percent', models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ('passed_percent', models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='estate.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'measure'), name='term_once_a_project')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.CharField(choices=[('ordinary', 'ordinary'), ('complex', 'complex'), ('serious', 'serious')], max_length=8)),
                ('form_number', models.CharField(blank=True, max_length=20)),
                ('words', models.CharField(max_length=400)),
                ('transferred_at', models.DateTimeField()),
                ('transferred_by', models.CharField(max_length=80)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.department')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='workorders.workorder')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('grade', 'ordinary'), models.Q(('form_number', ''), _negated=True), _connector='OR'), name='transfer_with_form_unless_ordinary')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every_days', models.PositiveSmallIntegerField()),
                ('begins_on', models.DateField()),
                ('next_on', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_because', models.CharField(blank=True, max_length=200)),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='watch', to='workorders.workorder')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staff')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('every_days__gte', 1)), name='watch_every_day_at_most'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('ended_because', ''), _negated=True), _connector='OR'), name='watch_ended_with_reason')],
            },
        ),
        migrations.AddField(
            model_name='workorder',
            name='begin_by',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='workorder',
            name='customer_grade',
            field=models.PositiveSmallIntegerField(choices=[(5, 'very satisfied'), (4, 'satisfied'), (3, 'fair'), (2, 'dissatisfied'), (1, 'very dissatisfied')], null=True),
        ),
        migrations.AddField(
            model_name='workorder',
            name='finish_by',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='workorder',
            name='is_next',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='workorder',
            name='part_kind',
            field=models.CharField(blank=True, choices=[('in_home', 'inside a home'), ('shared_part', 'shared part of the building'), ('equipment', 'machinery and electrical equipment'), ('facility', 'supporting facility')], max_length=12),
        ),
        migrations.AddField(
            model_name='workorder',
            name='respond_by',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='workorder',
            name='skill',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='workorder',
            name='special_visit_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='workorder',
            name='special_visit_by',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='workorder',
            name='fault',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='workorders.fault'),
        ),
    ]
