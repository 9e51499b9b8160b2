import anlin.foundation.vault.api
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_initial'),
        ('estate', '0002_what_listings_claim'),
        ('people', '0001_initial'),
        ('workforce', '0001_initial'),
        ('workorders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='OpinionBox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=80)),
                ('put_up_at', models.DateTimeField()),
                ('taken_down_at', models.DateTimeField(null=True)),
                ('building', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinion_boxes', to='estate.building')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinion_boxes', to='estate.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_down_at', None)), fields=('project', 'place'), name='opinion_box_once_at_a_place')],
            },
        ),
        migrations.CreateModel(
            name='BoxOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.CharField(max_length=80)),
                ('slips', models.PositiveSmallIntegerField()),
                ('cases', models.ManyToManyField(related_name='from_boxes', to='cases.case')),
                ('box', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='cases.opinionbox')),
            ],
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week_from', models.DateField()),
                ('seed', models.CharField(max_length=32)),
                ('drawn_at', models.DateTimeField()),
                ('drawn_by', models.CharField(max_length=80)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='estate.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'week_from'), name='draw_once_a_week')],
            },
        ),
        migrations.CreateModel(
            name='DrawnOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('is_drawn', models.BooleanField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='cases.draw')),
                ('follow_up', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drawn_order', to='cases.followup')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workorders.workorder')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('draw', 'place'), name='drawn_order_in_place'), models.UniqueConstraint(fields=('draw', 'order'), name='drawn_order_once'), models.CheckConstraint(condition=models.Q(('follow_up', None), ('is_drawn', True), _connector='OR'), name='drawn_order_asked_if_drawn')],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('call', 'incoming call'), ('radio', 'radio contact with a crew'), ('hand_off', 'hand-off'), ('callback', 'call back'), ('internal', 'internal affair')], max_length=10)),
                ('words', anlin.foundation.vault.api.SealedTextField()),
                ('logged_at', models.DateTimeField()),
                ('logged_by', models.CharField(max_length=80)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='log_entries', to='cases.case')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='log_entries', to='estate.project')),
            ],
            options={
                'indexes': [models.Index(fields=['project', '-logged_at', '-id'], name='log_of_project')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('part', models.CharField(choices=[('committee', "owners' committee"), ('order', 'order-keeping staff'), ('resident', 'a resident'), ('outside', 'somebody from outside')], max_length=10)),
                ('name', anlin.foundation.vault.api.SealedTextField()),
                ('words', anlin.foundation.vault.api.SealedTextField(null=True)),
                ('joined_at', models.DateTimeField()),
                ('noted_by', models.CharField(max_length=80)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='cases.case')),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='effect_on_order',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='case',
            name='facts',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='case',
            name='is_settled_at_once',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='case',
            name='need_confirmed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='special_due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='passing',
            name='taken_on_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='passing',
            name='taken_on_by',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name='note',
            name='kind',
            field=models.CharField(choices=[('contact', 'contact with the person'), ('site_visit', 'visit to the place'), ('reminder', 'reminder'), ('internal', 'internal note'), ('resident', 'word of the resident')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('special_due_at__isnull', False)), fields=['special_due_at', 'id'], name='case_special_due'),
        ),
    ]
