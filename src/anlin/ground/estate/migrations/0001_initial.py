import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('property_type', models.CharField(choices=[('commodity_housing', 'commodity housing'), ('resettlement_housing', 'resettlement housing'), ('villa', 'villa'), ('apartment', 'serviced apartment'), ('commercial_complex', 'commercial complex'), ('shop', 'shop'), ('office', 'office'), ('mixed', 'mixed use')], max_length=20)),
                ('operating_mode', models.CharField(choices=[('self_run', 'self-run'), ('entrusted', 'entrusted to a professional company')], default='entrusted', max_length=12)),
                ('city', models.CharField(blank=True, max_length=40)),
                ('district', models.CharField(blank=True, max_length=40)),
                ('location', models.CharField(blank=True, max_length=200)),
                ('longitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('latitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('land_area_m2', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('gross_floor_area_m2', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('green_area_m2', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('handover_on', models.DateField(null=True)),
                ('unit_types', models.CharField(blank=True, max_length=200)),
                ('household_count', models.PositiveIntegerField(null=True)),
                ('parking_count', models.PositiveIntegerField(null=True)),
                ('shared_facilities', models.TextField(blank=True)),
                ('equipment_summary', models.TextField(blank=True)),
                ('developer_name', models.CharField(blank=True, max_length=120)),
                ('manager_name', models.CharField(blank=True, max_length=120)),
                ('desk_opens', models.TimeField()),
                ('desk_closes', models.TimeField()),
                ('complaint_line', models.CharField(blank=True, max_length=20)),
                ('company_complaint_line', models.CharField(blank=True, max_length=20)),
                ('opened_at', models.DateTimeField()),
                ('left_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Zone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=80)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='zones', to='estate.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'code'), name='zone_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Building',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=40)),
                ('property_type', models.CharField(choices=[('commodity_housing', 'commodity housing'), ('resettlement_housing', 'resettlement housing'), ('villa', 'villa'), ('apartment', 'serviced apartment'), ('commercial_complex', 'commercial complex'), ('shop', 'shop'), ('office', 'office'), ('mixed', 'mixed use')], max_length=20)),
                ('storeys', models.PositiveSmallIntegerField(null=True)),
                ('has_lift', models.BooleanField(default=False)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='buildings', to='estate.project')),
                ('zone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='buildings', to='estate.zone')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'code'), name='building_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Entrance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=40)),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entrances', to='estate.building')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('building', 'code'), name='entrance_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('site_entry', 'arrival on site'), ('main_structure_start', 'start of the main structure'), ('sales_start', 'start of sales'), ('office_establishment', 'management office established'), ('takeover', 'takeover'), ('planned_move_in', 'planned move-in'), ('actual_move_in', 'actual move-in'), ('routine_start', 'start of routine management')], max_length=24)),
                ('on', models.DateField()),
                ('is_actual', models.BooleanField(default=False)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='estate.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'kind'), name='milestone_once')],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('construction', 'construction progress'), ('sales', 'sales progress'), ('move_in', 'move-in arrangement')], max_length=12)),
                ('version', models.PositiveSmallIntegerField()),
                ('item', models.CharField(max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('received_at', models.DateTimeField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schedules', to='estate.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'kind', 'version', 'item'), name='schedule_item_once'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='schedule_not_backwards')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('address', models.CharField(max_length=80)),
                ('floor', models.SmallIntegerField(null=True)),
                ('property_type', models.CharField(choices=[('commodity_housing', 'commodity housing'), ('resettlement_housing', 'resettlement housing'), ('villa', 'villa'), ('apartment', 'serviced apartment'), ('commercial_complex', 'commercial complex'), ('shop', 'shop'), ('office', 'office'), ('mixed', 'mixed use')], max_length=20)),
                ('layout', models.CharField(blank=True, max_length=40)),
                ('gross_area_m2', models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ('inner_area_m2', models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ('charged_area_m2', models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ('status', models.CharField(choices=[('unsold', 'unsold'), ('sold', 'sold, not handed over'), ('handed_over', 'handed over'), ('decorating', 'in decoration'), ('occupied', 'occupied'), ('let', 'let'), ('vacant', 'vacant')], default='unsold', max_length=12)),
                ('status_since', models.DateField()),
                ('move_in_notice_on', models.DateField(null=True)),
                ('formalities_on', models.DateField(null=True)),
                ('lived_in_from', models.DateField(null=True)),
                ('vacant_fee_payer', models.CharField(blank=True, max_length=120)),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='estate.building')),
                ('entrance', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='estate.entrance')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='estate.project')),
            ],
            options={
                'indexes': [models.Index(fields=['project', 'address'], name='unit_by_address')],
                'constraints': [models.UniqueConstraint(fields=('building', 'entrance', 'code'), name='unit_code_once_per_entrance'), models.UniqueConstraint(condition=models.Q(('entrance', None)), fields=('building', 'code'), name='unit_code_once_per_building')],
            },
        ),
        migrations.CreateModel(
            name='Space',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('parking_space', 'parking space'), ('garage', 'garage'), ('storage_room', 'storage room'), ('equipment_room', 'equipment room'), ('management_room', 'management premises'), ('commercial_room', 'commercial premises'), ('supporting_facility', 'supporting facility'), ('common_structure', 'shared part'), ('common_equipment', 'shared equipment'), ('land', 'land')], max_length=20)),
                ('nature', models.CharField(choices=[('private', 'private part'), ('common_structure', 'shared part'), ('common_equipment', 'shared facility or equipment')], max_length=20)),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=80)),
                ('floor', models.SmallIntegerField(null=True)),
                ('area_m2', models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ('condition', models.CharField(blank=True, max_length=200)),
                ('building', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spaces', to='estate.building')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spaces', to='estate.project')),
                ('serves_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spaces', to='estate.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'kind', 'code'), name='space_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Treatment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('upkeep', 'upkeep'), ('repair', 'repair'), ('improvement', 'improvement'), ('inspection', 'inspection'), ('management', 'management')], max_length=12)),
                ('treated_on', models.DateField()),
                ('words', models.CharField(max_length=400)),
                ('noted_by', models.CharField(max_length=80)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='treatments', to='estate.space')),
            ],
        ),
        migrations.CreateModel(
            name='UnitStay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('unsold', 'unsold'), ('sold', 'sold, not handed over'), ('handed_over', 'handed over'), ('decorating', 'in decoration'), ('occupied', 'occupied'), ('let', 'let'), ('vacant', 'vacant')], max_length=12)),
                ('stays_from', models.DateField()),
                ('stays_until', models.DateField(null=True)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='estate.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('stays_until', None)), fields=('unit',), name='unit_stay_one_open')],
            },
        ),
    ]
