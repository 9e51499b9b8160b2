import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('workforce', '0001_initial'),
        ('workorders', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='errand',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='errands', to='workorders.workorder'),
        ),
        migrations.AddConstraint(
            model_name='errand',
            constraint=models.UniqueConstraint(models.F('order'), django.db.models.functions.comparison.Coalesce('case', 0), django.db.models.functions.comparison.Coalesce('cause', 0), name='errand_once'),
        ),
    ]
