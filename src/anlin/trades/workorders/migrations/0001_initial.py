import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('estate', '0001_initial'),
        ('people', '0001_initial'),
        ('workforce', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True)),
                ('trade', models.CharField(blank=True, max_length=40)),
                ('urgency', models.CharField(choices=[('urgent', 'urgent'), ('fairly_urgent', 'fairly urgent'), ('ordinary', 'ordinary')], default='ordinary', max_length=16)),
                ('service_nature', models.CharField(choices=[('routine', 'routine'), ('dedicated', 'dedicated'), ('special_request', 'specially requested')], default='routine', max_length=16)),
                ('repair_class', models.CharField(blank=True, choices=[('utilities', 'water, power or lift'), ('civil', 'civil works'), ('minor', 'minor repair'), ('major_defect', 'major defect of the building')], max_length=16)),
                ('part_nature', models.CharField(blank=True, choices=[('private', 'private part'), ('common_structure', 'shared part'), ('common_equipment', 'shared facility or equipment')], max_length=20)),
                ('source', models.CharField(choices=[('report', 'report'), ('patrol', 'patrol finding'), ('plan', 'plan')], default='report', max_length=8)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('wanted_by', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('raised', 'waiting to be dispatched'), ('assigned', 'waiting to be accepted'), ('accepted', 'accepted'), ('working', 'being worked on'), ('paused', 'paused'), ('finished', 'waiting to be checked'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='raised', max_length=10)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('expected_until', models.DateTimeField(null=True)),
                ('raised_at', models.DateTimeField()),
                ('raised_by', models.CharField(max_length=80)),
                ('assigned_at', models.DateTimeField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('arrived_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('checked_at', models.DateTimeField(null=True)),
                ('checked_by', models.CharField(blank=True, max_length=80)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=200)),
                ('finding', models.TextField(blank=True)),
                ('cause', models.TextField(blank=True)),
                ('method', models.TextField(blank=True)),
                ('loss', models.CharField(blank=True, max_length=200)),
                ('customer_words', models.TextField(blank=True)),
                ('assignee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_orders', to='workforce.staff')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_orders', to='workforce.department')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_orders', to='estate.project')),
                ('rework_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reworks', to='workorders.workorder')),
                ('space', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_orders', to='estate.space')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_orders', to='estate.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('raised', 'assigned', 'accepted', 'working', 'paused', 'finished'))), fields=['project', '-raised_at', '-id'], name='work_order_open'), models.Index(fields=['project', '-raised_at', '-id'], name='work_order_all'), models.Index(fields=['assignee', 'state'], name='work_order_of_assignee')],
                'constraints': [models.UniqueConstraint(fields=('project', 'number'), name='work_order_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('checked_at__isnull', False), ('finished_at__isnull', False)), _connector='OR'), name='work_order_closed_after_check'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['assigned', 'accepted', 'working', 'paused', 'finished']), _negated=True), ('assignee__isnull', False), _connector='OR'), name='work_order_in_somebodys_hands'), models.CheckConstraint(condition=models.Q(('cancelled_at', None), models.Q(('cancelled_because', ''), _negated=True), _connector='OR'), name='work_order_cancelled_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Span',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staff')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spans', to='workorders.workorder')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='span_not_backwards')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('parts', 'waiting for parts'), ('customer', 'the customer is not there'), ('contractor', 'waiting for a contractor'), ('weather', 'weather'), ('safety', 'not safe now'), ('other', 'other')], max_length=12)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('customer_agreed', models.BooleanField(default=False)),
                ('paused_at', models.DateTimeField()),
                ('resumed_at', models.DateTimeField(null=True)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='workorders.workorder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('resumed_at', None)), fields=('order',), name='pause_one_open')],
            },
        ),
        migrations.CreateModel(
            name='PartUsed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=10)),
                ('measure', models.CharField(max_length=12)),
                ('unit_price_fen', models.PositiveIntegerField(null=True)),
                ('used_at', models.DateTimeField()),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='workorders.workorder')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='part_used_positive')],
            },
        ),
        migrations.CreateModel(
            name='ManualStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('manner', models.CharField(choices=[('permission', 'asked for permission to enter'), ('shoe_covers', 'put on shoe covers'), ('protection', 'protected equipment and surroundings'), ('tested', 'tested together with the customer'), ('cleared', 'cleared the site')], max_length=12)),
                ('kept_at', models.DateTimeField()),
                ('kept_by', models.CharField(max_length=80)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='manners', to='workorders.workorder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('order', 'manner'), name='manner_once')],
            },
        ),
        migrations.CreateModel(
            name='Decline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200)),
                ('declined_at', models.DateTimeField()),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staff')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declines', to='workorders.workorder')),
            ],
        ),
    ]
